package knowledge

import "iter"

// prefetchBatches is the channel's capacity in batches of batchSize values: as many
// as 1,024 are made before they are asked for.
const prefetchBatches, batchSize = 16, 64

// prefetch yields what seq yields, and runs seq ahead in a goroutine of its own:
// one core stems while the other writes. The goroutine has ended when the caller's
// loop has.
func prefetch[T any](seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		lots, stop := make(chan []T, prefetchBatches), make(chan struct{})
		go func() {
			defer close(lots)
			var lot []T
			hand := func() bool {
				select {
				case lots <- lot:
					lot = make([]T, 0, batchSize)
					return true
				case <-stop:
					return false
				}
			}
			for v := range seq {
				if lot = append(lot, v); len(lot) == batchSize && !hand() {
					return
				}
			}
			hand()
		}()
		defer func() {
			close(stop)
			for range lots { // wait until the goroutine is gone
			}
		}()
		for lot := range lots {
			for _, v := range lot {
				if !yield(v) {
					return
				}
			}
		}
	}
}

package knowledge

import "iter"

// aheadBy is how many values are made before they are asked for, and how many
// are handed over at once.
const aheadBy, atOnce = 16, 64

// ahead yields what seq yields, and lets seq work ahead in a goroutine of its
// own: one core stems while the other writes.
func ahead[T any](seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		lots, stop := make(chan []T, aheadBy), make(chan struct{})
		go func() {
			defer close(lots)
			var lot []T
			hand := func() bool {
				select {
				case lots <- lot:
					lot = make([]T, 0, atOnce)
					return true
				case <-stop:
					return false
				}
			}
			for v := range seq {
				if lot = append(lot, v); len(lot) == atOnce && !hand() {
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

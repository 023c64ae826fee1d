package rank

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestTopIsTheBeginningOfAllSorted(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var s Scratch
	for _, size := range []int{1, 99, 100, 101, 5000} {
		p := &Postings{}
		for i := range size {
			p.Passages = append(p.Passages, uint32(i))
			p.Impacts = append(p.Impacts, uint8(1+r.IntN(40))) // many equals
		}
		want := make([]uint32, size)
		copy(want, p.Passages)
		slices.SortStableFunc(want, func(a, b uint32) int { return cmp.Compare(p.Impacts[b], p.Impacts[a]) })
		top := Top([]Term{{Weight: 2, Forms: []Form{{Strength: 1, Postings: p}}}}, size, 100, &s)
		if len(top) != min(100, size) {
			t.Fatalf("of %d passages %d are on top", size, len(top))
		}
		for i, c := range top {
			score := float64(float32(2.0/255)*float32(p.Impacts[want[i]])) / 2
			if c.Passage != want[i] || c.Score != score {
				t.Fatalf("of %d passages, place %d has %d with %v, want %d with %v", size, i, c.Passage, c.Score, want[i], score)
			}
		}
	}
}

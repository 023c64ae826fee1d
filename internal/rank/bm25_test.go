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
		p, impacts := new(Postings), make(map[uint32]uint8)
		var want []uint32
		for i, place := 0, uint32(0); i < size; i++ {
			place += 1 + uint32(r.IntN(2))*uint32(r.IntN(300)) // gaps of one byte and of two
			impacts[place] = uint8(1 + r.IntN(40))             // many equals
			p.add(place, impacts[place])
			want = append(want, place)
		}
		slices.SortStableFunc(want, func(a, b uint32) int { return cmp.Compare(impacts[b], impacts[a]) })
		top := Top([]Term{{Weight: 2, Forms: []Form{{Strength: 1, Postings: p}}}}, 302*size, 100, &s)
		if len(top) != min(100, size) {
			t.Fatalf("of %d passages %d are on top", size, len(top))
		}
		for i, c := range top {
			score := float64(float32(2.0/255)*float32(impacts[want[i]])) / 2
			if c.Passage != want[i] || c.Score != score {
				t.Fatalf("of %d passages, place %d has %d with %v, want %d with %v", size, i, c.Passage, c.Score, want[i], score)
			}
		}
	}
}

package eval

import (
	"math"
	"slices"
)

// A Guess is a confidence and whether it was right.
type Guess struct {
	Confidence float64
	Right      bool
}

// AUC is the area under the receiver operating characteristic: how probable
// it is that a right guess has the higher confidence of a right and a wrong
// one. It is 0.5 by chance; equal confidences count half.
func AUC(guesses []Guess) float64 {
	sorted := slices.Clone(guesses)
	slices.SortStableFunc(sorted, func(a, b Guess) int { return cmpFloat(a.Confidence, b.Confidence) })
	var ranks, right float64
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j].Confidence == sorted[i].Confidence {
			j++
		}
		for k := i; k < j; k++ {
			if sorted[k].Right {
				ranks += float64(i+j+1) / 2
				right++
			}
		}
		i = j
	}
	wrong := float64(len(sorted)) - right
	if right == 0 || wrong == 0 {
		return math.NaN()
	}
	return (ranks - right*(right+1)/2) / (right * wrong)
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// A Bin is the guesses whose confidence lies in one tenth.
type Bin struct {
	Guesses    int
	Confidence float64 // mean
	Right      float64 // share
}

// Reliability sorts guesses into ten bins by confidence and returns them with
// the expected calibration error: the mean distance between confidence and
// share right, weighted by the bins' sizes (Guo et al. 2017).
func Reliability(guesses []Guess) (bins [10]Bin, ece float64) {
	for _, g := range guesses {
		b := &bins[min(9, int(g.Confidence*10))]
		b.Guesses++
		b.Confidence += g.Confidence
		if g.Right {
			b.Right++
		}
	}
	for i := range bins {
		b := &bins[i]
		if b.Guesses == 0 {
			continue
		}
		n := float64(b.Guesses)
		b.Confidence /= n
		b.Right /= n
		ece += n / float64(len(guesses)) * math.Abs(b.Confidence-b.Right)
	}
	return bins, ece
}

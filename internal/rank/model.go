package rank

import (
	"cmp"
	"math"
	"slices"
)

// A Model turns vectors into scores and probabilities.
type Model struct {
	Weights Vector // by figure
}

// Sort scores candidates and puts the best first; ties go to the older
// passage.
func (m *Model) Sort(candidates []Candidate) {
	for i := range candidates {
		candidates[i].Score = m.score(&candidates[i].Vector)
	}
	slices.SortFunc(candidates, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Passage, b.Passage))
	})
}

func (m *Model) score(v *Vector) float64 {
	s := 0.0
	for i, x := range v {
		s += m.Weights[i] * x
	}
	return s
}

// Confidence is the probability that candidate i answers.
func (m *Model) Confidence(q *Question, candidates []Candidate, i int) float64 {
	v := &candidates[i].Vector
	return 1 / (1 + math.Exp(-(-6 + 6*v[fCover] + 3*v[fSentence] - 3*v[fMissing])))
}

// Default is the model in use.
var Default = Model{Weights: Vector{
	fSentence: 1.5, fPair: 2, fHeadLike: 2, fCover: 1, fSoft: 1, fMissing: -0.5, fAdjacent: 1, fNear: 0.3, fFirst: 0.5,
	fQuestion: 5, fRatio: 4.5, fSiblings: 1.5, fAlike: 1.5, fLength: -0.1,
}}

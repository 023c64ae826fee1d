package rank

import "math"

// The first passages are usually about the right thing, if not always the
// answer, so what they have in common tells what else the question is about
// (pseudo-relevance feedback, Rocchio 1971).
const feedbackPassages = 8

// feedback fills how much each candidate resembles the first ones.
func feedback(candidates []Candidate, d *Dictionary) {
	first := candidates[:min(feedbackPassages, len(candidates))]
	center := make(map[uint32]float64)
	for _, c := range first {
		addUnit(center, c.Text, c.Score/math.Max(first[0].Score, 1e-9), d)
	}
	norm := 0.0
	for _, x := range center {
		norm += x * x
	}
	norm = math.Max(math.Sqrt(norm), 1e-9)
	for i := range candidates {
		c := &candidates[i]
		dot, length := 0.0, 0.0
		own := make(map[uint32]float64)
		addUnit(own, c.Text, 1, d)
		for stem, x := range own {
			dot += x * center[stem]
			length += x * x
		}
		c.Vector[fFeedback] = dot / norm
	}
}

// addUnit adds t's weighted stems to sum, scaled to the given length.
func addUnit(sum map[uint32]float64, t *Text, length float64, d *Dictionary) {
	own := make(map[uint32]float64)
	for _, stem := range t.Stems {
		own[stem]++
	}
	norm := 0.0
	for stem, n := range own {
		x := (1 + math.Log(n)) * d.Weight(stem)
		own[stem] = x
		norm += x * x
	}
	norm = math.Max(math.Sqrt(norm), 1e-9)
	for stem, x := range own {
		sum[stem] += length * x / norm
	}
}

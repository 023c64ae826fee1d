package eval

import (
	"math"
	"slices"
)

// Measures are the usual figures of a ranking, from 0 to 1, as means over the
// questions that have an answer.
type Measures struct {
	Questions int // that have an answer
	NDCG10    float64
	MRR10     float64
	Hit1      float64
	Recall10  float64
	Recall100 float64
	MAP       float64
}

// Measure compares rankings, passage ids best first by question id, with the
// grades. A question without a passage of grade 1 or more counts for nothing;
// one without a ranking counts as a failure.
func Measure(rankings map[string][]string, grades map[string]map[string]int) Measures {
	var m Measures
	questions := make([]string, 0, len(grades))
	for q := range grades {
		questions = append(questions, q)
	}
	slices.Sort(questions) // sums do not depend on the order of a map
	for _, q := range questions {
		m.add(rankings[q], grades[q])
	}
	n := float64(max(1, m.Questions))
	for _, x := range []*float64{&m.NDCG10, &m.MRR10, &m.Hit1, &m.Recall10, &m.Recall100, &m.MAP} {
		*x /= n
	}
	return m
}

// add adds one question's figures to the sums.
func (m *Measures) add(ranking []string, grades map[string]int) {
	relevant := 0
	for _, g := range grades {
		if g > 0 {
			relevant++
		}
	}
	if relevant == 0 {
		return
	}
	m.Questions++
	m.NDCG10 += NDCG(ranking, grades, 10)
	found, precisions := 0, 0.0
	for i, p := range ranking {
		if grades[p] <= 0 {
			continue
		}
		found++
		precisions += float64(found) / float64(i+1)
		if i == 0 {
			m.Hit1++
		}
		if found == 1 && i < 10 {
			m.MRR10 += 1 / float64(i+1)
		}
		if i < 10 {
			m.Recall10 += 1 / float64(relevant)
		}
		if i < 100 {
			m.Recall100 += 1 / float64(relevant)
		}
	}
	m.MAP += precisions / float64(relevant)
}

// NDCG is the normalised discounted cumulative gain of the first n (Järvelin
// and Kekäläinen 2002): gains are the grades, as in trec_eval.
func NDCG(ranking []string, grades map[string]int, n int) float64 {
	got := 0.0
	for i, p := range ranking[:min(n, len(ranking))] {
		got += float64(max(0, grades[p])) / math.Log2(float64(i)+2)
	}
	ideal := make([]int, 0, len(grades))
	for _, g := range grades {
		ideal = append(ideal, g)
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	best := 0.0
	for i, g := range ideal[:min(n, len(ideal))] {
		best += float64(max(0, g)) / math.Log2(float64(i)+2)
	}
	if best == 0 {
		return 0
	}
	return got / best
}

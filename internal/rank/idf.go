package rank

import "math"

// weighByRarity weighs the question's terms by how few of the candidates hold them:
// all candidates hold something of the question, so what tells them apart is
// what few of them do. A term that none holds weighs nothing.
func (r *reader) weighByRarity() {
	n := len(r.q.Terms)
	held, written := make([]int, n), make([]int, n)
	for _, f := range r.finds {
		clear(r.counts) // 1: held, 2: as written
		for _, m := range f.found {
			if r.counts[m.term] == 0 {
				held[m.term]++
				r.counts[m.term] = 1
			}
			if m.written && r.counts[m.term] == 1 {
				written[m.term]++
				r.counts[m.term] = 2
			}
		}
	}
	all := float64(len(r.finds))
	r.few, r.fewHave = make([]float64, n), make([]float64, n)
	for i, t := range r.q.Terms {
		own := 1.0
		if t.Context > 0 {
			own = t.Context
		}
		if held[i] > 0 {
			r.few[i] = own * math.Log((all+2)/float64(held[i]+1))
		}
		r.fewHave[i] = own * math.Log((all+10)/(float64(written[i])+0.5))
	}
	share(r.few)
	share(r.fewHave)
}

// share divides weights by their sum.
func share(weights []float64) {
	sum := 1e-9
	for _, w := range weights {
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
}

// sentence returns BM25 of segment i, of a length in stems, as a share of the
// question's weight: by the terms' own weights, and by how few hold them.
func (r *reader) sentence(i, length int) (own, distinct float64) {
	r.count(i, i+1)
	n := norm(bodyB, uint32(length), sentenceMean)
	for i, t := range r.q.Terms {
		if tf := r.counts[i] / n; tf > 0 {
			tf /= k1 + tf
			own += t.Weight * tf
			distinct += r.few[i] * tf
		}
	}
	return own / r.weight, distinct
}

// written is the share of the question's words that segment i has as they are
// written.
func (r *reader) written(i int) float64 {
	clear(r.counts)
	sum := 0.0
	for _, m := range r.found {
		if m.segment == i && m.written && r.counts[m.term] == 0 {
			r.counts[m.term] = 1
			sum += r.fewHave[m.term]
		}
	}
	return sum
}

package rank

import "math"

// first is the number of candidates that the others are compared with: the
// first are usually about the right thing, so what they have in common tells
// what else the question is about (pseudo-relevance feedback, Rocchio 1971).
const first = 6

// alike fills how much each candidate resembles the first ones, by cosine over
// stems weighted by rarity.
func alike(candidates []Candidate, d *Dictionary, s *Scratch) {
	if len(s.center) < d.Len() {
		s.center = make([]float32, d.Len()+d.Len()/4)
		s.times = make([]uint8, len(s.center))
	}
	n := min(first, len(candidates))
	for i := range n {
		t := candidates[i].Text
		norm := s.length(t, d)
		s.each(t.Stems, d, func(stem uint32, x float32) { s.center[stem] += x / norm })
	}
	for i := range candidates {
		t := candidates[i].Text
		dot := float32(0)
		s.each(s.central(t), d, func(stem uint32, x float32) { dot += x * s.center[stem] })
		sum, others := float64(dot/s.length(t, d)), n
		if i < n {
			sum, others = sum-1, n-1
		}
		candidates[i].Vector[fAlike] = math.Max(0, sum) / math.Max(1, float64(others))
	}
	for i := range n {
		for _, stem := range candidates[i].Text.Stems {
			s.center[stem] = 0
		}
	}
}

// central lists the stems of t that the first candidates hold too, in order.
func (s *Scratch) central(t *Text) []uint32 {
	s.common = s.common[:0]
	for _, stem := range t.Stems {
		if s.center[stem] != 0 {
			s.common = append(s.common, stem)
		}
	}
	return s.common
}

// length is the Euclidean length of t as a vector of stems. It is worked out
// once for each text.
func (s *Scratch) length(t *Text, d *Dictionary) float32 {
	if t.length == 0 {
		sum := 1e-9
		s.each(t.Stems, d, func(_ uint32, x float32) { sum += float64(x * x) })
		t.length = float32(math.Sqrt(sum))
	}
	return t.length
}

// each calls yield once with each of the stems and its weight among them.
func (s *Scratch) each(stems []uint32, d *Dictionary, yield func(stem uint32, x float32)) {
	for _, stem := range stems {
		if s.times[stem] < math.MaxUint8 {
			s.times[stem]++
		}
	}
	for _, stem := range stems {
		if n := s.times[stem]; n > 0 {
			yield(stem, logs[n]*d.weights[stem])
			s.times[stem] = 0
		}
	}
}

// logs holds 1 + ln n.
var logs = func() (l [math.MaxUint8 + 1]float32) {
	for n := 1; n < len(l); n++ {
		l[n] = float32(1 + math.Log(float64(n)))
	}
	return l
}()

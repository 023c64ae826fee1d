package rank

import (
	"math"

	"pamphlet/internal/lexicon"
)

// A reader reads texts with a question in mind.
type reader struct {
	q       *Question
	d       *Dictionary
	mean    Means
	scratch *Scratch
	roles   []role
	weight  float64
	pairs   float64             // weight of all neighbouring terms
	words   []uint32            // by term: the number of its word, as it is written
	few     []float64           // by term: what share of the weight it has if one held by few candidates weighs more
	fewHave []float64           // the same of its word
	finds   []find              // by candidate
	find                        // of the candidate being read
	counts  []float64           // by term, in the part being read
	sides   []float64           // by term
	fields  []Counts            // by term
	rows    []float64           // by segment and term, see strengths
	needs   [64]float64         // by what the question asks for: its weight
	terms   *lexicon.Comparison // of the terms' vectors, see compareLike
}

// A role is what a stem is to the question.
type role struct {
	term     int
	strength float64
}

// A find is what a text has of the question.
type find struct {
	found []match // in the order of the text
	alike []bool  // by term: the text has a word with the same beginning
}

// A match is a stem of a text that stands for a term.
type match struct {
	at       int // among the text's stems
	segment  int
	term     int
	strength float64
	written  bool // the word is the same, not only the stem
}

func newReader(q *Question, d *Dictionary, mean Means, s *Scratch) *reader {
	r := &reader{
		q: q, d: d, mean: mean, scratch: s, weight: math.Max(q.weight(), 1e-9),
		counts: make([]float64, len(q.Terms)), sides: make([]float64, len(q.Terms)), fields: make([]Counts, len(q.Terms)),
	}
	if len(s.role) < d.Len() {
		s.role = make([]uint8, d.Len()+d.Len()/4)
		s.kin = make([]uint8, len(s.role))
	}
	for i, t := range q.Terms {
		for j, f := range t.Forms {
			if s.role[f.Number] == 0 && len(r.roles) < math.MaxUint8 {
				r.roles = append(r.roles, role{i, f.Strength})
				s.role[f.Number] = uint8(len(r.roles))
			}
			if p := d.prefixes[f.Number]; p != none && j == 0 && i < math.MaxUint8 {
				s.kin[p] = uint8(i + 1)
			}
		}
		r.words = append(r.words, d.Word(t.Word))
		if i > 0 {
			r.pairs += t.Weight + q.Terms[i-1].Weight
		}
	}
	return r
}

// close leaves the scratch as it was.
func (r *reader) close() {
	for _, t := range r.q.Terms {
		for _, f := range t.Forms {
			r.scratch.role[f.Number] = 0
			if p := r.d.prefixes[f.Number]; p != none {
				r.scratch.kin[p] = 0
			}
		}
	}
}

// findAll looks through the candidates' texts, once.
func (r *reader) findAll(candidates []Candidate) {
	n := len(r.q.Terms)
	r.finds = make([]find, len(candidates))
	alike, found := make([]bool, n*len(candidates)), r.scratch.found[:0]
	for i := range candidates {
		from := len(found)
		r.finds[i].alike = alike[i*n : (i+1)*n]
		found = r.look(candidates[i].Text, found, r.finds[i].alike)
		r.finds[i].found = found[from:len(found):len(found)]
	}
	r.scratch.found = found
}

// look appends where the question's terms stand in t to found, and sets in
// alike of which terms a word with the same beginning does.
func (r *reader) look(t *Text, found []match, alike []bool) []match {
	segment := 0
	for at, stem := range t.Stems {
		if p := r.d.prefixes[stem]; p != none && r.scratch.kin[p] != 0 {
			alike[r.scratch.kin[p]-1] = true
		}
		if n := r.scratch.role[stem]; n != 0 {
			for uint32(at) >= t.Ends[segment] {
				segment++
			}
			x := r.roles[n-1]
			found = append(found, match{at, segment, x.term, x.strength, t.word(at) == r.words[x.term]})
		}
	}
	return found
}

// cover returns the share of the question's weight that stands in the
// segments from..to, and the largest share of a single term that does not.
func (r *reader) cover(from, to int) (share, missing float64) {
	clear(r.counts)
	for _, m := range r.found {
		if m.segment >= from && m.segment < to {
			r.counts[m.term] = max(r.counts[m.term], m.strength)
		}
	}
	for i, t := range r.q.Terms {
		share += t.Weight * r.counts[i]
		missing = max(missing, t.Weight*(1-r.counts[i]))
	}
	return share / r.weight, missing / r.weight
}

// missing returns the largest share of the question's weight that is of a
// single term which the text lacks; that term's weight as a share of the
// weightiest term's; and the logarithm of the weight of the terms it holds.
func (r *reader) missing(segments int) (missing, rarest, found float64) {
	_, missing = r.cover(0, segments)
	most, absent := 1e-9, 0.0
	for i, t := range r.q.Terms {
		most = max(most, t.Weight)
		if r.counts[i] > 0 {
			found += t.Weight
		} else {
			absent = max(absent, t.Weight)
		}
	}
	return missing, absent / most, math.Log1p(found) / 4
}

// soft is the share of the question's weight that stands in the text, where a
// word that begins with the same letters counts as found.
func (r *reader) soft() float64 {
	clear(r.counts)
	for _, m := range r.found {
		r.counts[m.term] = max(r.counts[m.term], m.strength)
	}
	share := 0.0
	for i, t := range r.q.Terms {
		if r.alike[i] {
			r.counts[i] = 1
		}
		share += t.Weight * r.counts[i]
	}
	return share / r.weight
}

// bm25 returns BM25 of the segments from..to as if they were a text of the
// given length, as a share of the question's weight.
func (r *reader) bm25(from, to, length int, mean float64) float64 {
	r.count(from, to)
	n := norm(bodyB, uint32(length), mean)
	sum := 0.0
	for i, t := range r.q.Terms {
		if tf := r.counts[i] / n; tf > 0 {
			sum += t.Weight * tf / (k1 + tf)
		}
	}
	return sum / r.weight
}

// count counts how often each term stands in the segments from..to as itself;
// a term that does not counts by the strongest word that stands for it.
func (r *reader) count(from, to int) {
	clear(r.counts)
	for _, m := range r.found {
		if m.segment >= from && m.segment < to {
			r.counts[m.term] = counted(r.counts[m.term], m.strength)
		}
	}
}

// counted adds a word of some strength to the count of its term.
func counted(count, strength float64) float64 {
	switch {
	case strength == 1 && count >= 1:
		return count + 1
	case strength == 1:
		return 1
	}
	return max(count, strength)
}

// bm25f returns BM25F of the whole passage, as a share of the question's
// weight. A synonym beside the word itself adds to its frequency, not to the
// score.
func (r *reader) bm25f(t *Text) float64 {
	clear(r.fields)
	for _, m := range r.found {
		f := t.field(m.segment)
		r.fields[m.term][f] = counted(r.fields[m.term][f], m.strength)
	}
	lengths := t.lengths()
	sum := 0.0
	for i, term := range r.q.Terms {
		sum += term.Weight * impact(r.fields[i], lengths, r.mean)
	}
	return sum / r.weight
}

// window is how far apart, in stems, two words still belong together (Metzler
// and Croft's sequential dependence model uses 8).
const window = 8

// closeness returns the weighted share of neighbouring terms of the question
// that stand side by side, and near each other, in segments from..to.
func (r *reader) closeness(from, to int) (adjacent, near float64) {
	if r.pairs == 0 {
		return 0, 0
	}
	clear(r.counts) // how near term i and the one before it come
	clear(r.sides)
	for j, m := range r.found {
		if m.segment < from || m.segment >= to {
			continue
		}
		for _, o := range r.found[j+1:] {
			if o.segment >= to || o.at-m.at > window {
				break
			}
			i := max(m.term, o.term)
			if i-min(m.term, o.term) != 1 {
				continue
			}
			s := min(m.strength, o.strength)
			r.counts[i] = max(r.counts[i], s*(1-float64(o.at-m.at-1)/window))
			if o.at == m.at+1 && o.segment == m.segment && m.term < o.term {
				r.sides[i] = max(r.sides[i], s)
			}
		}
	}
	for i := 1; i < len(r.q.Terms); i++ {
		w := r.q.Terms[i-1].Weight + r.q.Terms[i].Weight
		adjacent += w * r.sides[i]
		near += w * r.counts[i]
	}
	return adjacent / r.pairs, near / r.pairs
}

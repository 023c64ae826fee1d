package rank

import (
	"math"
	"math/bits"
	"slices"

	"pamphlet/internal/lexicon"
)

// readContext compares the question with each sentence as it stands under its
// title and headings, which often name the subject that the sentence does not,
// and looks for the kind of answer that is asked for.
func (r *reader) readContext(t *Text, v *Vector) {
	heads, n := t.heads(), len(r.q.Terms)
	held := r.strengths(t)
	above := held[:n]
	v[fTitle], _ = r.cover(0, 1)
	v[fHeading], _ = r.cover(1, 2)
	for i := range len(t.Ends) - heads {
		here := held[(i+1)*n : (i+2)*n]
		next := here
		if i+1 < len(t.Ends)-heads {
			next = held[(i+2)*n : (i+3)*n]
		}
		var alone, own, under, pair, few float64
		whole := true
		for j, term := range r.q.Terms {
			w, both := term.Weight/r.weight, max(here[j], above[j])
			alone += w * here[j]
			under += w * both
			pair += w * max(both, next[j])
			few += r.few[j] * both
			if here[j] == 1 {
				own += w
			}
			whole = whole && (both > 0 || term.Context > 0)
		}
		if alone == 0 {
			under /= 2 // what only stands above is said of every sentence
		}
		v[fOwnSentence] = max(v[fOwnSentence], own)
		v[fInContext] = max(v[fInContext], under)
		v[fPairInContext] = max(v[fPairInContext], pair)
		v[fFewInContext] = max(v[fFewInContext], few)
		v[fNeed] = max(v[fNeed], under*r.met(t.needs(i)|t.Announced))
		if kinds := r.q.Asked & t.kinds(i); kinds != 0 {
			v[fKind], v[fKindAny] = max(v[fKind], under), 1
			if kinds&lexicon.Definition != 0 && whole {
				v[fDefines] = max(v[fDefines], (1+alone)/2)
			}
		}
	}
	v[fNeedAny] = r.met(t.tells())
}

// surveyNeeds weighs what the question asks for: what few candidates tell weighs
// more.
func (r *reader) surveyNeeds(candidates []Candidate) {
	r.needs = [64]float64{}
	if r.q.Needs == 0 {
		return
	}
	var tell [64]int
	for i := range candidates {
		for rest := uint64(r.q.Needs & candidates[i].Text.tells()); rest != 0; rest &= rest - 1 {
			tell[bits.TrailingZeros64(rest)]++
		}
	}
	total := 0.0
	for rest := uint64(r.q.Needs); rest != 0; rest &= rest - 1 {
		need := bits.TrailingZeros64(rest)
		r.needs[need] = commonNeed + math.Log(float64(len(candidates)+1)/float64(tell[need]+1))
		total += r.needs[need]
	}
	for need := range r.needs {
		r.needs[need] /= max(total, commonNeed)
	}
}

// commonNeed is the weight of a need that all candidates meet.
const commonNeed = 0.1

// met returns the share of what is asked for that is told.
func (r *reader) met(told lexicon.Needs) (share float64) {
	for rest := uint64(r.q.Needs & told); rest != 0; rest &= rest - 1 {
		share += r.needs[bits.TrailingZeros64(rest)]
	}
	return share
}

// tells returns what the whole body tells.
func (t *Text) tells() (all lexicon.Needs) {
	for _, n := range t.Needs {
		all |= n
	}
	return all
}

// strengths returns how strongly each term stands in what is above the body,
// and then in each of its sentences: a row for each.
func (r *reader) strengths(t *Text) []float64 {
	n, heads := len(r.q.Terms), t.heads()
	size := n * (len(t.Ends) - heads + 1)
	if cap(r.rows) < size {
		r.rows = make([]float64, 2*size)
	}
	held := r.rows[:size]
	clear(held)
	for _, m := range r.found {
		row := max(0, m.segment-heads+1)
		held[row*n+m.term] = max(held[row*n+m.term], m.strength)
	}
	return held
}

// likeFrom is the similarity from which two words count as used alike. Below
// it lies what most pairs of words have by chance.
const likeFrom = 0.2

// compareLike fills what words that are used alike say: each term of the
// question is held against the stem of a text that is used most like it, and
// the question as a whole against two sentences side by side.
func (r *reader) compareLike(candidates []Candidate) {
	n, s := len(r.q.Terms), r.scratch
	if n == 0 {
		return
	}
	if len(s.row) < r.d.Len() {
		s.row = make([]uint32, r.d.Len()+r.d.Len()/4)
	}
	s.rows, s.rowed = s.rows[:0], s.rowed[:0]
	whole, head, part := make([]float32, n), make([]float32, n), make([]float32, n)
	sum := func(row []float32) float64 {
		total := 0.0
		for j, x := range row {
			total += r.q.Terms[j].Weight * float64(x)
		}
		return total / r.weight
	}
	r.terms = lexicon.Compare(r.vectors())
	r.likeItself()
	direction := r.direction()
	for i := range candidates {
		t, v := candidates[i].Text, &candidates[i].Vector
		clear(whole)
		clear(head)
		for segment := range t.Ends {
			clear(part)
			for _, stem := range t.segment(segment) {
				strongest(part, r.likeness(stem))
			}
			strongest(whole, part)
			if 0 < segment && segment < t.heads() {
				v[fLikeQuestion] = max(v[fLikeQuestion], harmonic(sum(part), r.likeBack(t.segment(segment))))
			}
			if segment < t.heads() {
				strongest(head, part)
			} else {
				v[fLikeSentence] = max(v[fLikeSentence], sum(part))
			}
		}
		v[fLike], v[fLikeHead] = sum(whole), sum(head)
		v[fLikePair] = t.like(direction, r.d)
	}
	for _, stem := range s.rowed {
		s.row[stem] = 0
	}
}

// likeBack returns the share of the weight of stems that the question has, where
// a word used alike counts as much as it is alike.
func (r *reader) likeBack(stems []uint32) float64 {
	all, shared := 1e-9, 0.0
	for _, stem := range stems {
		w := r.d.Weight(stem)
		all += w
		shared += w * float64(slices.Max(r.likeness(stem)))
	}
	return shared / all
}

func harmonic(a, b float64) float64 { return 2 * a * b / max(a+b, 1e-9) }

func strongest(row, other []float32) {
	for j, x := range other {
		row[j] = max(row[j], x)
	}
}

// likeness returns how much each term of the question is used like stem. It is
// worked out once for each stem of a question's candidates.
func (r *reader) likeness(stem uint32) []float32 {
	n, s := len(r.q.Terms), r.scratch
	if at := s.row[stem]; at > 0 {
		return s.rows[int(at-1)*n : int(at)*n]
	}
	from := len(s.rows)
	s.rows = slices.Grow(s.rows, n)[:from+n]
	row := s.rows[from:]
	r.terms.With(r.d.vectors[stem], r.counts)
	for i, x := range r.counts {
		row[i] = float32(max(0, x-likeFrom) / (1 - likeFrom))
	}
	s.row[stem] = uint32(len(s.rows) / n)
	s.rowed = append(s.rowed, stem)
	return row
}

// likeItself makes each word that stands for a term as like it as it is strong.
func (r *reader) likeItself() {
	for i := range r.q.Terms {
		forms := r.q.Terms[i].Forms
		for j := len(forms) - 1; j >= 0; j-- { // the first is the strongest
			r.likeness(forms[j].Number)[i] = float32(forms[j].Strength)
		}
	}
}

// vectors returns that of each term.
func (r *reader) vectors() (all []string) {
	for i := range r.q.Terms {
		all = append(all, r.d.vectors[r.q.Terms[i].Forms[0].Number])
	}
	return all
}

// A direction is a sum of words' vectors.
type direction [lexicon.Dimensions]float32

func (d *direction) add(vector string, weight float32) {
	for i := range len(vector) {
		d[i] += weight * float32(int8(vector[i]))
	}
}

// unit returns d at length 1, in 127ths.
func (d *direction) unit() (u [lexicon.Dimensions]int8) {
	length := 1e-9
	for _, x := range d {
		length += float64(x * x)
	}
	scale := float32(127 / math.Sqrt(length))
	for i, x := range d {
		u[i] = int8(scale * x)
	}
	return u
}

// direction is that of the question: of its terms, each by its weight.
func (r *reader) direction() [lexicon.Dimensions]int8 {
	var d direction
	for i := range r.q.Terms {
		t := &r.q.Terms[i]
		d.add(r.d.vectors[t.Forms[0].Number], float32(t.Weight))
	}
	return d.unit()
}

// like is the largest cosine of q and the direction of two sentences of the
// body side by side. Those directions are worked out once for each text.
func (t *Text) like(q [lexicon.Dimensions]int8, d *Dictionary) float64 {
	if t.pairs == nil {
		t.pairs = t.directions(d)
	}
	best := int32(0)
	for i := range t.pairs {
		sum := int32(0)
		for j, x := range &t.pairs[i] {
			sum += int32(x) * int32(q[j])
		}
		best = max(best, sum)
	}
	return float64(best) / (127 * 127)
}

// directions returns those of each two sentences of the body side by side, or
// of its only one.
func (t *Text) directions(d *Dictionary) [][lexicon.Dimensions]int8 {
	first, last := t.heads(), len(t.Ends)
	pairs := make([][lexicon.Dimensions]int8, 0, max(1, last-first-1))
	var before, now direction
	for i := first; i < last; i++ {
		before, now = now, direction{}
		for _, stem := range t.segment(i) {
			now.add(d.vectors[stem], d.weights[stem])
		}
		if i > first || last-first == 1 {
			both := now
			for j := range both {
				both[j] += before[j]
			}
			pairs = append(pairs, both.unit())
		}
	}
	return pairs
}

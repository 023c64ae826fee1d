package rank

import "math"

// A Vector describes a candidate by the named figures of [Names].
type Vector [features]float64

// The figures that describe a candidate. All are shares, 0 to about 1, so
// that questions of all lengths compare.
const (
	fBM25 = iota
	fBody
	fHead
	fHeadShare
	fHeadLike
	fTitle
	fSentence
	fPair
	fFirst
	fCover
	fMissing
	fAdjacent
	fHeadAdjacent
	fNear
	fLength
	fRatio
	fArticle
	fArticleBest
	fFeedback
	fNumber
	features
)

// Names are the names of a vector's figures.
var Names = [features]string{
	"bm25", "body", "head", "head_share", "head_like", "title", "sentence", "pair", "first",
	"cover", "missing", "adjacent", "head_adjacent", "near", "length", "ratio", "article", "article_best", "feedback", "number",
}

// A Question is what is asked.
type Question struct {
	Terms  []Term // those searched for, in the order of the question
	Number bool   // it asks how much, how long, how many or when
}

// weight is the sum of the terms' weights.
func (q *Question) weight() float64 {
	w := 0.0
	for _, t := range q.Terms {
		w += t.Weight
	}
	return w
}

// Describe fills the vectors of candidates, which are best first and carry
// their texts.
func Describe(q *Question, candidates []Candidate, d *Dictionary, mean Means, s *Scratch) {
	r := newReader(q, d, mean, s)
	defer r.close()
	for i := range candidates {
		r.read(&candidates[i])
	}
	compare(candidates)
	feedback(candidates, d)
}

// role is what a stem is to the question.
type role struct {
	term     int
	strength float64
}

// A reader reads texts with a question in mind.
type reader struct {
	q       *Question
	d       *Dictionary
	mean    Means
	scratch *Scratch
	roles   []role
	weight  float64
	pairs   float64 // weight of all neighbouring terms
	found   []match
	counts  []float64 // by term, in the part being read
	fields  []Counts  // by term
}

// A match is a stem of a text that stands for a term.
type match struct {
	at       int // among the text's stems
	segment  int
	term     int
	strength float64
}

func newReader(q *Question, d *Dictionary, mean Means, s *Scratch) *reader {
	r := &reader{q: q, d: d, mean: mean, scratch: s, weight: math.Max(q.weight(), 1e-9), counts: make([]float64, len(q.Terms)), fields: make([]Counts, len(q.Terms))}
	if len(s.role) < d.Len() {
		s.role = make([]uint8, d.Len()+d.Len()/4)
	}
	for i, t := range q.Terms {
		for _, f := range t.Forms {
			if s.role[f.Number] == 0 && len(r.roles) < math.MaxUint8 {
				r.roles = append(r.roles, role{i, f.Strength})
				s.role[f.Number] = uint8(len(r.roles))
			}
		}
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
		}
	}
}

// read fills the part of c's vector that needs no other candidate.
func (r *reader) read(c *Candidate) {
	t, v := c.Text, &c.Vector
	r.find(t)
	v[fBM25] = r.bm25f(t)
	c.Score = v[fBM25]
	v[fCover], v[fMissing] = r.cover(0, len(t.Ends))
	v[fTitle], _ = r.cover(0, 1)
	r.readHeads(t, v)
	r.readBody(t, c)
	v[fAdjacent], v[fNear] = r.closeness(t, t.heads(), len(t.Ends))
	v[fHeadAdjacent], _ = r.closeness(t, 0, t.heads())
	v[fLength] = math.Log(float64(t.bodyLength()+5) / (r.mean[Body] + 5))
}

// find lists where the question's terms stand in t.
func (r *reader) find(t *Text) {
	r.found = r.found[:0]
	segment := 0
	for at, stem := range t.Stems {
		for uint32(at) >= t.Ends[segment] {
			segment++
		}
		if n := r.scratch.role[stem]; n != 0 {
			x := r.roles[n-1]
			r.found = append(r.found, match{at, segment, x.term, x.strength})
		}
	}
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

// bm25 returns BM25 of the segments from..to as if they were a text of the
// given length, as a share of the question's weight.
func (r *reader) bm25(from, to, length int, mean, b float64) float64 {
	clear(r.counts)
	for _, m := range r.found {
		if m.segment >= from && m.segment < to {
			r.counts[m.term] += m.strength
		}
	}
	n := norm(b, uint32(length), mean)
	sum := 0.0
	for i, t := range r.q.Terms {
		if tf := r.counts[i] / n; tf > 0 {
			sum += t.Weight * tf / (k1 + tf)
		}
	}
	return sum / r.weight
}

// bm25f returns BM25F of the whole passage, as a share of the question's
// weight.
func (r *reader) bm25f(t *Text) float64 {
	clear(r.fields)
	for _, m := range r.found {
		r.fields[m.term][t.field(m.segment)] += m.strength
	}
	lengths := t.lengths()
	sum := 0.0
	for i, term := range r.q.Terms {
		sum += term.Weight * impact(r.fields[i], lengths, r.mean)
	}
	return sum / r.weight
}

// readHeads compares the question with title, heading and each question.
func (r *reader) readHeads(t *Text, v *Vector) {
	v[fHead], _ = r.cover(0, t.heads())
	for i := range t.heads() {
		stems := t.segment(i)
		if len(stems) == 0 {
			continue
		}
		share, _ := r.cover(i, i+1)
		own, common := 0.0, 0.0
		for _, stem := range stems {
			w := r.d.Weight(stem)
			own += w
			if r.scratch.role[stem] != 0 {
				common += w
			}
		}
		back := common / math.Max(own, 1e-9)
		v[fHeadShare] = max(v[fHeadShare], back*min(1, share*4))
		if share+back > 0 {
			v[fHeadLike] = max(v[fHeadLike], 2*share*back/(share+back))
		}
	}
}

// sentenceMean is the length of a sentence in stems that counts as usual.
const sentenceMean = 11

// readBody looks at the body as a whole and sentence by sentence.
func (r *reader) readBody(t *Text, c *Candidate) {
	v := &c.Vector
	first, last := t.heads(), len(t.Ends)
	v[fBody] = r.bm25(first, last, t.bodyLength(), r.mean[Body], bodyB)
	for i := first; i < last; i++ {
		one := len(t.segment(i))
		s := r.bm25(i, i+1, one, sentenceMean, bodyB)
		if s > v[fSentence] {
			v[fSentence], c.Sentence = s, i-first
		}
		if i == first {
			v[fFirst] = s
		}
		if i+1 < last {
			v[fPair] = max(v[fPair], r.bm25(i, i+2, one+len(t.segment(i+1)), 2*sentenceMean, bodyB))
		}
	}
	v[fPair] = max(v[fPair], v[fSentence])
}

// window is how far apart, in stems, two words still belong together (Metzler
// and Croft's sequential dependence model uses 8).
const window = 8

// closeness returns the weighted share of neighbouring terms of the question
// that stand side by side, and near each other, in segments from..to.
func (r *reader) closeness(t *Text, from, to int) (adjacent, near float64) {
	if r.pairs == 0 {
		return 0, 0
	}
	for i := 1; i < len(r.q.Terms); i++ {
		a, b := i-1, i
		best, bestNear := 0.0, 0.0
		for j, m := range r.found {
			if m.term != a && m.term != b || m.segment < from || m.segment >= to {
				continue
			}
			for k := j + 1; k < len(r.found) && r.found[k].at-m.at <= window; k++ {
				o := r.found[k]
				if o.segment >= to || o.term == m.term || o.term != a && o.term != b {
					continue
				}
				s := min(m.strength, o.strength)
				bestNear = max(bestNear, s*(1-float64(o.at-m.at-1)/window))
				if o.at == m.at+1 && o.segment == m.segment && m.term == a {
					best = max(best, s)
				}
			}
		}
		w := r.q.Terms[a].Weight + r.q.Terms[b].Weight
		adjacent += w * best
		near += w * bestNear
	}
	return adjacent / r.pairs, near / r.pairs
}

// compare fills what a candidate is beside the others.
func compare(candidates []Candidate) {
	if len(candidates) == 0 {
		return
	}
	best := math.Max(candidates[0].Score, 1e-9)
	sum, top := make(map[int64]float64), make(map[int64]float64)
	for _, c := range candidates {
		s := c.Score / best
		sum[c.Text.Article] += s * s * s
		top[c.Text.Article] = max(top[c.Text.Article], s)
	}
	for i := range candidates {
		c := &candidates[i]
		s := c.Score / best
		c.Vector[fRatio] = s
		c.Vector[fArticle] = math.Log1p(sum[c.Text.Article] - s*s*s)
		c.Vector[fArticleBest] = top[c.Text.Article]
	}
}

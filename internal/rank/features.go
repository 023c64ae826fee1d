package rank

import "math"

// A Vector describes a candidate by the named figures of [Names].
type Vector [features]float64

// The figures that describe a candidate. All but the length are shares, 0 to
// about 1, so that questions of all lengths compare.
const (
	fHeadShare     = iota // share of a heading's weight that the question holds
	fHeadLike             // harmonic mean of both, for the one heading or question most alike
	fQuestion             // BM25 of the question the passage answers that is most alike
	fSentence             // BM25 of the best sentence
	fPair                 // BM25 of the best two sentences side by side
	fDistinct             // BM25 of the best sentence, where a word weighs by how few candidates hold it
	fWritten              // share of the question's words that the best sentence has as they are written, weighed alike
	fFirst                // BM25 of the first sentence
	fSoft                 // share of the question's weight in the whole passage, where a word that begins alike counts
	fMissing              // the weightiest word that is missing, as a share of the question
	fAdjacent             // neighbouring words of the question that stand side by side in the body
	fNear                 // neighbouring words of the question that stand close in the body
	fLength               // logarithm of the body's length over the mean
	fRatio                // BM25F over that of the best candidate
	fSiblings             // mean BM25F ratio of the article's other passages
	fAlike                // likeness to the first candidates
	fLetters              // likeness of the question and the heading, by letters
	fTitle                // share of the question's weight that the title has
	fHeading              // the same of the heading, and those above it
	fInContext            // the same of the best sentence, with what stands above it
	fPairInContext        // the same of the best two sentences side by side
	fOwnSentence          // the same of the best sentence alone, of words found as themselves
	fKind                 // the same, of the best sentence that has the kind of answer asked for
	fKindAny              // 1 if a sentence has the kind of answer asked for
	fDefines              // 1 if a sentence that has all words says what something is, and that is asked
	fLike                 // share of the question's weight that words used alike have, in the whole passage
	fLikeSentence         // the same of the best sentence
	fLikeHead             // the same of title, headings and questions
	fLikePair             // likeness of the question as a whole and the best two sentences side by side, by what their words are used like
	fFewInContext         // as in_context, where a word weighs by how few candidates hold it
	fNeed                 // share of what is asked for that a sentence tells, or what stands above it, by how much of the question stands there
	fNeedAny              // share of what is asked for that the passage tells
	fFollows              // how much the question leans on what was asked before, if the passage's article answered that
	fLikeQuestion         // harmonic mean of both, for the one heading or question used most alike
	fAskedSame            // 1 if its heading or a question asks for a kind of answer that is asked for
	fRarest               // the weightiest missing word over the weightiest of all; of the confidence only
	fFound                // logarithm of the weight of the words that are found; of the confidence only
	features
)

// Names are the names of a vector's figures.
var Names = [features]string{
	"head_share", "head_like", "question", "sentence", "pair", "distinct", "written", "first", "soft",
	"missing", "adjacent", "near", "length", "ratio", "siblings", "alike", "letters",
	"title", "heading", "in_context", "pair_in_context", "own_sentence", "kind", "kind_any", "defines", "like", "like_sentence", "like_head",
	"like_pair", "few_in_context", "need", "need_any", "follows", "like_question", "asked_same",
	"rarest_missing", "found",
}

// Describe fills the vectors of candidates, which are best first and carry
// their texts. sizes holds the number of passages of each article.
func Describe(q *Question, candidates []Candidate, d *Dictionary, mean Means, sizes map[int64]int, s *Scratch) {
	r := newReader(q, d, mean, s)
	r.findAll(candidates)
	r.weighByRarity()
	r.surveyNeeds(candidates)
	for i := range candidates {
		r.find = r.finds[i]
		r.read(&candidates[i])
	}
	r.close()
	r.compareLike(candidates)
	compare(candidates, sizes)
	alike(candidates, d, s)
	compareLetters(q, candidates, s)
}

// read fills the part of c's vector that needs no other candidate.
func (r *reader) read(c *Candidate) {
	t, v := c.Text, &c.Vector
	*v = Vector{}
	c.Score = r.bm25f(t)
	v[fMissing], v[fRarest], v[fFound] = r.missing(len(t.Ends))
	v[fSoft] = r.soft()
	r.readHeads(t, v)
	r.readBody(c)
	r.readContext(t, v)
	v[fAdjacent], v[fNear] = r.closeness(t.heads(), len(t.Ends))
	if r.q.Asked&t.Asks != 0 {
		v[fAskedSame] = 1
	}
	if t.Article == r.q.Article {
		v[fFollows] = r.q.Follows
	}
	v[fLength] = math.Log(float64(t.bodyLength()+5) / (r.mean[Body] + 5))
}

// headMean is the length of a heading in stems that counts as usual.
const headMean = 6

// readHeads compares the question with title, heading and each question.
func (r *reader) readHeads(t *Text, v *Vector) {
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
		// A heading of one common word is wholly in many questions.
		v[fHeadShare] = max(v[fHeadShare], back*min(1, 4*share))
		v[fHeadLike] = max(v[fHeadLike], harmonic(share, back))
		if t.field(i) == Questions {
			v[fQuestion] = max(v[fQuestion], r.bm25(i, i+1, len(stems), headMean))
		}
	}
}

// sentenceMean is the length of a sentence in stems that counts as usual. Where
// words are compared as they are written, a long sentence is held against a
// passage less, but from a shorter length on.
const (
	sentenceMean = 16
	writtenMean  = 12
	writtenB     = 0.3
)

// readBody looks at the body sentence by sentence.
func (r *reader) readBody(c *Candidate) {
	t, v := c.Text, &c.Vector
	first, last := t.heads(), len(t.Ends)
	c.Sentence = 0
	for i := first; i < last; i++ {
		one := len(t.segment(i))
		s, distinct := r.sentence(i, one)
		v[fDistinct] = max(v[fDistinct], distinct)
		v[fWritten] = max(v[fWritten], r.written(i)/norm(writtenB, uint32(one), writtenMean))
		if s > v[fSentence] {
			v[fSentence], c.Sentence = s, i-first
		}
		if i == first {
			v[fFirst] = s
		}
		if i+1 < last {
			v[fPair] = max(v[fPair], r.bm25(i, i+2, one+len(t.segment(i+1)), 2*sentenceMean))
		}
	}
	v[fPair] = max(v[fPair], v[fSentence])
}

// compare fills what a candidate is beside the others.
func compare(candidates []Candidate, sizes map[int64]int) {
	best := 1e-9
	for i := range candidates {
		best = max(best, candidates[i].Score)
	}
	sums := make(map[int64]float64)
	for i := range candidates {
		c := &candidates[i]
		c.Vector[fRatio] = c.Score / best
		sums[c.Text.Article] += c.Vector[fRatio]
	}
	for i := range candidates {
		c := &candidates[i]
		if n := sizes[c.Text.Article]; n > 1 {
			c.Vector[fSiblings] = (sums[c.Text.Article] - c.Vector[fRatio]) / float64(n-1)
		}
	}
}

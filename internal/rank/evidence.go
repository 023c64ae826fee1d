package rank

import "math"

// Evidence is what speaks for and against a candidate as the answer, by the
// named figures of [EvidenceNames].
type Evidence [evidence]float64

const (
	eCover = iota
	eMissing
	eRarest
	eSentence
	ePair
	eHeadLike
	eQuestion
	eNear
	eSoft
	eWords
	eFound
	eLead
	eScore
	eGeneral
	eAlike
	eAbsent
	evidence
)

// What a question turns on: a word that general language has fewer than about
// once in five thousand words, in a question of few words. A rare word in a
// long story is often beside the point.
const (
	telling = 3.8 // nats; "cost" has 4
	brief   = 8   // terms
)

// Absent reports whether the weightiest word of the question tells
// much and stands in no passage: what the question turns on is then something
// that nobody wrote about.
func Absent(q *Question) bool {
	rarest, absent := 0.0, false
	for _, t := range q.Terms {
		number := t.Word != "" && t.Word[0] <= '9' // beside the point more often than not
		if t.Weight > rarest && !number {
			rarest, absent = t.Weight, t.Absent && t.General > telling && len(q.Terms) <= brief
		}
	}
	return absent
}

// EvidenceNames are the names of the figures of an [Evidence].
var EvidenceNames = [evidence]string{
	"cover", "missing", "rarest_missing", "sentence", "pair", "head_like", "question", "near", "soft", "words", "found", "lead", "score", "general", "alike", "absent",
}

// Judge lists the evidence for candidate i, given all, best first.
func Judge(q *Question, candidates []Candidate, i int) Evidence {
	c := &candidates[i]
	v := &c.Vector
	e := Evidence{
		eCover: v[fCover], eMissing: v[fMissing], eSentence: v[fSentence], ePair: v[fPair], eHeadLike: v[fHeadLike],
		eQuestion: v[fQuestion], eNear: v[fNear], eSoft: v[fSoft], eAlike: v[fAlike],
		eWords: math.Log(float64(max(1, len(q.Terms)))),
		eScore: c.Score / 10,
	}
	rarest, missing, found, all := 1e-9, 0.0, 0.0, 1e-9
	for _, t := range q.Terms {
		_, ok := Find(t, c.Text)
		rarest = max(rarest, t.Weight)
		all += t.General
		if ok {
			found += t.Weight
			e[eGeneral] += t.General
		} else {
			missing = max(missing, t.Weight)
		}
	}
	if Absent(q) {
		e[eAbsent] = 1
	}
	e[eRarest] = missing / rarest
	e[eFound] = math.Log1p(found) / 4
	e[eGeneral] /= all
	if other := 0; len(candidates) > 1 {
		if i == 0 {
			other = 1
		}
		e[eLead] = c.Score - candidates[other].Score
	} else {
		e[eLead] = 1
	}
	return e
}

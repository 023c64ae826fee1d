package rank

import "math"

// Evidence is what speaks for and against a candidate as the answer, by the
// named figures of [EvidenceNames].
type Evidence [evidence]float64

const (
	eMissing = iota // these as in a [Vector]
	eSentence
	ePair
	eFirst
	eHeadShare
	eHeadLike
	eQuestion
	eNear
	eLength
	eSiblings
	eAlike
	eRarest // the weightiest missing word over the weightiest of all
	eFound  // logarithm of the weight of the words that are found
	eWords  // logarithm of the number of words
	eAbsent // 1 if Absent
	eScore
	eInContext
	ePairInContext
	eOwnSentence
	eKind
	eDefines
	eLike
	eLikeSentence
	eHeading
	eTitle
	eAdjacent
	eDistinct
	eLetters
	eRatio
	eNeed
	eNeedAny
	eKindMissing // 1 if a kind of answer is asked for, and no sentence has it
	eAsksKind    // 1 if a kind of answer is asked for
	eNeedMissing // share of what is asked for that the passage does not tell
	eAsksNeed    // 1 if something is asked for
	eFollows
	eChance // its share of the likelihood of all candidates, by their scores
	eLead   // how much better it scores than the next
	eLikeQuestion
	eAskedSame
	evidence
)

// What a question turns on: a word that general language has fewer than about
// once in five thousand words, in a question of few words. A rare word in a
// long story is often beside the point.
const (
	telling = 3.8 // nats; "cost" has 4
	brief   = 8   // terms
)

// Absent reports whether the weightiest word of the question tells much and
// stands in no passage: what the question turns on is then something that
// nobody wrote about. A word that stands there only as a synonym weighs less.
func Absent(q *Question) bool {
	present, absent := 0.0, 0.0
	for _, t := range q.Terms {
		switch number := t.Word != "" && t.Word[0] <= '9'; {
		case number || t.Aside: // beside the point more often than not
		case !t.Absent:
			present = max(present, t.Weight*t.strength())
		case t.General > telling:
			absent = max(absent, t.Weight)
		}
	}
	return absent > 0 && absent >= present && len(q.Terms) <= brief
}

// EvidenceNames are the names of the figures of an [Evidence].
var EvidenceNames = [evidence]string{
	"missing", "sentence", "pair", "first", "head_share", "head_like", "question", "near", "length", "siblings", "alike",
	"rarest_missing", "found", "words", "absent", "score",
	"in_context", "pair_in_context", "own_sentence", "kind", "defines", "like", "like_sentence", "heading", "title", "adjacent", "distinct", "letters", "ratio",
	"need", "need_any", "kind_missing", "asks_kind", "need_missing", "asks_need", "follows", "chance", "lead", "like_question", "asked_same",
}

// Facts are what the judgement of a question's candidates needs to know of the
// question itself.
type Facts struct {
	Words       int // terms
	Absent      bool
	Kind, Needs bool // a kind of answer, or something else, is asked for
	Size        int  // passages of the base
}

// Facts returns those of q, asked of a base of so many passages.
func (q *Question) Facts(size int) Facts {
	return Facts{len(q.Terms), Absent(q), q.Asked != 0, q.Needs != 0, size}
}

// Judge lists the evidence for candidate i, given all, best first.
func Judge(f Facts, candidates []Candidate, i int) Evidence {
	c := &candidates[i]
	v := &c.Vector
	e := Evidence{
		eMissing: v[fMissing], eSentence: v[fSentence], ePair: v[fPair], eFirst: v[fFirst], eHeadShare: v[fHeadShare], eHeadLike: v[fHeadLike],
		eQuestion: v[fQuestion], eNear: v[fNear], eLength: v[fLength], eSiblings: v[fSiblings], eAlike: v[fAlike],
		eRarest: v[fRarest], eFound: v[fFound],
		eWords:     math.Log(float64(max(1, f.Words))),
		eScore:     c.Score / 10,
		eInContext: v[fInContext], ePairInContext: v[fPairInContext], eOwnSentence: v[fOwnSentence], eKind: v[fKind],
		eDefines: v[fDefines], eLike: v[fLike], eLikeSentence: v[fLikeSentence], eHeading: v[fHeading], eTitle: v[fTitle],
		eAdjacent: v[fAdjacent], eDistinct: v[fDistinct], eLetters: v[fLetters], eRatio: v[fRatio], eNeed: v[fNeed], eNeedAny: v[fNeedAny], eFollows: v[fFollows], eLikeQuestion: v[fLikeQuestion], eAskedSame: v[fAskedSame],
	}
	if f.Kind {
		e[eAsksKind], e[eKindMissing] = 1, 1-v[fKindAny]
	}
	if f.Needs {
		e[eAsksNeed], e[eNeedMissing] = 1, 1-v[fNeedAny]
	}
	sum := 0.0
	for j := range candidates {
		sum += math.Exp(candidates[j].Score - c.Score)
	}
	e[eChance] = 1 / sum
	if f.Absent {
		e[eAbsent] = 1
	}
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

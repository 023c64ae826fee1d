package knowledge

import (
	"cmp"
	"slices"
	"strings"

	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
)

// What earlier questions of the same member add to one that leans on them.
// The bot's own answers add nothing: they made follow-ups worse (nDCG@10 .36
// against .41 without any context, on a public set of conversations).
const (
	contextWeight = 0.45 // of a word of the question before, against one of the question itself
	contextOwn    = 3    // own words from which on earlier ones count for less
	contextFade   = 0.85 // for each question further back
	contextTerms  = 8    // words that are added at most
	contextTurns  = 6    // questions that are looked back at most
	leaningTerms  = 2    // a question of so few content words leans on what came before
)

// recall adds the words of earlier questions to one that leans on them.
func (x *index) recall(q *rank.Question, tokens []stem.Token, earlier []string, language string) {
	if len(earlier) == 0 || len(q.Terms) == 0 || !pointsBack(tokens, len(q.Terms)) {
		return
	}
	seen := make(map[uint32]bool)
	for _, t := range q.Terms {
		for _, f := range t.Forms {
			seen[f.Number] = true
		}
	}
	var added []rank.Term
	weight := contextWeight * min(1, contextOwn/float64(len(q.Terms)))
	for i := len(earlier) - 1; i >= max(0, len(earlier)-contextTurns); i-- {
		for _, t := range stem.Tokens(earlier[i], language) {
			n := x.dict.Number(t.Term)
			if t.Stop || seen[n] {
				continue
			}
			seen[n] = true
			added = append(added, rank.Term{Word: t.Word, Context: weight, Forms: []rank.Form{{Stem: t.Term, Number: n, Strength: 1, Via: "earlier question"}}})
		}
		weight *= contextFade
	}
	slices.SortStableFunc(added, func(a, b rank.Term) int {
		return cmp.Compare(b.Context*x.dict.Weight(b.Forms[0].Number), a.Context*x.dict.Weight(a.Forms[0].Number))
	})
	q.Terms = append(q.Terms, added[:min(contextTerms, len(added))]...)
}

// pointsBack reports whether a question needs what came before to be understood:
// it points back, goes on, or is very short.
func pointsBack(tokens []stem.Token, terms int) bool {
	for i, t := range tokens {
		if pointing[t.Word] || i == 0 && goingOn[t.Word] || i == 1 && t.Word == "about" {
			return true
		}
	}
	return terms <= leaningTerms
}

// pointing are words that stand for something said before. "That" and "there"
// are not among them: they mostly do other work.
var pointing = set("it its they them their theirs this these those he him his she her hers ones")

// goingOn are words that a follow-up begins with.
var goingOn = set("and but so or also why then interesting ok okay thanks great cool")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for word := range strings.FieldsSeq(words) {
		m[word] = true
	}
	return m
}

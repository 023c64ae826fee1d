package knowledge

import (
	"cmp"
	"context"
	"math"
	"slices"

	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
)

// mostTerms is the number of terms of a question that are searched for: a
// question costs a bounded amount, however long it is.
const mostTerms = 12

// ask turns the words of a question into terms with weights and postings.
func (x *index) ask(ctx context.Context, b *Base, text string) (*rank.Question, error) {
	language := x.language(text)
	tokens := stem.Tokens(text, language)
	q := &rank.Question{Number: asksNumber(tokens)}
	times := x.terms(q, tokens)
	x.choose(q, times)
	for i := range q.Terms {
		t := &q.Terms[i]
		found := 0
		for j := range t.Forms {
			p, err := x.find(ctx, b, t.Forms[j].Stem)
			if err != nil {
				return nil, err
			}
			t.Forms[j].Postings = p
			if p != nil && j == 0 {
				found = len(p.Passages)
			}
		}
		general := x.dict.Weight(t.Forms[0].Number)
		t.Weight = rank.Weight(len(x.shape.ids), found, general) * repeated(times[t.Forms[0].Number])
	}
	return q, nil
}

// repeated is how much more a term weighs that the question holds n times.
func repeated(n int) float64 { return 1 + 0.5*math.Log(float64(n)) }

// language is the one of the guild's languages that text is in: the one with
// the most of its stop words, the commonest if that does not tell.
func (x *index) language(text string) string {
	best, most := "en", -1
	for _, language := range x.languages {
		n := 0
		for _, t := range stem.Tokens(text, language) {
			if t.Stop {
				n++
			}
		}
		if n > most {
			best, most = language, n
		}
	}
	return best
}

// terms lists the different content words of a question, and how often it
// holds each.
func (x *index) terms(q *rank.Question, tokens []stem.Token) map[uint32]int {
	times := make(map[uint32]int)
	for _, t := range tokens {
		if t.Stop {
			continue
		}
		n := x.dict.Number(t.Term)
		if times[n]++; times[n] == 1 {
			q.Terms = append(q.Terms, rank.Term{Word: t.Word, Forms: []rank.Form{{Stem: t.Term, Number: n, Strength: 1}}})
		}
	}
	return times
}

// choose keeps the terms that weigh most, in the order of the question.
func (x *index) choose(q *rank.Question, times map[uint32]int) {
	if len(q.Terms) <= mostTerms {
		return
	}
	weight := func(t rank.Term) float64 {
		n := t.Forms[0].Number
		return x.dict.Weight(n) * repeated(times[n])
	}
	byWeight := slices.Clone(q.Terms)
	slices.SortStableFunc(byWeight, func(a, b rank.Term) int { return cmp.Compare(weight(b), weight(a)) })
	keep := make(map[uint32]bool)
	for _, t := range byWeight[:mostTerms] {
		keep[t.Forms[0].Number] = true
	}
	q.Terms = slices.DeleteFunc(q.Terms, func(t rank.Term) bool { return !keep[t.Forms[0].Number] })
}

// asksNumber reports whether a question asks for a number or a time.
func asksNumber(tokens []stem.Token) bool {
	for i, t := range tokens {
		if t.Word == "when" || t.Word == "how" && i+1 < len(tokens) && measured[tokens[i+1].Word] {
			return true
		}
	}
	return false
}

var measured = map[string]bool{
	"long": true, "much": true, "many": true, "often": true, "old": true, "far": true, "soon": true, "high": true,
	"fast": true, "large": true, "quickly": true, "big": true, "expensive": true,
}

package knowledge

import (
	"cmp"
	"context"
	"math"
	"slices"

	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
)

// The terms of a question, at most: those that passages are looked up by,
// and those that the passages found are compared with. A question costs a
// bounded amount, however long it is.
const (
	soughtTerms   = 12
	comparedTerms = 20
)

// ask turns the words of a question into terms with weights and postings.
func (x *index) ask(ctx context.Context, b *Base, text string) (*rank.Question, error) {
	language := x.language(text)
	tokens := stem.Tokens(text, language)
	q := new(rank.Question)
	times := x.terms(q, tokens)
	sought := x.choose(q, times)
	size := len(x.shape.ids)
	for i := range q.Terms {
		t := &q.Terms[i]
		own := t.Forms[0].Number
		general := x.dict.Weight(own)
		found := int(float64(size) * math.Exp(-general))
		if sought[own] {
			found = 0
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
		}
		t.General = general
		t.Weight = rank.Weight(size, found, general) * repeated(times[own])
	}
	return q, nil
}

// repeated is how much more a term weighs that the question holds n times.
func repeated(n int) float64 { return 1 + 0.5*math.Log(float64(n)) }

// language is the one of the guild's languages that text is in: the one with
// the most of its stop words, the commonest if that does not tell.
func (x *index) language(text string) string {
	if len(x.languages) == 1 {
		return x.languages[0]
	}
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

// choose keeps the terms that weigh most, in the order of the question, and
// returns those to be sought.
func (x *index) choose(q *rank.Question, times map[uint32]int) map[uint32]bool {
	weight := func(t rank.Term) float64 {
		n := t.Forms[0].Number
		return x.dict.Weight(n) * repeated(times[n])
	}
	byWeight := slices.Clone(q.Terms)
	slices.SortStableFunc(byWeight, func(a, b rank.Term) int { return cmp.Compare(weight(b), weight(a)) })
	sought, compared := make(map[uint32]bool), make(map[uint32]bool)
	for i, t := range byWeight[:min(comparedTerms, len(byWeight))] {
		compared[t.Forms[0].Number] = true
		if i < soughtTerms {
			sought[t.Forms[0].Number] = true
		}
	}
	q.Terms = slices.DeleteFunc(q.Terms, func(t rank.Term) bool { return !compared[t.Forms[0].Number] })
	return sought
}

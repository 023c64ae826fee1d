package search

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode"

	"pamphlet/internal/lexicon"
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

// An understanding is a question as it was read.
type understanding struct {
	rank.Question
	facts       rank.Facts
	weights     *rank.Weights // for a base of this size
	pointsBack  bool          // it has a word for something said before
	leans       float64       // how much it does on what was asked before, if anything was
	own         int           // terms of the question itself
	corrected   string
	corrections []Correction
}

// ask reads a question: it puts misspelt words right, finds what says the
// same, and turns it into terms with weights and postings.
func (x *index) ask(ctx context.Context, w *workspace, text string, earlier []string) (*understanding, error) {
	text = strings.Map(seen, text)
	language := x.language(text)
	told := ""
	if language == "en" {
		told, text = lexicon.Question(text)
	}
	u := new(understanding)
	tokens := stem.Tokens(text, language)
	corrections, err := x.spell(ctx, text, tokens, language)
	if err != nil {
		return nil, err
	}
	if len(corrections) > 0 {
		u.corrected, u.corrections = apply(text, tokens, corrections)
		text = u.corrected
		tokens = stem.Tokens(text, language)
	}
	r := reading{text: text, tokens: tokens}
	if language == "en" {
		if r, err = x.reread(ctx, w, text, tokens); err != nil {
			return nil, err
		}
	}
	if language == "en" {
		u.Asked, u.Needs = lexicon.Asked(tokens), lexicon.Asks(text)
	}
	u.pointsBack = pointsBack(tokens)
	times := x.terms(&u.Question, r)
	u.Letters = rank.Trigrams(nil, r.text)
	if err := x.expand(ctx, &u.Question, r); err != nil {
		return nil, err
	}
	u.own = len(u.Terms)
	if told != "" {
		if err := x.add(ctx, &u.Question, []string{told}, toldWeight, language); err != nil {
			return nil, err
		}
	}
	if u.leans = x.leans(u); len(earlier) > 0 {
		u.Follows = u.leans
	}
	if err := x.recall(ctx, &u.Question, r.tokens, earlier, language); err != nil {
		return nil, err
	}
	return u, x.weigh(ctx, &u.Question, times)
}

// seen drops what nobody sees, such as spaces of no width inside words.
func seen(r rune) rune {
	if unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// weigh finds the postings of the terms and gives each its weight.
func (x *index) weigh(ctx context.Context, q *rank.Question, times map[uint32]int) error {
	sought := x.choose(q, times)
	size := len(x.shape.ids)
	for i := range q.Terms {
		t := &q.Terms[i]
		own := t.Forms[0].Number
		t.General = x.dict.Weight(own)
		found := int(float64(size) * math.Exp(-t.General))
		if sought[own] {
			found, t.Absent = 0, true
			for j := range t.Forms {
				p, err := x.find(ctx, t.Forms[j].Stem)
				if err != nil {
					return err
				}
				if t.Forms[j].Postings = p; p != nil {
					t.Absent = false
					if j == 0 {
						found = p.Len()
					}
				}
			}
		}
		t.Weight = rank.Weight(size, found, t.General) * repeated(max(1, times[own]))
		if t.Context > 0 {
			t.Weight *= t.Context
			t.General *= t.Context
		}
	}
	return nil
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
		for _, t := range stem.Words(text, language) {
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
func (x *index) terms(q *rank.Question, r reading) map[uint32]int {
	times := make(map[uint32]int)
	for _, t := range r.tokens {
		if t.Stop {
			continue
		}
		n := x.dict.Number(t.Term)
		if times[n]++; times[n] == 1 {
			q.Terms = append(q.Terms, rank.Term{Word: t.Word, Aside: lexicon.Aside(t.Term), Forms: []rank.Form{{Stem: t.Term, Number: n, Strength: 1, Via: r.via[t.Term]}}})
		}
	}
	return times
}

// choose keeps the terms that weigh most, in the order of the question, and
// returns those to be sought.
func (x *index) choose(q *rank.Question, times map[uint32]int) map[uint32]bool {
	weight := func(t rank.Term) float64 {
		n := t.Forms[0].Number
		if t.Context > 0 {
			return t.Context * x.dict.Weight(n)
		}
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

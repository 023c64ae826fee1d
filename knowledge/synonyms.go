package knowledge

import (
	"context"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
	"pamphlet/internal/stem"
)

// expand adds to each term of a question what says the same.
func (x *index) expand(q *rank.Question, text string, tokens []stem.Token) {
	for _, e := range x.synonyms.Expand(text, tokens) {
		to, strength := x.telling(e.Terms), e.Weight
		if len(e.Terms) > 1 {
			strength *= partOfPhrase
		}
		form := rank.Form{Stem: to, Number: x.dict.Number(to), Strength: strength, Via: e.To}
		for _, t := range tokens[e.Start:e.End] {
			for i := range q.Terms {
				term := &q.Terms[i]
				if term.Forms[0].Stem == t.Term && len(term.Forms) < mostForms && !slices.ContainsFunc(q.Terms, func(o rank.Term) bool { return o.Forms[0].Stem == to }) {
					term.Forms = append(term.Forms, form)
				}
			}
		}
	}
}

// synonyms returns what says the same in a guild: the list that comes with the
// program, merged with its own. An own list that cannot be read is left out:
// whoever wrote it was told so when it was saved.
func (b *Base) synonyms(ctx context.Context, number int64) (*lexicon.Synonyms, error) {
	list, err := sqlite.One[string](ctx, b.db, `select value from settings where guild = ? and name = ?`, number, SettingSynonyms)
	if err != nil || list == "" {
		return lexicon.Default(), err
	}
	own, err := lexicon.Parse(strings.NewReader(list))
	if err != nil {
		return lexicon.Default(), nil
	}
	return lexicon.Default().Merge(own), nil
}

// mostForms bounds the stems that stand for one term.
const mostForms = 8

// partOfPhrase is the worth of the one word of a phrase that is looked for in
// the phrase's stead.
const partOfPhrase = 0.6

// telling is the rarest of the terms of a phrase.
func (x *index) telling(terms []string) string {
	return slices.MaxFunc(terms, func(a, b string) int {
		wa, wb := lexicon.StemWeight(a), lexicon.StemWeight(b)
		switch {
		case wa < wb:
			return -1
		case wa > wb:
			return 1
		}
		return 0
	})
}

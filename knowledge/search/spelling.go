package search

import (
	"context"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/stem"
)

// spell returns what misspelt words of a question were meant to be. A word
// that the base knows, in any form, is never changed.
func (x *index) spell(ctx context.Context, text string, tokens []stem.Token, language string) ([]lexicon.Correction, error) {
	strange := false
	for _, t := range tokens[:min(len(tokens), maxSpelt)] {
		if t.Stop {
			continue
		}
		p, err := x.find(ctx, t.Term)
		if err != nil {
			return nil, err
		}
		strange = strange || p == nil
	}
	if !strange {
		return nil, nil
	}
	if err := x.learnWords(ctx); err != nil {
		return nil, err
	}
	words := make([]string, min(len(tokens), maxSpelt))
	for i := range words {
		words[i] = text[tokens[i].Start:tokens[i].End]
	}
	speller := lexicon.Speller{Base: x.words, English: language == "en", Known: func(word string) bool {
		if stem.Stop(word, language) {
			return true
		}
		p, err := x.find(ctx, stem.Word(word, language))
		return err == nil && p != nil
	}}
	return speller.Question(words), ctx.Err()
}

// maxSpelt is the number of words of a question whose spelling is looked at.
const maxSpelt = 64

// learnWords reads the base's own words. Some may be of passages that are no
// longer there; they are of little harm, because English has most of them.
func (x *index) learnWords(ctx context.Context) error {
	if x.words != nil {
		return nil
	}
	all, err := x.store.Words(ctx, x.number)
	if err != nil {
		return err
	}
	x.words = lexicon.NewVocabulary(func(yield func(string, int) bool) {
		for word := range strings.SplitSeq(all, " ") {
			if word != "" && !yield(word, 1) {
				return
			}
		}
	})
	return nil
}

// apply rewrites a question.
func apply(text string, tokens []stem.Token, corrections []lexicon.Correction) (string, []Correction) {
	var out strings.Builder
	var list []Correction
	last := 0
	for _, c := range corrections {
		start, end := tokens[c.Start].Start, tokens[c.End-1].End
		if start < last {
			continue // two tokens of one word
		}
		to := strings.Join(c.To, " ")
		out.WriteString(text[last:start])
		out.WriteString(to)
		last = end
		if k := (Correction{text[start:end], to}); !slices.Contains(list, k) {
			list = append(list, k)
		}
	}
	out.WriteString(text[last:])
	return out.String(), list
}

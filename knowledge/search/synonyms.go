package search

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
	"pamphlet/knowledge/passage"
)

// A reading is the text of a question, and what says the same.
type reading struct {
	text       string
	tokens     []stem.Token
	expansions []lexicon.Expansion
	via        map[string]string // by stem: the acronym that it was spelt out from
}

// reread looks for other ways to say parts of an English text. A phrase takes
// the place of an acronym, or another single word, that the guild's passages do
// not know, if they say the phrase and know no single word for it: "TRD" is asked
// as "treatment-resistant depression". Of several phrases, it is the one that
// most passages say.
func (x *index) reread(ctx context.Context, w *workspace, text string, tokens []stem.Token) (reading, error) {
	r := reading{text, tokens, x.expansions(text, tokens), make(map[string]string)}
	var s strings.Builder
	from := 0
	for rest := r.expansions; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].Start == rest[0].Start {
			n++
		}
		word := tokens[rest[0].Start]
		phrase, err := x.instead(ctx, w, word.Term, rest[:n])
		rest = rest[n:]
		if err != nil {
			return r, err
		}
		if phrase.To == "" {
			continue
		}
		s.WriteString(text[from:word.Start] + phrase.To)
		from = word.End
		for _, term := range phrase.Terms {
			r.via[term] = text[word.Start:word.End]
		}
	}
	if from > 0 {
		r.text = s.String() + text[from:]
		r.tokens = stem.Tokens(r.text, "en")
		r.expansions = x.expansions(r.text, r.tokens)
	}
	return r, nil
}

// instead returns the phrase that takes the place of a word with these expansions,
// the zero Expansion if none does.
func (x *index) instead(ctx context.Context, w *workspace, word string, expansions []lexicon.Expansion) (best lexicon.Expansion, err error) {
	phrases := slices.DeleteFunc(slices.Clone(expansions), func(e lexicon.Expansion) bool {
		return e.End-e.Start > 1 || len(e.Terms) < 2 || e.Weight < sameWeight
	})
	if len(phrases) == 0 {
		return best, nil
	}
	if known, err := x.knows(ctx, word, expansions); known || err != nil {
		return best, err
	}
	most := 0
	for _, e := range phrases {
		n, err := x.saying(ctx, w, e.Terms)
		if err != nil {
			return best, err
		}
		if n > most {
			best, most = e, n
		}
	}
	return best, nil
}

// maxSaying bounds the passages that are looked through for a phrase.
const maxSaying = 50

// saying counts the passages in which terms stand side by side, among the first
// that hold them all.
func (x *index) saying(ctx context.Context, w *workspace, terms []string) (n int, err error) {
	all, stems := make([]*rank.Postings, len(terms)), make([]uint32, len(terms))
	for i, term := range terms {
		if all[i], err = x.find(ctx, term); err != nil {
			return 0, err
		}
		stems[i] = x.dict.Number(term)
	}
	var candidates []rank.Candidate
	for _, passage := range rank.Shared(all, maxSaying) {
		candidates = append(candidates, rank.Candidate{Passage: passage})
	}
	if candidates, err = x.fill(ctx, candidates, 0, w); err != nil {
		return 0, err
	}
	for _, c := range candidates {
		if c.Text.Says(stems) {
			n++
		}
	}
	return n, nil
}

// knows reports whether the guild's passages hold a word or another single word
// that says the same.
func (x *index) knows(ctx context.Context, word string, expansions []lexicon.Expansion) (bool, error) {
	words := []string{word}
	for _, e := range expansions {
		if e.End-e.Start == 1 && len(e.Terms) == 1 {
			words = append(words, e.Terms[0])
		}
	}
	for _, word := range words {
		if p, err := x.find(ctx, word); p != nil || err != nil {
			return p != nil, err
		}
	}
	return false, nil
}

// expansions are other ways to say parts of a question, in the order of the parts: by
// the lists of synonyms, and by the names that the guild's articles say are one.
func (x *index) expansions(text string, tokens []stem.Token) []lexicon.Expansion {
	all := append(x.synonyms.Expand(text, tokens), x.names.Expand(text, tokens)...)
	slices.SortStableFunc(all, func(a, b lexicon.Expansion) int { return cmp.Compare(a.Start, b.Start) })
	return bounded(all)
}

// maxNamed is the most passages of a base that is read for names: 2,000 take about
// .1 s, each time something is published. In a larger one, members ask by more names
// than one article tells.
const maxNamed = 2000

// readNames returns the names that the guild's articles say are one.
func (x *index) readNames(ctx context.Context, c Corpus) (*lexicon.Synonyms, error) {
	var groups []lexicon.Group
	if len(c.IDs) <= maxNamed && slices.Contains(c.Languages, "en") {
		err := x.store.Texts(ctx, x.number, c.IDs, func(p StoredText) {
			if p.Language == "en" {
				groups = append(groups, lexicon.Names(p.Title, passage.Plain(p.Text))...)
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return lexicon.NewSynonyms(groups).Without(x.synonyms), nil
}

// maxPhrases bounds the phrases that are looked for instead of what a question
// says: each costs postings.
const maxPhrases = 24

// bounded drops the phrases that are too many.
func bounded(expansions []lexicon.Expansion) []lexicon.Expansion {
	phrases := 0
	return slices.DeleteFunc(expansions, func(e lexicon.Expansion) bool {
		if len(e.Terms) > 1 {
			phrases++
		}
		return len(e.Terms) > 1 && phrases > maxPhrases
	})
}

// expand adds to each term of a question what says the same.
func (x *index) expand(ctx context.Context, q *rank.Question, r reading) error {
	for _, e := range r.expansions {
		to, err := x.telling(ctx, e.Terms)
		if err != nil {
			return err
		}
		if to == "" {
			continue
		}
		if slices.ContainsFunc(q.Terms, func(o rank.Term) bool { return o.Forms[0].Stem == to }) {
			if err := x.drop(ctx, q, r, e); err != nil {
				return err
			}
			continue
		}
		form := rank.Form{Stem: to, Number: x.dict.Number(to), Strength: e.Weight, Via: e.To}
		if len(e.Terms) > 1 {
			form.Strength *= partOfPhrase
		}
		for _, t := range r.tokens[e.Start:e.End] {
			for i := range q.Terms {
				if term := &q.Terms[i]; term.Forms[0].Stem == t.Term {
					term.Forms = append(term.Forms, form)
				}
			}
		}
	}
	for i := range q.Terms {
		q.Terms[i].Forms = strongest(q.Terms[i].Forms)
	}
	return nil
}

// strongest keeps a term's own form and the strongest of the others, each stem
// once.
func strongest(forms []rank.Form) []rank.Form {
	slices.SortStableFunc(forms[1:], func(a, b rank.Form) int { return cmp.Compare(b.Strength, a.Strength) })
	seen := make(map[uint32]bool)
	forms = slices.DeleteFunc(forms, func(f rank.Form) bool {
		twice := seen[f.Number]
		seen[f.Number] = true
		return twice
	})
	return forms[:min(len(forms), maxForms)]
}

// sameWeight is the weight from which a synonym says the same: that of a line
// that names none.
const sameWeight = 0.7

// drop leaves out a word that no passage holds, if the question says the same
// in another word, too: "FDA approved".
func (x *index) drop(ctx context.Context, q *rank.Question, r reading, e lexicon.Expansion) error {
	if e.End-e.Start > 1 || len(e.Terms) > 1 {
		return nil
	}
	word := r.tokens[e.Start].Term
	p, err := x.find(ctx, word)
	if p == nil && err == nil {
		q.Terms = slices.DeleteFunc(q.Terms, func(t rank.Term) bool { return t.Forms[0].Stem == word })
	}
	return err
}

// synonyms returns what says the same in a guild: the list that comes with the
// program, merged with its own. An own list that cannot be read is left out:
// whoever wrote it was told so when it was saved.
func synonyms(own string) *lexicon.Synonyms {
	if own == "" {
		return lexicon.Default()
	}
	list, err := lexicon.Parse(strings.NewReader(own))
	if err != nil {
		return lexicon.Default()
	}
	return lexicon.Default().Merge(list)
}

// maxForms bounds the stems that stand for one term.
const maxForms = 8

// partOfPhrase is the worth of the one word of a phrase that is looked for in
// the phrase's stead.
const partOfPhrase = 0.6

// telling is the term of a phrase that tells most in the guild's passages, ""
// if they do not hold all of them.
func (x *index) telling(ctx context.Context, terms []string) (string, error) {
	if len(terms) == 1 {
		if p, err := x.find(ctx, terms[0]); p == nil || err != nil {
			return "", err
		}
		return terms[0], nil
	}
	best, most := "", 0.0
	for _, term := range terms {
		p, err := x.find(ctx, term)
		if p == nil || err != nil {
			return "", err
		}
		if w := rank.Weight(len(x.shape.ids), p.Len(), lexicon.StemWeight(term)); w > most {
			best, most = term, w
		}
	}
	return best, nil
}

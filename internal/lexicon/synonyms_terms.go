package lexicon

import (
	"strconv"
	"strings"

	"pamphlet/internal/stem"
)

// A reader turns the terms of a list, as people write them, into stems. It
// remembers the words it has met, and is for one goroutine.
type reader struct{ stemmer *stem.Stemmer }

func newReader() reader { return reader{stem.New("en")} }

// terms returns all stems of text, with stop words: what a question must hold.
func (r reader) terms(text string) []string {
	var all []string
	for _, t := range r.stemmer.Tokens(nil, text) {
		all = append(all, t.Term)
	}
	return all
}

// phrases returns what to look for in articles when they may say one of list.
// A phrase of one telling word among stop words ("throw up", "the runs") has no
// terms: it is read in questions but not looked for, because that word alone
// says something else.
func (r reader) phrases(list []string) []phrase {
	all := make([]phrase, len(list))
	for i, text := range list {
		all[i].text = text
		tokens := r.stemmer.Tokens(nil, text)
		for _, t := range tokens {
			if !t.Stop {
				all[i].terms = append(all[i].terms, t.Term)
			}
		}
		if len(tokens) > 1 && len(all[i].terms) == 1 {
			all[i].terms = nil
		}
	}
	return all
}

// key is the same for all forms of a term, unless it means one form alone.
func (r reader) key(term string) string {
	if word, ok := r.quoted(term); ok {
		return strconv.Quote(word)
	}
	return strings.Join(r.terms(term), " ")
}

// quoted returns the folded word of a term in quotation marks: that form of
// the word is meant and no other.
func (r reader) quoted(term string) (string, bool) {
	if len(term) < 3 || term[0] != '"' || term[len(term)-1] != '"' {
		return "", false
	}
	tokens := r.stemmer.Tokens(nil, term)
	if len(tokens) != 1 {
		return "", false
	}
	return tokens[0].Word, true
}

// distinct returns terms without those that are forms of an earlier one, or of
// one of others: a form finds the same and needs no synonym.
func (r reader) distinct(terms, others []string) []string {
	var all []string
	seen := map[string]bool{}
	for _, term := range others {
		seen[r.key(term)] = true
	}
	for _, term := range terms {
		key := r.key(term)
		if !seen[key] {
			all = append(all, term)
		}
		seen[key] = true
	}
	return all
}

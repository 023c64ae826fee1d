package stem

import (
	"strings"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/french"
	"github.com/kljensen/snowball/hungarian"
	"github.com/kljensen/snowball/norwegian"
	"github.com/kljensen/snowball/russian"
	"github.com/kljensen/snowball/spanish"
	"github.com/kljensen/snowball/swedish"
)

// Languages are the ISO 639-1 codes of the languages that have a stemmer. In
// any other language a term is the folded word itself.
func Languages() []string { return []string{"en", "es", "fr", "ru", "sv", "no", "hu"} }

// A Stemmer makes terms of one language and remembers the words it has met:
// a text repeats its words, and looking one up is ten times faster than
// stemming it. It is for one goroutine.
type Stemmer struct {
	language string
	memo     map[string]stemmed
}

type stemmed struct {
	word, term string
	stop       bool
}

// memoWords bounds the memory of a Stemmer, to about 6 MB.
const memoWords = 1 << 16

// New returns a Stemmer for language, an ISO 639-1 code.
func New(language string) *Stemmer {
	return &Stemmer{language: language, memo: make(map[string]stemmed)}
}

// Tokens appends the words of text to dst and returns it.
func (s *Stemmer) Tokens(dst []Token, text string) []Token {
	words(text, s.language, func(word string, start, end int) {
		m, ok := s.memo[word]
		if !ok {
			word = strings.Clone(word) // the memo must not hold the whole text
			m = stemmed{word: word, term: Word(word, s.language), stop: Stop(word, s.language)}
			if len(s.memo) >= memoWords {
				clear(s.memo)
			}
			s.memo[word] = m
		}
		dst = append(dst, Token{Word: m.word, Term: m.term, Start: start, End: end, Stop: m.stop})
	})
	return dst
}

// Tokens returns all words of text, in order.
func Tokens(text, language string) []Token { return New(language).Tokens(nil, text) }

// Terms returns the terms of text that are worth searching for, in order,
// repeated as often as they stand there.
func Terms(text, language string) []string {
	var terms []string
	for _, t := range Tokens(text, language) {
		if !t.Stop {
			terms = append(terms, t.Term)
		}
	}
	return terms
}

// Word returns the stem of one folded word: lower-case, without punctuation.
func Word(word, language string) string {
	if term, ok := override(word, language); ok {
		return term
	}
	if !stemmable(word) {
		return word
	}
	switch language {
	case "en":
		return english.Stem(word, true)
	case "es":
		return spanish.Stem(word, true)
	case "fr":
		return french.Stem(word, true)
	case "ru":
		return russian.Stem(word, true)
	case "sv":
		return swedish.Stem(word, true)
	case "no":
		return norwegian.Stem(word, true)
	case "hu":
		return hungarian.Stem(word, true)
	}
	return word
}

// stemmable reports whether word is made of letters alone: snowball would cut
// the ends off "covid19s" and the like.
func stemmable(word string) bool {
	for _, r := range word {
		if '0' <= r && r <= '9' || r == utf8.RuneError {
			return false
		}
	}
	return true
}

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
	memo     map[string][]part // by the word as it is written
	fresh    []string          // words learnt since Fresh was called
}

// A part is what one written word stands for: "can't" has two.
type part struct {
	word, term string
	stop       bool
}

// memoWords bounds the memory of a Stemmer, to about 8 MB.
const memoWords = 1 << 16

// New returns a Stemmer for language, an ISO 639-1 code.
func New(language string) *Stemmer {
	return &Stemmer{language: language, memo: make(map[string][]part)}
}

// Tokens appends the words of text to dst and returns it.
func (s *Stemmer) Tokens(dst []Token, text string) []Token {
	for start, end := range written(text) {
		parts, met := s.memo[text[start:end]]
		if !met {
			parts = s.learn(text[start:end])
		}
		for _, p := range parts {
			dst = append(dst, Token{Word: p.word, Term: p.term, Start: start, End: end, Stop: p.stop})
		}
	}
	return dst
}

// Fresh returns the words worth searching for that were met for the first time
// since it was last called. A word may come again after very many others.
func (s *Stemmer) Fresh() []string {
	fresh := s.fresh
	s.fresh = nil
	return fresh
}

// learn stems a word and remembers it.
func (s *Stemmer) learn(written string) []part {
	written = strings.Clone(written) // the memo must not hold the whole text
	var parts []part
	for _, word := range split(fold(written), s.language) {
		if word != "" {
			p := part{word, Word(word, s.language), Stop(word, s.language)}
			if parts = append(parts, p); !p.stop {
				s.fresh = append(s.fresh, word)
			}
		}
	}
	if len(s.memo) >= memoWords {
		clear(s.memo)
	}
	s.memo[written] = parts
	return parts
}

// Tokens returns all words of text, in order.
func Tokens(text, language string) []Token { return New(language).Tokens(nil, text) }

// Words returns all words of text, in order, without their terms: stemming is
// most of what [Tokens] costs.
func Words(text, language string) []Token {
	var words []Token
	for start, end := range written(text) {
		for _, word := range split(fold(text[start:end]), language) {
			if word != "" {
				words = append(words, Token{Word: word, Start: start, End: end, Stop: Stop(word, language)})
			}
		}
	}
	return words
}

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
		return signs.Replace(word)
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

// signs spells what FTS5 would not keep as part of a term.
var signs = strings.NewReplacer("-", "minus.", "+", ".plus", "#", ".sharp")

// stemmable reports whether word is made of letters alone: snowball would cut
// the ends off "covid19s" and the like.
func stemmable(word string) bool {
	for _, r := range word {
		if '0' <= r && r <= '9' || r == '+' || r == '#' || r == utf8.RuneError {
			return false
		}
	}
	return true
}

// Package sentence finds where sentences begin and end. It is the only door to
// uax29, which follows Unicode Standard Annex 29, and mends what that rule
// cannot know: abbreviations, initials and numbers of list items.
package sentence

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// A Span is a byte range of a text: [Start, End).
type Span struct{ Start, End int }

// Of returns the part of text that s spans.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Empty reports whether s spans nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

// Split returns the sentences of text without the space around them, in
// order. A line break always ends a sentence.
func Split(text string) []Span { return split(text, math.MaxInt) }

// Nth returns sentence n of text, counted from 0, or an empty span if text has
// not so many. It reads no further than it must.
func Nth(text string, n int) Span {
	if spans := split(text, n+1); n < len(spans) {
		return spans[n]
	}
	return Span{}
}

// split returns the first sentences of text, at most so many.
func split(text string, most int) []Span {
	var spans []Span
	open := false // the last span ends in an abbreviation
	parts := sentences.FromString(text)
	for at := 0; parts.Next(); {
		part := parts.Value()
		if i := spaced(part); i > 0 {
			part = part[:i]
			parts.SetText(text[at+i:])
		}
		start := at
		at += len(part)
		trimmed := strings.TrimRightFunc(part, unicode.IsSpace)
		s := Span{start + len(trimmed) - len(strings.TrimLeftFunc(trimmed, unicode.IsSpace)), start + len(trimmed)}
		if s.Empty() {
			continue
		}
		if open {
			spans[len(spans)-1].End = s.End
		} else if len(spans) == most {
			break
		} else {
			spans = append(spans, s)
		}
		open = !strings.ContainsAny(part[len(trimmed):], "\n\r\u2028\u2029") && goesOn(spans[len(spans)-1].Of(text), text[at:])
	}
	return spans
}

// spaced returns where a sentence ends within part by a mark with a space on
// either side, as tools write that take words apart: "a wing . the flow"; 0 if
// nowhere.
func spaced(part string) int {
	for i := 0; i < len(part); i++ {
		j := strings.IndexAny(part[i:], ".!?")
		if j < 0 {
			break
		}
		i += j
		if i > 1 && i+2 < len(part) && part[i-1] == ' ' && part[i+1] == ' ' && part[i-2] != '.' && part[i+2] != '.' {
			return i + 2
		}
	}
	return 0
}

// goesOn reports whether the sentence that seems to end with s continues in
// rest.
func goesOn(s, rest string) bool {
	if !strings.HasSuffix(s, ".") {
		return false
	}
	word := s[strings.LastIndexFunc(s, unicode.IsSpace)+1:]
	word = strings.TrimLeft(word, "(["+`"'“‘`)
	bare := strings.ToLower(strings.TrimSuffix(word, "."))
	if titles[bare] || isInitial(word) || len(word) == len(s) && isNumber(bare) {
		return true
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(rest, unicode.IsSpace))
	if numbered[bare] && unicode.IsDigit(next) {
		return true
	}
	return midway[bare] && (unicode.IsLower(next) || unicode.IsDigit(next) || next == '(')
}

// isInitial reports whether word is one capital and a point, as in "J. Smith".
func isInitial(word string) bool {
	r, size := utf8.DecodeRuneInString(word)
	return word[size:] == "." && unicode.IsUpper(r) && r != 'I'
}

func isNumber(word string) bool {
	return word != "" && len(word) <= 3 && strings.Trim(word, "0123456789") == ""
}

// titles always stand before a name.
var titles = set("dr mr mrs ms prof st rev hon sr fr messrs mt gen col sgt")

// numbered stand before a number, or end a sentence.
var numbered = set("no nos fig figs eq eqs ref refs vol vols p pp sec ch tab art nr")

// midway stand inside a sentence, but may end it too.
var midway = set("e.g i.e eg ie vs v cf etc al approx ca resp incl excl min max avg est dept jan feb mar apr jun jul aug sep sept oct nov dec u.s u.k a.m p.m ph.d m.d inc ltd co corp")

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

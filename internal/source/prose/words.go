// Package prose knows words and lines whatever format they come from: it cleans them,
// compares them, and tells days and languages. It knows no files.
package prose

import (
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words returns how many words text has.
func Words(text string) int { return len(strings.Fields(text)) }

// Excerpt returns the first 80 characters of text, at most.
func Excerpt(text string) string {
	const most = 80
	runes := 0
	for i := range text {
		if runes++; runes > most {
			return strings.TrimSpace(text[:i])
		}
	}
	return text
}

// Plural writes a count with its noun, thousands parted by commas.
func Plural(n int, noun string) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n != 1 {
		noun += "s"
	}
	return digits + " " + noun
}

// FirstLetter returns the first letter or digit of line.
func FirstLetter(line string) rune {
	for _, r := range line {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

// Fold makes two spellings of a title equal: case, punctuation and spaces.
func Fold(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	}), " ")
}

// IsLink reports whether text is an absolute web address and nothing else.
func IsLink(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(text, " <>\"")
}

// FirstLink returns the first of candidates that is a web address, or "".
func FirstLink(candidates ...string) string {
	for _, c := range candidates {
		if IsLink(c) {
			return c
		}
	}
	return ""
}

// FirstOf returns the first of texts that says something, or "".
func FirstOf(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// Union returns what is in a or b, each once, without what is empty.
func Union(a, b []string) []string {
	var all []string
	for _, tag := range append(slices.Clone(a), b...) {
		if !slices.Contains(all, tag) && tag != "" {
			all = append(all, tag)
		}
	}
	return all
}

// IsWordRune reports whether r can be part of a word or is a symbol that says
// something by itself, such as an emoji.
func IsWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.So, r)
}

// MidSentence reports whether a break between two lines parts a sentence.
func MidSentence(above, below string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(above))
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(below))
	return !strings.ContainsRune(".!?:;", last) && unicode.IsLower(first)
}

// IsDigit reports whether b is a digit of ASCII.
func IsDigit(b byte) bool { return b >= '0' && b <= '9' }

package knowledge

import (
	"strings"
	"unicode/utf8"

	"pamphlet/internal/sentence"
	"pamphlet/knowledge/passage"
)

// maxExcerpt is how long an excerpt is, in characters: two or three of them are
// read on a phone without scrolling far.
const maxExcerpt = 300

// Excerpt is the part of m's text to be shown where the whole passage is not:
// the sentence that answers best, and one beside it if there is room. It holds
// whole sentences, unless one alone is too long: then it ends at a word.
func (m Match) Excerpt() passage.Span {
	sentences := sentence.Split(m.Text)
	if len(sentences) == 0 {
		return passage.Span{}
	}
	best := 0
	for i, s := range sentences {
		if s.Start <= m.Sentence.Start && m.Sentence.Start < s.End {
			best = i
		}
	}
	fits := func(s passage.Span) bool { return utf8.RuneCountInString(s.Of(m.Text)) <= maxExcerpt }
	excerpt := passage.Span(sentences[best])
	if !fits(excerpt) {
		return beginning(m.Text, excerpt)
	}
	if best+1 < len(sentences) {
		if longer := (passage.Span{Start: excerpt.Start, End: sentences[best+1].End}); fits(longer) {
			return longer
		}
	}
	if best > 0 {
		if longer := (passage.Span{Start: sentences[best-1].Start, End: excerpt.End}); fits(longer) {
			return longer
		}
	}
	return excerpt
}

// beginning is as much of s as an excerpt holds, up to a space if there is one in
// its second half.
func beginning(text string, s passage.Span) passage.Span {
	end, n := s.Start, 0
	for i := range s.Of(text) {
		if end = s.Start + i; n == maxExcerpt {
			break
		}
		n++
	}
	if space := strings.LastIndexAny(text[s.Start:end], " \n"); space > (end-s.Start)/2 {
		end = s.Start + space
	}
	return passage.Span{Start: s.Start, End: end}
}

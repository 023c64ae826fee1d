package passage

import (
	"math"
	"strings"
	"unicode/utf8"
)

// How long a passage should be, in words. Members read on phones: what is
// shorter than the least often does not stand on its own, what is longer than
// the most hides its answer. A section cut in parts hides it from the question: at
// 180 words instead of 400, fifteen communities, each left out of a model fitted to
// the others, answered 49.1 of a hundred rightly instead of 52.0.
const (
	leastWords = 100
	maxWords   = 400
)

// roomForQuote is the longest passage, in characters as they are quoted. An
// embed holds 4,096 (Discord's rule), and the best sentence is put in bold.
const roomForQuote = 4000

// A unit is the least part of an article that may not be cut: a sentence, a
// list item, a table row.
type unit struct {
	Span
	words int
	room  int     // characters when quoted
	cut   float64 // what it costs to cut before it
}

// What it costs to cut before a unit. A passage that is off by as many words
// as it should have at most costs one.
const (
	cutParagraph = 0.10 // between paragraphs
	cutSentence  = 0.45 // inside a paragraph
	cutItem      = 0.40 // inside a list or table
	cutLeaning   = 0.60 // before a sentence that leans on the one before, added
	cutNever     = 1e3  // before a warning, or after the line that introduces a list
)

// cut parts the blocks of one section, which follow each other without a gap,
// into passages: the partition that costs least. It is the segmentation by
// dynamic programming of Utiyama and Isahara (ACL 2001), with the cost of
// reading in place of their word statistics.
func cut(text string, blocks []block) []Span {
	units := unitsOf(text, blocks)
	if len(units) == 0 {
		return nil
	}
	best := make([]float64, len(units)+1) // best[i]: the least cost of units[:i]
	from := make([]int, len(units)+1)
	for end := 1; end <= len(units); end++ {
		best[end] = math.Inf(1)
		words, room := 0, 0
		for start := end - 1; start >= 0; start-- {
			words += units[start].words
			room += units[start].room
			if start < end-1 {
				room += units[start+1].Start - units[start].End // the space between
			}
			if room > roomForQuote && start < end-1 {
				break
			}
			cost := best[start] + lengthCost(words)
			if start > 0 {
				cost += units[start].cut
			}
			if cost < best[end] {
				best[end], from[end] = cost, start
			}
		}
	}
	var spans []Span
	for end := len(units); end > 0; end = from[end] {
		spans = append(spans, Span{units[from[end]].Start, units[end-1].End})
	}
	for i, j := 0, len(spans)-1; i < j; i, j = i+1, j-1 {
		spans[i], spans[j] = spans[j], spans[i]
	}
	return spans
}

// lengthCost is what a passage of so many words costs.
func lengthCost(words int) float64 {
	switch {
	case words < leastWords:
		return 0.5 * float64(leastWords-words) / leastWords
	case words > maxWords:
		over := float64(words-maxWords) / maxWords
		return over + over*over
	}
	return 0
}

// unitsOf parts blocks into units.
func unitsOf(text string, blocks []block) []unit {
	var units []unit
	for i, b := range blocks {
		first := len(units)
		switch b.kind {
		case paragraph:
			units = sentences(units, text, b.Span)
		case code:
			units = codeLines(units, text, b.Span)
		default:
			units = lines(units, text, b.Span)
		}
		if first == len(units) || first == 0 {
			continue
		}
		units[first].cut = cutParagraph
		if b.kind != paragraph && blocks[i-1].kind == paragraph && introduces(blocks[i-1].Of(text)) || isWarning(units[first].Of(text)) || b.kind == code ||
			strings.Contains(b.Of(text), "\n") && strings.HasSuffix(blocks[i-1].Of(text), ":") {
			units[first].cut = cutNever
		}
	}
	return units
}

// introduces reports whether a paragraph ends in the line that introduces what
// follows.
func introduces(s string) bool {
	s = strings.TrimRight(s, " ")
	return strings.HasSuffix(s, ":") || words(s) <= 25
}

func sentences(units []unit, text string, b Span) []unit {
	end := b.Start
	for _, found := range Sentences(b.Of(text)) {
		s := Span{b.Start + found.Start, b.Start + found.End}
		cost := cutSentence
		if strings.Contains(text[end:s.Start], "\n") { // a line of its own
			if cost = cutItem; !strings.ContainsRune(".!?", rune(text[end-1])) {
				cost = cutNever // as in an address
			}
		}
		end = s.End
		switch {
		case isWarning(s.Of(text)):
			cost = cutNever
		case refersBack(s.Of(text)):
			cost += cutLeaning
		}
		units = pieces(units, text, s, cost)
	}
	return units
}

// codeLines takes a block of code as one unit, or line by line if no passage
// could hold it.
func codeLines(units []unit, text string, b Span) []unit {
	if room := utf8.RuneCountInString(b.Of(text)); room <= roomForQuote {
		return append(units, unit{Span: b, words: words(b.Of(text)), room: room, cut: cutItem})
	}
	return lines(units, text, b)
}

// lines parts a list or table. An indented line stays with the item above.
func lines(units []unit, text string, b Span) []unit {
	for at := b.Start; at < b.End; {
		end := at + strings.IndexByte(text[at:b.End], '\n')
		if end < at {
			end = b.End
		}
		line := Span{at, end}
		trimmed := strings.TrimSpace(line.Of(text))
		cost := cutItem
		if strings.HasPrefix(text[at:end], " ") || !isItem(trimmed) && !strings.HasPrefix(trimmed, "|") || isWarning(strings.TrimLeft(trimmed, "-0123456789. ")) {
			cost = cutNever
		}
		if trimmed != "" {
			units = pieces(units, text, line, cost)
		}
		at = end + 1
	}
	return units
}

// pieces appends s as one unit, or as several if no passage could hold it:
// then, and only then, a sentence is cut, at a space if there is one.
func pieces(units []unit, text string, s Span, cost float64) []unit {
	for {
		part := s
		if fits := fitRoom(s.Of(text), roomForQuote); s.Start+fits < s.End {
			part.End = s.Start + outside(s.Of(text), fits)
		}
		units = append(units, unit{Span: part, words: words(part.Of(text)), room: quoted(part.Of(text)), cut: cost})
		if part.End == s.End {
			return units
		}
		s.Start = part.End + len(text[part.End:s.End]) - len(strings.TrimLeft(text[part.End:s.End], " "))
		cost = cutSentence
		if s.Empty() {
			return units
		}
	}
}

// fitRoom returns how many bytes of s fit into room characters when quoted,
// ending at a space if there is one in the second half.
func fitRoom(s string, room int) int {
	used, space := 0, 0
	for i, r := range s {
		if used += width(r); used > room {
			if space > i/2 {
				return space
			}
			return i
		}
		if r == ' ' {
			space = i
		}
	}
	return len(s)
}

// outside returns the last place in s, at most at, that is in no link.
func outside(s string, at int) int {
	const most = 2000 // bytes of a link
	for _, l := range Links(s[:min(len(s), at+most)]) {
		if 0 < l.Start && l.Start < at && at < l.End {
			return l.Start
		}
	}
	return at
}

// quoted returns how many characters s takes at most when it is quoted in
// Markdown: each sign that could act takes two.
func quoted(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r > ' ' && r < utf8.RuneSelf && !('0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z') {
		return 2
	}
	return 1
}

// words counts what stands between spaces.
func words(s string) int {
	n, inside := 0, false
	for i := 0; i < len(s); i++ {
		space := s[i] <= ' '
		if !space && !inside {
			n++
		}
		inside = !space
	}
	return n
}

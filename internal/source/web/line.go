package web

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// A line gathers the words of one block.
type line struct {
	text strings.Builder
	bold int // open bold elements
	// boldEnd is where the bold words the line begins with end; -1 once other
	// words stand before it.
	boldEnd int
}

// askedInBold parts a paragraph that begins with a question in bold on a line
// of its own.
func askedInBold(text string, bold int) (ask, rest string, ok bool) {
	if bold <= 0 || bold > len(text) {
		return "", "", false
	}
	ask, rest = text[:bold], text[bold:]
	white := ask[len(strings.TrimRightFunc(ask, unicode.IsSpace)):]
	ask = prose.Clean(ask)
	broken := strings.ContainsAny(white, "\n"+draft.LineBreak) || strings.IndexAny(strings.TrimLeft(rest, " \t"), "\n"+draft.LineBreak) == 0
	return ask, rest, broken && strings.HasSuffix(ask, "?") && draft.LooksLikeHeading(ask)
}

// breakLong makes the line breaks of a paragraph hard if one of its lines is too
// long to have been broken at a margin: whoever wrote it ends lines on purpose.
func breakLong(text string) string {
	const widest = 160 // characters
	for l := range strings.SplitSeq(text, "\n") {
		if utf8.RuneCountInString(l) > widest {
			return strings.ReplaceAll(text, "\n", "\n\n")
		}
	}
	if text = breakAtSigns(text); strings.Contains(text, draft.LineBreak) {
		return text
	}
	if shortLines(text) {
		return strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", draft.LineBreak)
	}
	return text
}

// ledLine matches the beginning of a line that a sign or a letter leads, as items
// are written that Markdown does not know.
var ledLine = regexp.MustCompile(`^\s*(?:[•·‣▪●◦–—➤►→✓✔☐☑☒✗✘★☆]|\p{So}[\x{FE0F}\x{200D}\p{So}\p{Sk}]*|\(?[a-h][.)])\s+\S`)

// breakAtSigns makes the line breaks hard before lines that signs lead, if there
// is more than one.
func breakAtSigns(text string) string {
	led := 0
	for l := range strings.SplitSeq(text, "\n") {
		if ledLine.MatchString(l) {
			led++
		}
	}
	if led < 2 {
		return text
	}
	var broken strings.Builder
	for l := range strings.SplitSeq(text, "\n") {
		switch {
		case broken.Len() > 0 && ledLine.MatchString(l):
			broken.WriteString(draft.LineBreak)
		case broken.Len() > 0:
			broken.WriteByte('\n')
		}
		broken.WriteString(l)
	}
	return broken.String()
}

// shortLines reports whether text is lines that no margin broke, such as hours or
// an address: all are short, none begins in the middle of a sentence, and they are
// not sentences of which each has its line.
func shortLines(text string) bool {
	const narrowest = 40 // characters; no margin is set below that
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if i+1 < len(lines) && (utf8.RuneCountInString(l) >= narrowest || strings.HasSuffix(l, ".")) {
			return false
		}
		first, _ := utf8.DecodeRuneInString(l)
		if (unicode.IsLetter(first) && !unicode.IsUpper(first) || strings.ContainsRune("[(*_|<>", first)) && !(i > 0 && draft.Short(l) && draft.Short(lines[i-1])) {
			return false
		}
	}
	return len(lines) > 1
}

// hardLines parts text at empty lines, unless one stands within a sentence.
func hardLines(text string) []string {
	var lines, open []string
	for l := range strings.SplitSeq(text, "\n\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if len(open) > 0 && !prose.MidSentence(open[len(open)-1], l) {
			lines = append(lines, strings.Join(open, " "))
			open = nil
		}
		open = append(open, l)
	}
	return append(lines, strings.Join(open, " "))
}

// barRows reads a paragraph of lines such as "| a | cell |": table rows in
// canonical text, which Markdown takes for a paragraph.
func barRows(text string) []draft.Block {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var rows []draft.Block
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if len(l) < 3 || !strings.HasPrefix(l, "| ") || !strings.HasSuffix(l, " |") {
			return nil
		}
		rows = append(rows, draft.Block{Kind: draft.Row, First: i == 0, Cells: passage.Cells(l)})
	}
	return rows
}

package passage

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/internal/sentence"
)

// A Link is a mark within a line of canonical text: words that lead somewhere.
type Link struct {
	Span          // of the whole mark
	Text   string // what a reader sees
	Target string // an http, https, mailto or tel address
}

// linkMark matches a link as canonical text has it. Brackets may stand within
// its words, one level deep; an address has no brackets, spaces or angles.
var linkMark = regexp.MustCompile(`\[((?:[^\[\]\n]|\[[^\[\]\n]*\])+)\]\(((?:https?://|mailto:|tel:)[^\s()<>\[\]]+)\)`)

// Links returns the links of text, in order.
func Links(text string) []Link {
	if !strings.Contains(text, "](") {
		return nil
	}
	var links []Link
	for _, m := range linkMark.FindAllStringSubmatchIndex(text, -1) {
		links = append(links, Link{Span{m[0], m[1]}, text[m[2]:m[3]], text[m[4]:m[5]]})
	}
	return links
}

// PictureSign stands before the description of a picture, in any language. One
// whose address is known is a link.
const PictureSign = "🖼 "

// Pictures returns the pictures of text, in order: what each shows, and where it is.
func Pictures(text string) []Link {
	var pictures []Link
	for _, l := range Links(text) {
		if shown, ok := strings.CutPrefix(l.Text, PictureSign); ok {
			l.Text = shown
			pictures = append(pictures, l)
		}
	}
	return pictures
}

// Row writes the cells of a row of a table as a line of canonical text. A bar
// within a cell is written "\\|", so that it does not end it.
func Row(cells []string) string {
	escaped := make([]string, len(cells))
	for i, c := range cells {
		escaped[i] = strings.ReplaceAll(c, "|", `\|`)
	}
	return "| " + strings.Join(escaped, " | ") + " |"
}

// Cells returns the cells of a line that Row wrote.
func Cells(row string) []string {
	cells := strings.Split(strings.TrimSuffix(strings.TrimPrefix(row, "| "), " |"), " | ")
	for i, c := range cells {
		cells[i] = strings.ReplaceAll(c, `\|`, "|")
	}
	return cells
}

// Fence returns the backticks that a line of text begins or ends a block of
// code with, or "": three or more, alone or with the name of a language.
func Fence(line string) string {
	ticks := line[:len(line)-len(strings.TrimLeft(line, "`"))]
	if len(ticks) < 3 || strings.Contains(line[len(ticks):], "`") {
		return ""
	}
	return ticks
}

// Plain returns the words of text that a reader sees and a search looks at: no
// address of a link, no fence of code.
func Plain(text string) string {
	if strings.Contains(text, "```") {
		text = withoutFences(text)
	}
	links := Links(text)
	if len(links) == 0 {
		return text
	}
	var plain strings.Builder
	end := 0
	for _, l := range links {
		plain.WriteString(text[end:l.Start])
		plain.WriteString(l.Text)
		end = l.End
	}
	plain.WriteString(text[end:])
	return plain.String()
}

func withoutFences(text string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		if Fence(line) != "" {
			lines[i] = ""
		}
	}
	return strings.Join(lines, "\n")
}

// Sentences returns the sentences of text. None ends within a link.
func Sentences(text string) []sentence.Span { return sentence.Split(masked(text)) }

// NthSentence returns sentence n of text, from 0, or an empty span.
func NthSentence(text string, n int) Span { return Span(sentence.Nth(masked(text), n)) }

// masked is text, byte for byte as long, with nothing in its links that ends a
// sentence, but for the end of their words.
func masked(text string) string {
	links := Links(text)
	if len(links) == 0 {
		return text
	}
	b := []byte(text)
	for _, l := range links {
		b[l.Start] = 'x' // a bracket might close the sentence before
		if first, _ := utf8.DecodeRuneInString(l.Text); !unicode.IsLower(first) {
			b[l.Start] = 'X'
		}
		for i := l.Start + 1; i < l.End; i++ {
			switch c := b[i]; {
			case c >= utf8.RuneSelf, c == '.', c == '!', c == '?', i > l.Start+len(l.Text):
				b[i] = 'x'
			}
		}
		if last := l.Text[len(l.Text)-1]; last == '.' || last == '!' || last == '?' {
			b[l.End-1] = last
		}
	}
	return string(b)
}

package source

import (
	"strings"

	"pamphlet/knowledge/passage"
)

// kind says what a block is in canonical text.
type kind int

const (
	paragraph kind = iota
	heading
	question // another way to ask what the heading above asks
	link     // the source of the part below the heading above
	item
	row
	code
)

// A block is one line of canonical text.
type block struct {
	kind  kind
	level int    // of a heading, from 1 to 6; of an item, from 0
	mark  string // of an item: "-" or a number with a full stop; of code: its language
	first bool   // the first item of a list or row of a table
	again bool   // a heading that stands again below a folded part
	bold  bool   // a paragraph all in bold, which may be meant as a heading
	asks  int16  // bytes of the question in bold that an item begins with, or 0
	// together numbers the lines of one paragraph; 0 for a paragraph of one line.
	together int
	text     string   // without marks; an item may have several lines, code has
	parts    []string // what goes on after text, until tidy joins them
	cells    []string // of a row
}

// words returns all the words of b as one text.
func (b block) words() string {
	if b.kind == row {
		return strings.Join(b.cells, " ")
	}
	return b.text
}

// render writes blocks as canonical text.
func render(blocks []block) string {
	var text strings.Builder
	for i, b := range blocks {
		if i > 0 {
			text.WriteString(gap(blocks[i-1], b))
		}
		text.WriteString(b.String())
	}
	return text.String()
}

// gap returns the line breaks between two blocks.
func gap(above, below block) string {
	switch {
	case below.kind == question, below.kind == link:
		return "\n"
	case below.kind == paragraph && above.kind == paragraph && below.together != 0 && below.together == above.together:
		return "\n"
	case (below.kind == item || below.kind == row) && below.kind == above.kind && !below.first:
		return "\n"
	}
	return "\n\n"
}

// String returns b as a line of canonical text.
func (b block) String() string {
	switch b.kind {
	case heading:
		return strings.Repeat("#", min(max(b.level, 1), 6)) + " " + b.text
	case question:
		return "? " + b.text
	case link:
		return "<" + b.text + ">"
	case item:
		indent := strings.Repeat("  ", b.level)
		return indent + b.mark + " " + strings.ReplaceAll(b.text, "\n", "\n"+indent+"  ")
	case code:
		return fenced(b)
	case row:
		return passage.Row(b.cells)
	}
	return unmarked(b.text)
}

// unmarked keeps a paragraph that happens to begin like another kind of block
// from being read as one. Only the mark or the space after it goes, no word.
func unmarked(text string) string {
	switch {
	case strings.HasPrefix(text, "```"):
		return unmarked(strings.TrimLeft(text, "` "))
	case strings.HasPrefix(text, "|"), strings.HasPrefix(text, "? "), strings.HasPrefix(text, "- "):
		return unmarked(strings.TrimLeft(text, "|?- "))
	case strings.HasPrefix(text, "<") && strings.HasSuffix(text, ">") && !strings.Contains(text, " "):
		return unmarked(strings.Trim(text, "<>"))
	case strings.HasPrefix(text, "#"):
		marks := len(text) - len(strings.TrimLeft(text, "#"))
		return text[:marks] + strings.TrimLeft(text[marks:], " ")
	}
	return text
}

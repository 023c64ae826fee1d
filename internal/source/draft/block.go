package draft

import (
	"strings"

	"pamphlet/knowledge/passage"
)

// kind says what a block is in canonical text.
type kind int

const (
	Paragraph kind = iota
	Heading
	Question // another way to ask what the heading above asks
	Link     // the source of the part below the heading above
	Item
	Row
	Code
)

// A Block is one line of canonical text.
type Block struct {
	Kind  kind
	Level int    // of a heading, from 1 to 6; of an item, from 0
	Mark  string // of an item: "-" or a number with a full stop; of code: its language
	First bool   // the first item of a list or row of a table
	Again bool   // a heading that stands again below a folded part
	Bold  bool   // a paragraph all in bold, which may be meant as a heading
	Asks  int16  // bytes of the question in bold that an item begins with, or 0
	// together numbers the lines of one paragraph; 0 for a paragraph of one line.
	Together int
	Text     string   // without marks; an item may have several lines, code has
	Parts    []string // what goes on after text, until tidy joins them
	Cells    []string // of a row
}

// Words returns all the words of b as one text.
func (b Block) Words() string {
	if b.Kind == Row {
		return strings.Join(b.Cells, " ")
	}
	return b.Text
}

// render writes blocks as canonical text.
func render(blocks []Block) string {
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
func gap(above, below Block) string {
	switch {
	case below.Kind == Question, below.Kind == Link:
		return "\n"
	case below.Kind == Paragraph && above.Kind == Paragraph && below.Together != 0 && below.Together == above.Together:
		return "\n"
	case (below.Kind == Item || below.Kind == Row) && below.Kind == above.Kind && !below.First:
		return "\n"
	}
	return "\n\n"
}

// String returns b as a line of canonical text.
func (b Block) String() string {
	switch b.Kind {
	case Heading:
		return strings.Repeat("#", min(max(b.Level, 1), 6)) + " " + b.Text
	case Question:
		return "? " + b.Text
	case Link:
		return "<" + b.Text + ">"
	case Item:
		indent := strings.Repeat("  ", b.Level)
		return indent + b.Mark + " " + strings.ReplaceAll(b.Text, "\n", "\n"+indent+"  ")
	case Code:
		return fenced(b)
	case Row:
		return passage.Row(b.Cells)
	}
	return unmarked(b.Text)
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

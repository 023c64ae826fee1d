package draft

import (
	"strings"

	"pamphlet/internal/source/prose"
)

// LineBreak stands for <br> in a line. A break of the file itself is a space.
const LineBreak = "\u2028"

// A Builder gathers the blocks of a draft, in their order.
type Builder struct {
	Blocks   []Block
	together int   // paragraphs of several lines so far
	Section  Block // the last heading that is no summary
	Folded   bool  // a folded part has ended, and its section goes on
}

// AddLines adds a paragraph, line by line. An empty line begins another, and a
// line that begins like an item is one.
func (b *Builder) AddLines(text string, bold bool) {
	if !strings.Contains(text, LineBreak) {
		b.Add(Block{Text: text, Bold: bold})
		return
	}
	b.together++
	for line := range strings.SplitSeq(text, LineBreak) {
		if line = prose.Clean(line); line == "" {
			b.together++
			continue
		}
		if entry, ok := ListItem(line); ok {
			last := len(b.Blocks) - 1
			entry.Level, entry.First = 0, last < 0 || b.Blocks[last].Kind != Item || b.Blocks[last].Together != b.together
			entry.Together = b.together
			b.Add(entry)
			continue
		}
		b.Add(Block{Text: line, Bold: bold, Together: b.together})
	}
}

// Add adds a block whose text is yet to be cleaned, if it has any.
func (b *Builder) Add(added Block) {
	if added.Kind == Item {
		added.Text = prose.CleanItem(added.Text)
	} else {
		added.Text = prose.Clean(added.Text)
	}
	if added.Text != "" {
		b.Put(added)
	}
}

// Put adds a block. What follows a folded part stands under the heading of the
// section again.
func (b *Builder) Put(added Block) {
	switch {
	case added.Kind == Heading:
		b.Folded = false
	case b.Folded && b.Section.Text != "":
		b.Folded = false
		again := b.Section
		again.Again = true
		b.Blocks = append(b.Blocks, again)
	}
	b.Blocks = append(b.Blocks, added)
}

package source

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/markup"
	"pamphlet/internal/source/prose"
)

// A stanza is a run of lines without a blank one between.
type stanza []string

// readPlain reads text as people paste it: headings are only short lines, and
// lines may be broken at a margin.
func readPlain(text string, report *Report) draft.Draft {
	stanzas := stanzasOf(text)
	var blocks []draft.Block
	for i, s := range stanzas {
		switch {
		case len(s) == 2 && underline.MatchString(s[1]):
			blocks = append(blocks, draft.Block{Kind: draft.Heading, Level: underlineLevel(s[1]), Text: s[0]})
		case len(s) == 1 && stands(stanzas, i):
			blocks = append(blocks, draft.Block{Kind: draft.Heading, Level: 2, Text: s[0]})
		default:
			blocks = append(blocks, s.blocks()...)
		}
	}
	return draft.Draft{Blocks: withoutMenu(blocks, report), Pasted: true}
}

// stanzasOf parts text at blank lines and at rules such as "-----".
func stanzasOf(text string) []stanza {
	var all []stanza
	var s stanza
	end := func() {
		if len(s) > 0 {
			all = append(all, s)
			s = nil
		}
	}
	for l := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimSpace(prose.Clean(l))
		switch {
		case trimmed == "":
			end()
		case rule.MatchString(trimmed) && len(s) != 1:
			end()
		default:
			s = append(s, strings.Repeat(" ", markup.Indent(l))+trimmed)
			if len(s) == 2 && underline.MatchString(trimmed) {
				end()
			}
		}
	}
	end()
	return all
}

var (
	rule      = regexp.MustCompile(`^(?:[-=_*~#·•]\s?){3,}$`)
	underline = regexp.MustCompile(`^(?:={3,}|-{3,}|~{3,})$`)
)

func underlineLevel(l string) int {
	if strings.HasPrefix(l, "=") {
		return 1
	}
	return 2
}

// stands reports whether the single line of stanza i is a heading: it looks
// like one and text follows, at once or below one or two more such lines.
func stands(stanzas []stanza, i int) bool {
	if line := strings.TrimSpace(stanzas[i][0]); !draft.LooksLikeHeading(line) || draft.StatesFact(line) {
		return false
	}
	numbered := draft.Bullet.MatchString(stanzas[i][0])
	for j := i + 1; j < len(stanzas) && j <= i+3; j++ {
		next := stanzas[j]
		single := len(next) == 1 && draft.LooksLikeHeading(strings.TrimSpace(next[0]))
		if !single {
			// A lone numbered line is a heading only above a paragraph.
			return !numbered || !draft.Bullet.MatchString(next[0])
		}
		if numbered {
			return false
		}
	}
	return false
}

// blocks reads a stanza as items and paragraphs.
func (s stanza) blocks() []draft.Block {
	var blocks []draft.Block
	width := s.width()
	margin := 0 // level of the list's first item
	for i, l := range s {
		if b, ok := draft.ListItem(l); ok {
			if b.First = len(blocks) == 0 || blocks[len(blocks)-1].Kind != draft.Item; b.First {
				margin = b.Level
			}
			b.Level = max(b.Level-margin, 0)
			blocks = append(blocks, b)
			continue
		}
		text := strings.TrimSpace(l)
		if i > 0 && s.continues(i, width, blocks[len(blocks)-1]) {
			last := &blocks[len(blocks)-1]
			last.Parts = append(last.Parts, text)
			continue
		}
		blocks = append(blocks, draft.Block{Text: text})
	}
	return blocks
}

// width returns the length of the stanza's longest line in characters.
func (s stanza) width() int {
	width := 0
	for _, l := range s {
		width = max(width, utf8.RuneCountInString(l))
	}
	return width
}

// continues reports whether line i goes on with the one above. A line broken
// at a margin does: the first word of the next would not have fitted. So does
// a line that begins in the middle of a sentence.
func (s stanza) continues(i, width int, above draft.Block) bool {
	const narrowest, widest = 40, 120 // no margin is set outside of these
	line, before := strings.TrimSpace(s[i]), s[i-1]
	if above.Kind == draft.Item && markup.Indent(s[i]) > above.Level*2 {
		return true
	}
	next, _, _ := strings.Cut(line, " ")
	full := utf8.RuneCountInString(before)+1+utf8.RuneCountInString(next) > width
	if width >= narrowest && width <= widest && full && len(s) > 1 {
		return true
	}
	if draft.Short(before) && draft.Short(line) {
		return false // a list, of which each has its line
	}
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(line)
	return !strings.ContainsRune(".!?:;", last) && unicode.IsLower(first)
}

// withoutMenu takes out a run of four or more short lines of at most three
// words each at the very top: the menu of the page the text was copied from.
func withoutMenu(blocks []draft.Block, report *Report) []draft.Block {
	end := 0
	for end < len(blocks) && blocks[end].Kind != draft.Row && prose.Words(blocks[end].Text) <= 3 && draft.LooksLikeHeading(blocks[end].Text) {
		if _, _, dated := prose.DateLine(blocks[end].Text); dated {
			break
		}
		end++
	}
	if end < 4 || end == len(blocks) {
		return blocks
	}
	if last := blocks[end-1]; last.Kind == draft.Heading {
		end-- // the title or first heading
	}
	for _, b := range blocks[:end] {
		report.Leave(b.Text, "navigation")
	}
	return blocks[end:]
}

package passage

import (
	"strings"
)

// blockKind says what a block of canonical text is.
type blockKind int

const (
	paragraph blockKind = iota
	heading
	question // another way to ask what the heading above asks
	origin   // the source of the section
	list
	table
	code
)

// A block is a run of lines of one kind.
type block struct {
	kind  blockKind
	Span         // without the line break at its end
	level int    // of a heading, 1 to 6
	words string // of a heading, question or origin: without its mark
}

// blocks parses canonical text. It accepts any text: what has no mark is a
// paragraph.
func blocks(text string) []block {
	var all []block
	parted := true // by a blank line from what stands above
	open := 0      // backticks of a fence that is not closed: nor is any longer one
	for at := 0; at < len(text); {
		end := at + strings.IndexByte(text[at:], '\n')
		if end < at {
			end = len(text)
		}
		line := strings.TrimRight(text[at:end], " \t\r")
		fence := len(Fence(text[at:end]))
		closed := 0
		if fence > 0 && (open == 0 || fence < open) {
			if closed = codeEnd(text, at, end); closed == 0 {
				open = fence
			}
		}
		if closed > 0 {
			all = append(all, block{kind: code, Span: Span{at, closed}})
			parted, at = true, closed+1
			continue
		}
		if line != "" {
			b := mark(line)
			b.Span = Span{at, at + len(line)}
			if parted || !all[len(all)-1].takes(b) {
				all = append(all, b)
			} else {
				all[len(all)-1].End = b.End
			}
		}
		parted = line == ""
		at = end + 1
	}
	return all
}

// codeEnd returns where a block of code ends whose first line is text[at:end],
// or 0 if none begins there or it has no end.
func codeEnd(text string, at, end int) int {
	fence := Fence(text[at:end])
	for fence != "" && end < len(text) {
		at = end + 1
		if end = at + strings.IndexByte(text[at:], '\n'); end < at {
			end = len(text)
		}
		if line := text[at:end]; strings.HasPrefix(line, fence) && strings.Trim(line, "`") == "" {
			return end
		}
	}
	return 0
}

// takes reports whether line, which stands directly below b, is a part of it:
// both are of a kind, or it is a second line of a list's last item.
func (b block) takes(line block) bool {
	switch b.kind {
	case paragraph, table:
		return line.kind == b.kind
	case list:
		return line.kind == list || line.kind == paragraph
	}
	return false
}

// mark reads the mark at the start of a line.
func mark(line string) block {
	trimmed := strings.TrimLeft(line, " ")
	switch {
	case isItem(trimmed):
		return block{kind: list}
	case strings.HasPrefix(line, "#"):
		level := len(line) - len(strings.TrimLeft(line, "#"))
		if words, ok := strings.CutPrefix(line[level:], " "); ok && level <= 6 {
			return block{kind: heading, level: level, words: strings.TrimSpace(words)}
		}
	case strings.HasPrefix(line, "? "):
		return block{kind: question, words: strings.TrimSpace(line[2:])}
	case strings.HasPrefix(line, "<http") && strings.HasSuffix(line, ">") && !strings.Contains(line, " "):
		return block{kind: origin, words: line[1 : len(line)-1]}
	case strings.HasPrefix(line, "|") && len(line) > 1 && strings.HasSuffix(line, "|"):
		return block{kind: table}
	}
	return block{kind: paragraph}
}

// isItem reports whether a line begins a list item: "- " or "12. ".
func isItem(line string) bool {
	if strings.HasPrefix(line, "- ") {
		return true
	}
	digits := len(line) - len(strings.TrimLeft(line, "0123456789"))
	return 0 < digits && digits <= 3 && strings.HasPrefix(line[digits:], ". ")
}

// A section is the part of an article under one heading.
type section struct {
	path      []string // headings above, outermost first
	questions []string // other ways to ask
	source    string
	blocks    []block // paragraphs, lists and tables
}

// sections groups blocks by the heading they stand under. A heading that only
// repeats the title adds nothing to the path.
func sections(title string, all []block) []section {
	var found []section
	var path []string
	var levels []int
	current := section{}
	for _, b := range all {
		if len(current.blocks) > 0 && (b.kind == question || b.kind == origin) {
			b.kind = paragraph // these marks stand directly below a heading
		}
		switch b.kind {
		case heading:
			found = append(found, current)
			for len(levels) > 0 && levels[len(levels)-1] >= b.level {
				levels, path = levels[:len(levels)-1], path[:len(path)-1]
			}
			if b.words != "" && !(len(levels) == 0 && strings.EqualFold(b.words, title)) {
				levels, path = append(levels, b.level), append(path[:len(path):len(path)], b.words)
			}
			current = section{path: path}
		case question:
			current.questions = append(current.questions, b.words)
		case origin:
			current.source = b.words
		default:
			current.blocks = append(current.blocks, b)
		}
	}
	return append(found, current)
}

// A Way is another way to ask what a heading asks, below which it stands.
type Way struct {
	Span         // of its line
	Words string // without the mark
}

// Above returns the heading above a place in text, and the other ways to ask that
// belong to it.
func Above(text string, place int) (under Span, ways []Way, ok bool) {
	open := false
	for _, b := range blocks(text) {
		switch {
		case b.Start >= place:
			return under, ways, ok
		case b.kind == heading:
			under, ways, ok, open = b.Span, nil, true, true
		case b.kind == question && open:
			ways = append(ways, Way{b.Span, b.words})
		case b.kind != origin:
			open = false
		}
	}
	return under, ways, ok
}

// Collapse leaves one blank line where several stand, but in code.
func Collapse(text string) string {
	if !strings.Contains(text, "\n\n\n") {
		return text
	}
	var kept strings.Builder
	end := 0
	squeeze := func(part string) {
		for strings.Contains(part, "\n\n\n") {
			part = strings.ReplaceAll(part, "\n\n\n", "\n\n")
		}
		kept.WriteString(part)
	}
	for _, b := range blocks(text) {
		if b.kind == code {
			squeeze(text[end:b.Start])
			kept.WriteString(b.Of(text))
			end = b.End
		}
	}
	squeeze(text[end:])
	return kept.String()
}

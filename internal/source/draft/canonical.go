package draft

import (
	"regexp"
	"strings"

	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

var headingLine = regexp.MustCompile(`^(#{1,6}) (.+)$`)

var itemLine = regexp.MustCompile(`^((?:  )*)(-|\d{1,9}\.) (.+)$`)

var (
	rowLine = regexp.MustCompile(`^\| (.*) \|$`)
)

// CanonicalBlocks reads canonical text line by line.
func CanonicalBlocks(text string) []Block {
	var blocks []Block
	first := true // after a blank line
	lines := strings.Split(text, "\n")
	open := 0 // backticks of a fence that is not closed: nor is any longer one
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if strings.TrimSpace(l) == "" {
			first = true
			continue
		}
		if fence := len(passage.Fence(l)); fence > 0 && (open == 0 || fence < open) {
			if b, taken := canonicalCode(lines[i:]); taken > 0 {
				blocks = append(blocks, b)
				i += taken - 1
				first = true
				continue
			}
			open = fence
		}
		b := canonicalBlock(l, first)
		if above := len(blocks) - 1; !first && b.Kind == Paragraph {
			switch last := &blocks[above]; {
			case last.Kind == Item && strings.HasPrefix(l, "  "):
				last.Text += "\n" + strings.TrimSpace(l)
				continue
			case last.Kind == Paragraph:
				if last.Together == 0 {
					last.Together = i
				}
				b.Together = last.Together
			}
		}
		blocks = append(blocks, b)
		first = false
	}
	return blocks
}

func canonicalBlock(l string, first bool) Block {
	if m := headingLine.FindStringSubmatch(l); m != nil {
		return Block{Kind: Heading, Level: len(m[1]), Text: m[2]}
	}
	if m := itemLine.FindStringSubmatch(l); m != nil {
		return Block{Kind: Item, Level: len(m[1]) / 2, Mark: m[2], Text: m[3], First: first}
	}
	if rowLine.MatchString(l) {
		return Block{Kind: Row, Cells: passage.Cells(l), First: first}
	}
	if other, ok := strings.CutPrefix(l, "? "); ok && !first {
		return Block{Kind: Question, Text: other}
	}
	if address := strings.Trim(l, "<>"); !first && prose.IsLink(address) && len(l) == len(address)+2 {
		return Block{Kind: Link, Text: address}
	}
	return Block{Text: l}
}

// canonicalCode reads the block of code that lines begin with, and says how many
// lines it takes; none if it is not closed.
func canonicalCode(lines []string) (b Block, taken int) {
	fence := passage.Fence(lines[0])
	if fence == "" {
		return Block{}, 0
	}
	for i := 1; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], fence) && strings.Trim(lines[i], "`") == "" {
			return Block{Kind: Code, Mark: lines[0][len(fence):], Text: strings.Join(lines[1:i], "\n")}, i + 1
		}
	}
	return Block{}, 0
}

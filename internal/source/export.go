package source

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// exportMark is the front matter line that says the text below is canonical.
const exportMark = "format: pamphlet"

// Export writes a as a text file that Read reads back to the same article:
// front matter and the canonical text. Precut passages are not written.
func Export(a knowledge.Article) []byte {
	var file bytes.Buffer
	file.WriteString("---\n" + exportMark + "\n")
	field := func(name, value string) {
		if value != "" {
			quoted, err := yaml.Marshal(value)
			if err != nil {
				return // Unreachable: a string can always be written.
			}
			fmt.Fprintf(&file, "%s: %s\n", name, bytes.TrimSpace(quoted))
		}
	}
	field("title", a.Title)
	field("slug", a.Slug)
	field("source", a.Source)
	field("language", a.Language)
	field("published", dayOf(a.Published))
	field("review", dayOf(a.Review))
	if len(a.Tags) > 0 {
		file.WriteString("tags:\n")
		for _, t := range a.Tags {
			fmt.Fprintf(&file, "  - %q\n", t)
		}
	}
	file.WriteString("---\n\n" + a.Text + "\n")
	return file.Bytes()
}

func dayOf(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// isExport reports whether a file was written by Export.
func isExport(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	return bytes.HasPrefix(head, []byte("---\n"+exportMark+"\n")) || bytes.HasPrefix(head, []byte("---\r\n"+exportMark+"\r\n"))
}

// readExport reads front matter and canonical text.
func readExport(text string, report *Report) (draft, error) {
	fields, text, err := frontMatter(text)
	if err != nil {
		return draft{}, err
	}
	d := fields.draft(report)
	d.list = true
	d.blocks = canonicalBlocks(text)
	return d, nil
}

var (
	headingLine = regexp.MustCompile(`^(#{1,6}) (.+)$`)
	itemLine    = regexp.MustCompile(`^((?:  )*)(-|\d{1,9}\.) (.+)$`)
	rowLine     = regexp.MustCompile(`^\| (.*) \|$`)
)

// canonicalBlocks reads canonical text line by line.
func canonicalBlocks(text string) []block {
	var blocks []block
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
		if above := len(blocks) - 1; !first && b.kind == paragraph {
			switch last := &blocks[above]; {
			case last.kind == item && strings.HasPrefix(l, "  "):
				last.text += "\n" + strings.TrimSpace(l)
				continue
			case last.kind == paragraph:
				if last.together == 0 {
					last.together = i
				}
				b.together = last.together
			}
		}
		blocks = append(blocks, b)
		first = false
	}
	return blocks
}

func canonicalBlock(l string, first bool) block {
	if m := headingLine.FindStringSubmatch(l); m != nil {
		return block{kind: heading, level: len(m[1]), text: m[2]}
	}
	if m := itemLine.FindStringSubmatch(l); m != nil {
		return block{kind: item, level: len(m[1]) / 2, mark: m[2], text: m[3], first: first}
	}
	if rowLine.MatchString(l) {
		return block{kind: row, cells: passage.Cells(l), first: first}
	}
	if other, ok := strings.CutPrefix(l, "? "); ok && !first {
		return block{kind: question, text: other}
	}
	if address := strings.Trim(l, "<>"); !first && isLink(address) && len(l) == len(address)+2 {
		return block{kind: link, text: address}
	}
	return block{text: l}
}

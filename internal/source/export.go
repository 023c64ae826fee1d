package source

import (
	"bytes"
	"fmt"
	"time"

	"github.com/goccy/go-yaml"

	"pamphlet/internal/source/draft"
	"pamphlet/knowledge"
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
func readExport(text string, report *Report) (draft.Draft, error) {
	fields, text, err := draft.FrontMatter(text)
	if err != nil {
		return draft.Draft{}, err
	}
	d := fields.Draft(report)
	d.List = true
	d.Blocks = draft.CanonicalBlocks(text)
	return d, nil
}

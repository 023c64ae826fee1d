package draft

import (
	"fmt"

	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// A Report says what became of a file.
type Report struct {
	Format   string // "plain text", "Markdown", "HTML", "DOCX", …
	Articles int
	Passages int // given passages; 0 for articles that are yet to be cut
	Words    int // words kept
	Left     []Left
	More     int      // how much more was left out than Left lists
	Notes    []string // sentences a person should know, such as an unclear date
	Pictures int      // left out, as nothing describes them
}

// A Left is a piece of a file that did not become part of the article.
type Left struct {
	Text  string // its beginning, at most 80 characters
	Line  int    // where it stands, from 1; 0 if that cannot be told
	Why   string // such as "share line"
	Words int    // of the whole piece; 0 if they were not counted
}

// maxLeft is how many left-out pieces a report lists; a person reads no more.
const maxLeft = 200

// Leave adds a piece to the report.
func (r *Report) Leave(text, why string) {
	if text = passage.Plain(prose.Clean(text)); text == "" {
		return
	}
	if len(r.Left) == maxLeft {
		r.More++
		return
	}
	r.Left = append(r.Left, Left{Text: prose.Excerpt(text), Why: why, Words: prose.Words(text)})
}

// Note adds a sentence to the report.
func (r *Report) Note(format string, args ...any) {
	if note := fmt.Sprintf(format, args...); len(r.Notes) < maxLeft {
		r.Notes = append(r.Notes, note)
	}
}

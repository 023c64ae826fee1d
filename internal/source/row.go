package source

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// Limits of a collection of passages cut beforehand.
const (
	maxRow      = 1 << 20 // bytes of one line
	maxPassages = 2_000   // of one article; more begin another
)

// A given is one line of a collection.
type given struct {
	ID       jsonText  `json:"id"`
	Title    jsonText  `json:"title"`
	Heading  jsonTexts `json:"heading"`
	Text     string    `json:"text"`
	Question jsonTexts `json:"question"`
	Doc      jsonText  `json:"doc"`
	Source   jsonText  `json:"source"`
	URL      jsonText  `json:"url"`
}

// jsonText is a JSON string or number.
type jsonText string

// UnmarshalJSON reads a string, a number as it is written, or null.
func (t *jsonText) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err == nil {
		*t = jsonText(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(data, &n); err != nil {
		return err
	}
	*t = jsonText(n)
	return nil
}

// jsonTexts is a JSON string or a list of them.
type jsonTexts []string

// UnmarshalJSON reads a string, a list of strings, or null.
func (t *jsonTexts) UnmarshalJSON(data []byte) error {
	if bytes.HasPrefix(data, []byte("[")) {
		return json.Unmarshal(data, (*[]string)(t))
	}
	var s jsonText
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	if s != "" {
		*t = jsonTexts{string(s)}
	}
	return nil
}

// A numbered is a row and its line in the file.
type numbered struct {
	given
	line int
}

// rows reads the lines of a collection.
func rows(r io.Reader) iter.Seq2[numbered, error] {
	return func(yield func(numbered, error) bool) {
		lines := bufio.NewScanner(r)
		lines.Buffer(make([]byte, 64<<10), maxRow)
		number := 0
		for lines.Scan() {
			number++
			row := numbered{line: number}
			body := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\ufeff")))
			if len(body) == 0 {
				continue
			}
			err := row.parse(body)
			if !yield(row, err) || err != nil {
				return
			}
		}
		switch err := lines.Err(); {
		case errors.Is(err, bufio.ErrTooLong):
			yield(numbered{}, draft.Refusal(ErrTooLarge, fmt.Sprintf("line %d is over 1 MiB", number+1), "put one passage on each line"))
		case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
			yield(numbered{}, err)
		case err != nil:
			yield(numbered{}, draft.Refusal(ErrPath, "", "check that the file is whole and import it again"))
		}
	}
}

func (n *numbered) parse(body []byte) error {
	if !utf8.Valid(body) {
		return draft.Refusal(ErrEncoding, fmt.Sprintf("line %d", n.line), "save it as UTF-8 and import it again")
	}
	if err := json.Unmarshal(body, &n.given); err != nil {
		return draft.Refusal(ErrRow, fmt.Sprintf("line %d is no JSON object of a passage", n.line),
			`write each line as {"id": …, "title": …, "text": …}`)
	}
	n.Text = prose.CleanLines(n.Text)
	if n.Text == "" {
		return draft.Refusal(ErrRow, fmt.Sprintf("line %d has no text", n.line), "give every passage a text")
	}
	return nil
}

// group names the article a row belongs to.
func (n numbered) group() string {
	if n.Doc != "" {
		return "doc " + string(n.Doc)
	}
	return "title " + string(n.Title)
}

func cleanAll(list []string) []string {
	var cleaned []string
	for _, s := range list {
		if s = prose.Clean(s); s != "" {
			cleaned = append(cleaned, s)
		}
	}
	return cleaned
}

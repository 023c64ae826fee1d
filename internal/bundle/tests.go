package bundle

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"pamphlet/internal/script"
	"pamphlet/knowledge"
)

// marker begins the comment above a test that says what a script cannot.
const marker = "# test: "

// A note is what stands in that comment.
type note struct {
	Article string    `json:"article"`
	Heading []string  `json:"heading"`
	Hash    []byte    `json:"hash"` // of the passage's text when the test was saved
	Author  string    `json:"author"`
	Made    time.Time `json:"made"`
}

// writeTests writes a guild's tests as a script beside its articles.
func writeTests(k knowledge.Kept) ([]byte, error) {
	titles := map[string]string{}
	for _, a := range k.Articles {
		titles[a.Slug] = a.Title
	}
	s := script.Script{Steps: []script.Step{{Action: script.Learn, Text: articles}}}
	for i, c := range k.Cases {
		comment, err := json.Marshal(note{c.Article, c.Heading, c.Hash, c.Author, c.Made})
		if err != nil {
			return nil, err
		}
		s.Steps = append(s.Steps,
			script.Step{Above: []string{"", marker + string(comment)}, Action: script.Begin, Text: fmt.Sprintf("test %d", i+1)},
			script.Step{Action: script.Ask, Speaker: "member", Text: c.Question, Details: wanted(c, titles[c.Article])})
	}
	return script.Format(s), nil
}

// wanted is what must come back for a test. A heading or title that the format
// would take for two is left to the comment.
func wanted(c knowledge.Case, title string) []script.Detail {
	all := []script.Detail{{Word: script.Kind, Text: "answer"}}
	add := func(word script.Word, text string) {
		if text = strings.TrimSpace(text); text != "" && !strings.Contains(text, " | ") && !strings.Contains(text, "\n") {
			all = append(all, script.Detail{Word: word, Text: text})
		}
	}
	add(script.From, title)
	if n := len(c.Heading); n > 0 {
		add(script.Heading, c.Heading[n-1])
	}
	return all
}

// readTests reads what writeTests wrote. A question without its comment, as a
// person might add, is no test of the guild's own and is passed over.
func readTests(body []byte) ([]knowledge.Case, error) {
	s, err := script.Parse(body)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", Tests, err)
	}
	var all []knowledge.Case
	var n *note
	for _, step := range s.Steps {
		for _, line := range step.Above {
			text, ok := strings.CutPrefix(line, marker)
			if !ok {
				continue
			}
			n = new(note)
			if err := json.Unmarshal([]byte(text), n); err != nil {
				return nil, fmt.Errorf("%s: line %d: %w", Tests, step.Line, err)
			}
		}
		if n != nil && (step.Action == script.Ask || step.Action == script.Say) {
			all = append(all, knowledge.Case{Question: step.Text, Article: n.Article, Heading: n.Heading, Hash: n.Hash, Author: n.Author, Made: n.Made})
			n = nil
		}
	}
	return all, nil
}

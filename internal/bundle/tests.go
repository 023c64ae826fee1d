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

// writeTests writes a guild's tests as a script beside its articles, which
// begins with what else the guild chose that decides what answers.
func writeTests(k knowledge.Snapshot) ([]byte, error) {
	titles := map[string]string{}
	for _, a := range k.Articles {
		titles[a.Slug] = a.Title
	}
	learn := articles
	if len(k.Articles) == 0 {
		learn = script.Starter
	}
	s := script.Script{Steps: append([]script.Step{{Action: script.Learn, Text: learn}}, chosen(k.Settings)...)}
	for i, c := range k.Cases {
		comment, err := json.Marshal(note{c.Article, c.Heading, c.Hash, c.Author, c.Made})
		if err != nil {
			return nil, err
		}
		s.Steps = append(s.Steps,
			script.Step{Above: []string{"", marker + string(comment)}, Action: script.Begin, Text: fmt.Sprintf("test %d", i+1)},
			script.Step{Action: script.Ask, Speaker: "member", Text: c.Question, Details: wanted(c, titles)})
	}
	return script.Format(s), nil
}

// chosen has a moderator choose the settings that decide what answers.
func chosen(settings map[string]string) []script.Step {
	var steps []script.Step
	command := func(name string, options ...script.Detail) {
		steps = append(steps,
			script.Step{Action: script.Say, Speaker: "moderator", Moderator: true, Text: name, Details: options},
			script.Step{Action: script.Press, Speaker: "moderator", Moderator: true, Text: "Save", Details: []script.Detail{{Word: script.Kind, Text: "done"}}})
	}
	option := func(name, text string) script.Detail { return script.Detail{Word: script.With, Name: name, Text: text} }
	for line := range strings.Lines(settings[inSetting]) {
		if line = strings.Join(strings.Fields(line), " "); line != "" && line[0] != '#' {
			command("/kb synonym", option("add", line))
		}
	}
	if threshold := settings["threshold"]; threshold != "" {
		command("/setup", option("setting", "threshold"), option("value", threshold))
	}
	if len(steps) == 0 {
		return nil
	}
	return append([]script.Step{{Above: []string{""}, Action: script.Begin, Text: "settings"}}, steps...)
}

// wanted is what must come back for a test, if its article is among those with
// these titles; what is shared with other guilds is not in the bundle. A heading
// or title that the format would take for two is left to the comment.
func wanted(c knowledge.Case, titles map[string]string) []script.Detail {
	title, ours := titles[c.Article]
	if !ours {
		return nil
	}
	all := []script.Detail{{Word: script.Kind, Text: "answer | advice | sensitive"}}
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

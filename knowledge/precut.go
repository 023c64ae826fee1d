package knowledge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// precutPassage is how a passage that came ready cut is kept with its revision.
type precutPassage struct {
	External  string   `json:"id,omitempty"`
	Title     string   `json:"title,omitempty"`
	Heading   []string `json:"heading,omitempty"`
	Questions []string `json:"questions,omitempty"`
	Source    string   `json:"source,omitempty"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
}

func encodePrecut(passages []Passage) string {
	if len(passages) == 0 {
		return ""
	}
	list := make([]precutPassage, len(passages))
	for i, p := range passages {
		list[i] = precutPassage{p.External, p.Title, p.Heading, p.Questions, p.Source, p.Start, p.End}
	}
	b, _ := json.Marshal(list) // cannot fail for strings and numbers
	return string(b)
}

// decodePrecut is the reverse of encodeGiven; text is the article's.
func decodePrecut(s, text string) ([]Passage, error) {
	if s == "" {
		return nil, nil
	}
	var list []precutPassage
	if err := json.Unmarshal([]byte(s), &list); err != nil {
		return nil, err
	}
	passages := make([]Passage, len(list))
	for i, p := range list {
		if p.Start < 0 || p.Start > p.End || p.End > len(text) {
			return nil, fmt.Errorf("%w: passage %d is no part of its text", ErrDamaged, i+1)
		}
		passages[i] = Passage{
			External: p.External, Title: p.Title, Heading: p.Heading, Questions: p.Questions, Source: p.Source,
			Start: p.Start, End: p.End, Text: text[p.Start:p.End],
		}
	}
	return passages, nil
}

// Validate reports a given passage that is no part of a's text, or that shares a
// part with another: a change of one would spoil the other.
func (a Article) Validate() error {
	order := make([]int, len(a.Precut))
	for i, p := range a.Precut {
		if order[i] = i; p.Start < 0 || p.Start > p.End || p.End > len(a.Text) || a.Text[p.Start:p.End] != p.Text {
			return fmt.Errorf("passage %d is not what the article says there", i+1)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(a.Precut[i].Start, a.Precut[j].Start) })
	for n := 1; n < len(order); n++ {
		if i, j := order[n-1], order[n]; a.Precut[i].End > a.Precut[j].Start {
			return fmt.Errorf("passages %d and %d share a part of the article", i+1, j+1)
		}
	}
	return nil
}

func (a Article) precut() []Passage {
	found := make([]Passage, len(a.Precut))
	for i, p := range a.Precut {
		if p.Title == "" {
			p.Title = a.Title
		}
		found[i] = a.complete(p)
	}
	return found
}

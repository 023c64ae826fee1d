package knowledge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// givenPassage is how a passage that came ready cut is kept with its revision.
type givenPassage struct {
	External  string   `json:"id,omitempty"`
	Title     string   `json:"title,omitempty"`
	Heading   []string `json:"heading,omitempty"`
	Questions []string `json:"questions,omitempty"`
	Source    string   `json:"source,omitempty"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
}

func encodeGiven(passages []Passage) string {
	if len(passages) == 0 {
		return ""
	}
	list := make([]givenPassage, len(passages))
	for i, p := range passages {
		list[i] = givenPassage{p.External, p.Title, p.Heading, p.Questions, p.Source, p.Start, p.End}
	}
	b, _ := json.Marshal(list) // cannot fail for strings and numbers
	return string(b)
}

// decodeGiven is the reverse of encodeGiven; text is the article's.
func decodeGiven(s, text string) ([]Passage, error) {
	if s == "" {
		return nil, nil
	}
	var list []givenPassage
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

// Sound reports a given passage that is no part of a's text, or that shares a
// part with another: a change of one would spoil the other.
func (a Article) Sound() error {
	order := make([]int, len(a.Given))
	for i, p := range a.Given {
		if order[i] = i; p.Start < 0 || p.Start > p.End || p.End > len(a.Text) || a.Text[p.Start:p.End] != p.Text {
			return fmt.Errorf("passage %d is not what the article says there", i+1)
		}
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(a.Given[i].Start, a.Given[j].Start) })
	for n := 1; n < len(order); n++ {
		if i, j := order[n-1], order[n]; a.Given[i].End > a.Given[j].Start {
			return fmt.Errorf("passages %d and %d share a part of the article", i+1, j+1)
		}
	}
	return nil
}

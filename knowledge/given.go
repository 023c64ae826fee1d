package knowledge

import "encoding/json"

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
		passages[i] = Passage{
			External: p.External, Title: p.Title, Heading: p.Heading, Questions: p.Questions, Source: p.Source,
			Start: p.Start, End: p.End, Text: text[p.Start:p.End],
		}
	}
	return passages, nil
}

package knowledge

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"pamphlet/knowledge/passage"
	"pamphlet/knowledge/search"
)

// An Article is what moderators trust: a text with a title, a date and a
// source. Answers are byte ranges of its Text.
type Article struct {
	Guild     string    // who may see it; "" is not a guild
	Slug      string    // its name within the guild: lower-case words joined by hyphens
	Title     string    // as shown with every answer
	Source    string    // URL it was published at, or ""
	Language  string    // ISO 639-1 code, such as "en"
	Published time.Time // zero if unknown
	Review    time.Time // when it should be read again by a person; zero if never
	Tags      []string  // see TagAdvice and TagNoCrisis
	Text      string    // canonical text; see the package comment

	// Identity is where it comes from: a file, a web address, an id, or Named
	// and its slug. What is imported with the identity of an article is a
	// revision of it; see Base.Name. "" if nobody knows.
	Identity string `json:"-"`

	// Precut lists passages to be taken as they are instead of cutting Text.
	// It is for collections that come already cut, such as JSONL.
	Precut []Passage `json:"Given"` // the name that exports have
}

// Tags that change when an article's passages may be quoted.
const (
	// TagAdvice marks passages fit to be quoted under a boundary line when a
	// member asks about their own treatment.
	TagAdvice = "ok-for-advice-questions"
	// TagNoCrisis marks passages never to be quoted to someone who may be at
	// risk.
	TagNoCrisis = "no-crisis-context"
)

// A Passage is the part of an article that answers one question.
type Passage = passage.Passage

// Passages cuts a at its headings, lists, tables and paragraphs, as passage.Cut
// does. Passages that came ready cut are returned as they are.
func (a Article) Passages() []Passage {
	passages, _ := a.cut()
	return passages
}

// cut returns a's passages, and how many of its blocks stood twice.
func (a Article) cut() ([]Passage, int) {
	if len(a.Precut) > 0 {
		return a.precut(), 0
	}
	passages, repeated := passage.Cut(a.Title, a.Text)
	for i := range passages {
		passages[i] = a.complete(passages[i])
	}
	return passages, repeated
}

// complete fills in what a passage has from its article.
func (a Article) complete(p Passage) Passage {
	p.Article, p.Published, p.Review, p.Language, p.Tags = a.Slug, a.Published, a.Review, a.Language, a.Tags
	if p.Source == "" {
		p.Source = a.Source
	}
	return p
}

// Contested returns the passages of a that are listed with a question of one
// before them and say something else, each with that question as its only one:
// who asks it gets one of the two by chance. The parts of a long section are no
// rivals.
func (a Article) Contested() []Passage { return search.Contested(a.Passages()) }

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

// decodePrecut is the reverse of encodePrecut; text is the article's.
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

package knowledge

import (
	"time"

	"pamphlet/knowledge/passage"
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
// Text is always the article revision's Text[Start:End].
type Passage struct {
	ID       int64    // never used again for another passage; 0 before saving
	External string   // the id a given passage came with, or ""
	Article  string   // the article's slug
	Revision int      // the article's revision, from 1
	Title    string   // the article's title
	Heading  []string // path of headings above it, outermost first
	// Questions are what it is listed with, as written: its heading, unless
	// that names only a part of the article, then other ways to ask.
	Questions  []string
	Start, End int
	Text       string

	// Part says which of the Parts of its section it is, from 1, in the order of
	// the text. Both are 0 for a passage that was given.
	Part, Parts int
	// Header is the row that names the columns of the table the passage goes on
	// with, or "": it is a line of the article, too.
	Header string
	Next   int64 // id of the part that follows, or 0

	Source    string
	Published time.Time
	Review    time.Time
	Language  string
	Tags      []string
}

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
	parts, repeated := passage.Cut(a.Title, a.Text)
	var found []Passage
	for _, p := range parts {
		found = append(found, a.complete(Passage{
			Title: a.Title, Heading: p.Heading, Questions: p.Questions, Source: p.Source,
			Start: p.Start, End: p.End, Text: p.Of(a.Text), Part: p.Part, Parts: p.Parts, Header: p.Header,
		}))
	}
	return found, repeated
}

// complete fills in what a passage has from its article.
func (a Article) complete(p Passage) Passage {
	p.Article, p.Published, p.Review, p.Language, p.Tags = a.Slug, a.Published, a.Review, a.Language, a.Tags
	if p.Source == "" {
		p.Source = a.Source
	}
	return p
}

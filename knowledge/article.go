package knowledge

import "time"

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
	Precut []Passage
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

// A Span is a byte range of a text: [Start, End).
type Span struct{ Start, End int }

// Of returns the part of text that s spans.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Empty reports whether s spans nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

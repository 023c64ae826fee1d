// Package passage cuts the canonical text of an article into passages. It knows
// text alone: no database, no guild. The package comment of knowledge describes
// canonical text.
package passage

import (
	"strings"
	"time"
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

	Source    string // the address that its section names, or its article's, or ""
	Published time.Time
	Review    time.Time
	Language  string
	Tags      []string
}

// Cut cuts the canonical text of an article with this title at its headings,
// lists, tables and paragraphs, so that one passage answers one question, reads on
// its own and can be quoted whole. A heading with no text under it gives none. A
// paragraph, list or table that stands twice is kept where it stands first; the
// heading above its repetition becomes another question there. repeated counts
// these. What a passage has from its article beside the title is left empty.
func Cut(title, text string) (passages []Passage, repeated int) {
	dedup := newBlockDedup(text)
	for _, s := range sections(title, blocks(text)) {
		questions := s.asked(title)
		alone, first := true, len(passages)
		for _, run := range dedup.without(s.blocks) {
			for _, span := range cut(text, run) {
				alone = false
				passages = append(passages, Passage{Title: title, Heading: s.path, Questions: questions, Source: s.source,
					Start: span.Start, End: span.End, Text: span.Of(text)})
			}
		}
		number(passages[first:], text, s.blocks)
		if alone {
			dedup.redirect(passages, s.blocks, questions)
		}
	}
	return passages, dedup.found
}

// number says of the parts of one section, with these blocks, which one each is.
func number(parts []Passage, text string, blocks []block) {
	for i := range parts {
		p := &parts[i]
		p.Part, p.Parts = i+1, len(parts)
		for _, b := range blocks {
			if b.kind == table && b.Start < p.Start && p.Start < b.End {
				p.Header, _, _ = strings.Cut(b.Of(text), "\n")
			}
		}
	}
}

// asked returns what a section is listed with: its heading as it is written,
// unless that names only a part of the article, then the other ways to ask.
func (s section) asked(title string) []string {
	var listed []string
	if n := len(s.path); n > 0 && !namesPart(s.path[n-1]) {
		listed = append(listed, strings.TrimSpace(s.path[n-1]))
	} else if n == 0 && strings.HasSuffix(title, "?") {
		listed = append(listed, title)
	}
	return appendNew(listed, s.questions)
}

// namesPart reports whether a heading names a part of the article and not a
// subject.
func namesPart(heading string) bool {
	switch strings.ToLower(strings.Trim(heading, ".:! ")) {
	case "", "introduction", "overview", "summary", "conclusion", "conclusions", "background", "abstract",
		"results", "discussion", "methods", "references", "notes", "more", "about", "faq", "questions",
		"frequently asked questions", "see also", "related", "sources", "disclaimer":
		return true
	}
	return false
}

// A Span is a byte range of a text: [Start, End).
type Span struct{ Start, End int }

// Of returns the part of text that s spans.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Empty reports whether s spans nothing.
func (s Span) Empty() bool { return s.End <= s.Start }

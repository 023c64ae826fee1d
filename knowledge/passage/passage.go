// Package passage cuts the canonical text of an article into passages. It knows
// text alone: no database, no guild. The package comment of knowledge describes
// canonical text.
package passage

import "strings"

// A Part is a passage of an article, as cutting makes it: a byte range of the
// article's text that answers one question.
type Part struct {
	Span
	Heading   []string // path of headings above it, outermost first
	Questions []string // what it is listed with: its heading, then other ways to ask
	Source    string   // the address that its section names, or ""

	// Part says which of the Parts of its section it is, from 1.
	Part, Parts int
	// Header is the row that names the columns of the table that the part goes on
	// with, or "".
	Header string
}

// Cut cuts the canonical text of an article with this title at its headings,
// lists, tables and paragraphs, so that one part answers one question, reads on
// its own and can be quoted whole. A heading with no text under it gives none. A
// paragraph, list or table that stands twice is kept where it stands first; the
// heading above its repetition becomes another question there. repeated counts
// these.
func Cut(title, text string) (parts []Part, repeated int) {
	dedup := newBlockDedup(text)
	for _, s := range sections(title, blocks(text)) {
		questions := s.asked(title)
		alone, first := true, len(parts)
		for _, run := range dedup.without(s.blocks) {
			for _, span := range cut(text, run) {
				alone = false
				parts = append(parts, Part{Span: span, Heading: s.path, Questions: questions, Source: s.source})
			}
		}
		number(text, parts[first:], s.blocks)
		if alone {
			dedup.redirect(parts, s.blocks, questions)
		}
	}
	return parts, dedup.found
}

// number says of the parts of one section, with these blocks, which one each is.
func number(text string, parts []Part, blocks []block) {
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

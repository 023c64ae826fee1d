package knowledge

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passages cuts a at its headings, lists, tables and paragraphs, so that one
// passage answers one question, reads on its own and can be quoted whole. A
// heading with no text under it gives none. A paragraph, list or table that
// stands twice is kept where it stands first; the heading above its twin
// becomes another question there.
//
// Given passages are returned as they are.
func (a Article) Passages() []Passage {
	passages, _ := a.cut()
	return passages
}

// cut returns a's passages, and how many of its blocks stood twice.
func (a Article) cut() ([]Passage, int) {
	if len(a.Given) > 0 {
		return a.given(), 0
	}
	all := sections(a.Title, blocks(a.Text))
	twins := newTwins(a.Text)
	var found []Passage
	for _, s := range all {
		questions := s.asked(a.Title)
		alone, first := true, len(found)
		for _, run := range twins.without(s.blocks) {
			for _, span := range cut(a.Text, run) {
				alone = false
				found = append(found, a.passage(s, questions, span))
			}
		}
		a.number(found[first:], s.blocks)
		if alone {
			twins.redirect(found, s.blocks, questions)
		}
	}
	return found, twins.found
}

// number says of the passages of one section, with these blocks, which part each
// is.
func (a Article) number(parts []Passage, blocks []block) {
	for i := range parts {
		p := &parts[i]
		p.Part, p.Parts = i+1, len(parts)
		for _, b := range blocks {
			if b.kind == table && b.Start < p.Start && p.Start < b.End {
				p.Header, _, _ = strings.Cut(b.Of(a.Text), "\n")
			}
		}
	}
}

func (a Article) given() []Passage {
	found := make([]Passage, len(a.Given))
	for i, p := range a.Given {
		if p.Title == "" {
			p.Title = a.Title
		}
		found[i] = a.complete(p)
	}
	return found
}

func (a Article) passage(s section, questions []string, span Span) Passage {
	return a.complete(Passage{
		Title: a.Title, Heading: s.path, Questions: questions, Source: s.source,
		Start: span.Start, End: span.End, Text: span.Of(a.Text),
	})
}

// complete fills in what a passage has from its article.
func (a Article) complete(p Passage) Passage {
	p.Article, p.Published, p.Review, p.Language, p.Tags = a.Slug, a.Published, a.Review, a.Language, a.Tags
	if p.Source == "" {
		p.Source = a.Source
	}
	return p
}

// asked returns the questions that a section answers: its heading if it is a
// question or can be made one, then the other ways to ask.
func (s section) asked(title string) []string {
	about := title
	if len(s.path) > 0 {
		about = s.path[len(s.path)-1]
	}
	var questions []string
	if q := asQuestion(about); q != "" && (len(s.path) > 0 || strings.HasSuffix(q, "?") && q == about) {
		questions = append(questions, q)
	}
	return append(questions, s.questions...)
}

// asQuestion turns a heading into a question, or returns "" for one that names
// a part of the article and not a subject.
func asQuestion(heading string) string {
	heading = strings.TrimSpace(heading)
	if strings.HasSuffix(heading, "?") {
		return heading
	}
	heading = strings.TrimRight(heading, ".:! ")
	switch strings.ToLower(heading) {
	case "", "introduction", "overview", "summary", "conclusion", "conclusions", "background", "abstract",
		"results", "discussion", "methods", "references", "notes", "more", "about", "faq", "questions",
		"frequently asked questions", "see also", "related", "sources", "disclaimer":
		return ""
	}
	return "What about " + lowerFirst(heading) + "?"
}

// lowerFirst puts the first letter of a heading in lower case, unless the
// heading is in title case or begins with an acronym.
func lowerFirst(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[size:])
	if unicode.IsUpper(second) {
		return s
	}
	for _, w := range strings.Fields(s)[1:] {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) {
			return s
		}
	}
	return string(unicode.ToLower(first)) + s[size:]
}

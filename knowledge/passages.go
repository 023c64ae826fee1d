package knowledge

import "strings"

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
	if len(a.Precut) > 0 {
		return a.precut(), 0
	}
	all := sections(a.Title, blocks(a.Text))
	twins := newBlockDedup(a.Text)
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

package knowledge

import "strings"

// Reword returns a with other words in the place of passage p, which must be
// one of a's. An empty text takes the passage out.
func (a Article) Reword(p Passage, text string) (Article, error) {
	if !a.holds(p) {
		return a, ErrNoPassage
	}
	text = strings.TrimSpace(text)
	return a.splice(Span{p.Start, p.End}, text, func(i int, g Passage) (Passage, bool) {
		if g.Start == p.Start && g.End == p.End {
			g.End, g.Text = g.Start+len(text), text
		}
		return g, text != ""
	}), nil
}

// AlsoAsked returns a in which passage p, one of a's, also answers question.
// Below no heading, the question becomes the passage's heading.
func (a Article) AlsoAsked(p Passage, question string) (Article, error) {
	question = strings.Join(strings.Fields(question), " ")
	if !a.holds(p) || question == "" {
		return a, ErrNoPassage
	}
	if len(a.Given) > 0 {
		return a.splice(Span{p.End, p.End}, "", func(_ int, g Passage) (Passage, bool) {
			if g.Start == p.Start && g.End == p.End {
				g.Questions = appendNew(g.Questions, []string{question})
			}
			return g, true
		}), nil
	}
	at, headed := a.belowHeading(p.Start)
	line := "\n? " + question
	if !headed {
		before := strings.TrimRight(a.Text[:p.Start], " \n")
		if before != "" {
			before += "\n\n"
		}
		a.Text = before + "## " + question + "\n\n" + a.Text[p.Start:]
		return a, nil
	}
	a.Text = a.Text[:at] + line + a.Text[at:]
	return a, nil
}

// holds reports whether p is a byte range of a.
func (a Article) holds(p Passage) bool {
	return 0 <= p.Start && p.Start < p.End && p.End <= len(a.Text) && a.Text[p.Start:p.End] == p.Text
}

// belowHeading returns where the next way to ask stands that belongs to the
// heading above a place in the text.
func (a Article) belowHeading(place int) (at int, ok bool) {
	open := false
	for _, b := range blocks(a.Text) {
		switch {
		case b.Start >= place:
			return at, ok
		case b.kind == heading:
			at, ok, open = b.End, true, true
		case b.kind == question && open:
			at = b.End
		default:
			open = false
		}
	}
	return at, ok
}

// splice puts text in the place of span, and moves given passages along. Each
// may be changed, or left out, by change; it is called before they move.
func (a Article) splice(span Span, text string, change func(int, Passage) (Passage, bool)) Article {
	grown := len(text) - (span.End - span.Start)
	a.Text = a.Text[:span.Start] + text + a.Text[span.End:]
	if len(a.Given) == 0 {
		a.Text = strings.TrimSpace(collapse(a.Text))
		return a
	}
	var given []Passage
	for i, g := range a.Given {
		after := g.Start >= span.End && span.End > span.Start
		mine := g.Start == span.Start && g.End == span.End
		g, keep := change(i, g)
		if mine && !keep {
			continue
		}
		if after {
			g.Start, g.End = g.Start+grown, g.End+grown
		}
		given = append(given, g)
	}
	a.Given = given
	return a
}

// collapse leaves one blank line where several stand.
func collapse(text string) string {
	for strings.Contains(text, "\n\n\n") {
		text = strings.ReplaceAll(text, "\n\n\n", "\n\n")
	}
	return text
}

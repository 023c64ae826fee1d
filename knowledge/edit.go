package knowledge

import (
	"slices"
	"strings"

	"pamphlet/knowledge/passage"
)

// Reword returns a with other words in the place of passage p, which must be
// one of a's. An empty text takes the passage out.
func (a Article) Reword(p Passage, text string) (Article, error) {
	if !a.holds(p) {
		return a, ErrNoPassage
	}
	text = strings.TrimSpace(text)
	return a.splice(passage.Span{Start: p.Start, End: p.End}, text, func(i int, g Passage) (Passage, bool) {
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
	if question == "" {
		return a, ErrNoPassage
	}
	return a.Asked(p, append(a.Ways(p), question))
}

// Ways lists the other ways to ask for passage p that a moderator can change:
// those that stand below its heading, or all of a given passage.
func (a Article) Ways(p Passage) []string {
	for _, g := range a.Precut {
		if g.Start == p.Start && g.End == p.End {
			return slices.Clone(g.Questions)
		}
	}
	var ways []string
	_, lines, _ := passage.Above(a.Text, p.Start)
	for _, line := range lines {
		ways = append(ways, line.Words)
	}
	return ways
}

// Asked returns a in which these are the other ways to ask for passage p, one
// of a's. All that stands below the same heading has them. Below no heading,
// the first becomes one.
func (a Article) Asked(p Passage, ways []string) (Article, error) {
	if !a.holds(p) {
		return a, ErrNoPassage
	}
	var tidied []string
	for _, way := range ways {
		if way = strings.Join(strings.Fields(way), " "); way != "" {
			tidied = appendNew(tidied, way)
		}
	}
	if len(a.Precut) > 0 {
		return a.splice(passage.Span{Start: p.End, End: p.End}, "", func(_ int, g Passage) (Passage, bool) {
			if g.Start == p.Start && g.End == p.End {
				g.Questions = tidied
			}
			return g, true
		}), nil
	}
	under, old, headed := passage.Above(a.Text, p.Start)
	if !headed {
		if len(tidied) == 0 {
			return a, nil
		}
		before := strings.TrimRight(a.Text[:p.Start], " \n")
		if before != "" {
			before += "\n\n"
		}
		a.Text = before + "## " + tidied[0] + asking(tidied[1:]) + "\n\n" + a.Text[p.Start:]
		return a, nil
	}
	text, last := a.Text[:under.End]+asking(tidied), under.End
	for _, line := range old {
		text, last = text+a.Text[last:line.Start-1], line.End
	}
	a.Text = passage.Collapse(text + a.Text[last:])
	return a, nil
}

// asking writes ways to ask as they stand below a heading.
func asking(ways []string) string {
	var out strings.Builder
	for _, way := range ways {
		out.WriteString("\n? " + way)
	}
	return out.String()
}

// holds reports whether p is a byte range of a.
func (a Article) holds(p Passage) bool {
	return 0 <= p.Start && p.Start < p.End && p.End <= len(a.Text) && a.Text[p.Start:p.End] == p.Text
}

// splice puts text in the place of span, and moves given passages along. Each
// may be changed, or left out, by change; it is called before they move.
func (a Article) splice(span passage.Span, text string, change func(int, Passage) (Passage, bool)) Article {
	grown := len(text) - (span.End - span.Start)
	a.Text = a.Text[:span.Start] + text + a.Text[span.End:]
	if len(a.Precut) == 0 {
		a.Text = strings.TrimSpace(passage.Collapse(a.Text))
		return a
	}
	var given []Passage
	for i, g := range a.Precut {
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
	a.Precut = given
	return a
}

// MergeArticles makes the change from was to mine over now: the text as Merge
// does, the rest field by field. What both changed is named in clashes.
func MergeArticles(was, mine, now Article) (merged Article, clashes []string) {
	merged = mine
	merged.Text, clashes = passage.Merge(was.Text, mine.Text, now.Text)
	field := func(name, was, mine, now string) string {
		switch {
		case mine == was:
			return now
		case now != was && now != mine:
			clashes = append(clashes, name)
		}
		return mine
	}
	merged.Title = field("title", was.Title, mine.Title, now.Title)
	merged.Source = field("source", was.Source, mine.Source, now.Source)
	merged.Language = field("language", was.Language, mine.Language, now.Language)
	merged.Published = parseDate(field("publication date", date(was.Published), date(mine.Published), date(now.Published)))
	merged.Review = parseDate(field("review date", date(was.Review), date(mine.Review), date(now.Review)))
	merged.Tags = strings.Fields(field("tags", strings.Join(was.Tags, " "), strings.Join(mine.Tags, " "), strings.Join(now.Tags, " ")))
	return merged, clashes
}

// appendNew appends s to list unless it is there.
func appendNew(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

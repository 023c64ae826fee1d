// Package draft holds what every reader of package source makes: a draft, which is
// a flat list of blocks and what the file says of itself. It takes out the lines
// that are not part of an article, finds its title and date, and writes it as
// canonical text.
package draft

import (
	"strings"
	"time"
	"unicode/utf8"

	"pamphlet/internal/source/prose"
	"pamphlet/knowledge"
)

// A Draft is what a reader found: blocks in order, and what the format itself
// says about the article.
type Draft struct {
	Blocks                  []Block
	Title, Source, Language string
	Slug                    string
	Published, Updated      time.Time
	Review                  time.Time
	Tags                    []string
	List                    bool // questions and answers: kept as they are
	Pasted                  bool // plain text, whose title is a line like any other
}

// maxHeadings bounds one article. A book has a few hundred; past this the file
// is a machine's output and every passage would be a line.
const maxHeadings = 5000

// Article makes the draft an article: it takes out what is not part of it,
// fills in what given or the text says, and writes the canonical text.
func (d Draft) Article(name string, given Options, report *Report) (knowledge.Article, error) {
	d.Blocks = Tidy(d.Blocks)
	if err := d.check(); err != nil {
		return knowledge.Article{}, err
	}
	if !d.List {
		d.Blocks = withoutBoilerplate(d.Blocks, report)
		d.readTop(given, report)
		d.Blocks = settleHeadings(d.Blocks, report)
	}
	d.Blocks = settleItems(settleMarks(Tidy(d.Blocks)))
	if headings := count(d.Blocks, Heading); headings > maxHeadings && !d.List {
		return knowledge.Article{}, Refusal(ErrHeadings, prose.Plural(headings, "heading"),
			"split it into files of at most 5,000 headings")
	}
	text := render(d.Blocks)
	if !strings.ContainsFunc(text, prose.IsWordRune) || len(d.Blocks) == count(d.Blocks, Heading) {
		return knowledge.Article{}, Empty()
	}
	a := knowledge.Article{
		Title:     prose.FirstOf(given.Title, d.Title, titleFromName(name)),
		Source:    prose.FirstOf(given.Source, d.Source),
		Language:  prose.FirstOf(given.Language, d.Language, prose.Language(text)),
		Published: prose.FirstDay(given.Published, d.Published, d.Updated),
		Review:    prose.FirstDay(given.Review, d.Review),
		Tags:      prose.Union(d.Tags, given.Tags),
		Text:      text,
	}
	a.Title = shortTitle(prose.Clean(a.Title))
	a.Slug, a.Identity = prose.Slug(prose.FirstOf(given.Slug, d.Slug, a.Title)), given.Identity
	if strings.HasSuffix(a.Identity, "#") {
		a.Identity += prose.Fold(a.Title)
	}
	if prose.FirstOf(given.Slug, d.Slug) != "" {
		a.Identity = knowledge.Named + a.Slug
	}
	return a, nil
}

// Tidy cleans the text of each block and drops those without any.
func Tidy(blocks []Block) []Block {
	tidied := make([]Block, 0, len(blocks))
	first := false // a list or table lost its first line
	for _, b := range blocks {
		if len(b.Parts) > 0 {
			between := " "
			if b.Kind == Code {
				between = "\n"
			}
			b.Text, b.Parts = strings.Join(append([]string{b.Text}, b.Parts...), between), nil
		}
		switch b.Kind {
		case Code: // as it is
			b.Text = strings.TrimRight(b.Text, "\n")
		case Item:
			b.Text = prose.CleanItem(b.Text)
		default:
			b.Text = prose.Clean(b.Text)
		}
		if b.Kind == Heading && utf8.RuneCountInString(b.Text) > MaxTitle {
			b.Kind = Paragraph
		}
		for i, c := range b.Cells {
			b.Cells[i] = prose.CleanCell(c, b.First)
		}
		if !strings.ContainsFunc(b.Words(), prose.IsWordRune) {
			first = first || b.First
			continue
		}
		if b.Kind == Item || b.Kind == Row {
			b.First = b.First || first
		}
		first = false
		tidied = append(tidied, itemsOf(b)...)
	}
	return tidied
}

// itemsOf parts an item at those of its lines that begin like an item: they are
// items below it.
func itemsOf(b Block) []Block {
	if b.Kind != Item || !strings.Contains(b.Text, "\n") {
		return []Block{b}
	}
	lines := strings.Split(b.Text, "\n")
	b.Text = lines[0]
	items := []Block{b}
	for _, l := range lines[1:] {
		if below, ok := ListItem(l); ok {
			below.Level = b.Level + 1
			items = append(items, below)
			continue
		}
		items[len(items)-1].Text += "\n" + l
	}
	return items
}

func count(blocks []Block, k kind) int {
	n := 0
	for _, b := range blocks {
		if b.Kind == k {
			n++
		}
	}
	return n
}

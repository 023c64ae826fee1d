package source

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"pamphlet/knowledge"
)

// A draft is what a reader found: blocks in order, and what the format itself
// says about the article.
type draft struct {
	blocks                  []block
	title, source, language string
	slug                    string
	published, updated      time.Time
	review                  time.Time
	tags                    []string
	list                    bool // questions and answers: kept as they are
}

// maxHeadings bounds one article. A book has a few hundred; past this the file
// is a machine's output and every passage would be a line.
const maxHeadings = 5000

// article makes the draft an article: it takes out what is not part of it,
// fills in what given or the text says, and writes the canonical text.
func (d draft) article(name string, given Options, report *Report) (knowledge.Article, error) {
	d.blocks = tidy(d.blocks)
	if err := d.check(); err != nil {
		return knowledge.Article{}, err
	}
	if !d.list {
		d.blocks = withoutFurniture(d.blocks, report)
		d.readTop(given, report)
		d.blocks = settleHeadings(d.blocks, report)
	}
	d.blocks = settleItems(settleMarks(tidy(d.blocks)))
	if headings := count(d.blocks, heading); headings > maxHeadings && !d.list {
		return knowledge.Article{}, refusal(ErrHeadings, plural(headings, "heading"),
			"split it into files of at most 5,000 headings")
	}
	text := render(d.blocks)
	if !strings.ContainsFunc(text, isWordRune) || len(d.blocks) == count(d.blocks, heading) {
		return knowledge.Article{}, errEmpty()
	}
	a := knowledge.Article{
		Title:     firstOf(given.Title, d.title, titleFromName(name)),
		Source:    firstOf(given.Source, d.source),
		Language:  firstOf(given.Language, d.language, languageOf(text)),
		Published: firstDay(given.Published, d.published, d.updated),
		Review:    firstDay(given.Review, d.review),
		Tags:      union(d.tags, given.Tags),
		Text:      text,
	}
	a.Title = shortTitle(clean(a.Title))
	a.Slug, a.Identity = Slug(firstOf(given.Slug, d.slug, a.Title)), given.Identity
	if strings.HasSuffix(a.Identity, "#") {
		a.Identity += fold(a.Title)
	}
	if firstOf(given.Slug, d.slug) != "" {
		a.Identity = knowledge.Named + a.Slug
	}
	return a, nil
}

// maxTitle is the longest title or heading in characters: what the title of a
// Discord embed may have.
const maxTitle = 256

// shortTitle cuts a title that is too long behind a word.
func shortTitle(title string) string {
	if utf8.RuneCountInString(title) <= maxTitle {
		return title
	}
	runes := []rune(title[:min(len(title), 4*maxTitle)])
	cut := string(runes[:min(len(runes), maxTitle-1)])
	if space := strings.LastIndexByte(cut, ' '); space > 0 {
		cut = cut[:space]
	}
	return strings.ToValidUTF8(cut, "") + "…"
}

// tidy cleans the text of each block and drops those without any.
func tidy(blocks []block) []block {
	tidied := make([]block, 0, len(blocks))
	first := false // a list or table lost its first line
	for _, b := range blocks {
		if len(b.parts) > 0 {
			between := " "
			if b.kind == code {
				between = "\n"
			}
			b.text, b.parts = strings.Join(append([]string{b.text}, b.parts...), between), nil
		}
		switch b.kind {
		case code: // as it is
			b.text = strings.TrimRight(b.text, "\n")
		case item:
			b.text = cleanItem(b.text)
		default:
			b.text = clean(b.text)
		}
		if b.kind == heading && utf8.RuneCountInString(b.text) > maxTitle {
			b.kind = paragraph
		}
		for i, c := range b.cells {
			b.cells[i] = cleanCell(c, b.first)
		}
		if !strings.ContainsFunc(b.words(), isWordRune) {
			first = first || b.first
			continue
		}
		if b.kind == item || b.kind == row {
			b.first = b.first || first
		}
		first = false
		tidied = append(tidied, itemsOf(b)...)
	}
	return tidied
}

// itemsOf parts an item at those of its lines that begin like an item: they are
// items below it.
func itemsOf(b block) []block {
	if b.kind != item || !strings.Contains(b.text, "\n") {
		return []block{b}
	}
	lines := strings.Split(b.text, "\n")
	b.text = lines[0]
	items := []block{b}
	for _, l := range lines[1:] {
		if below, ok := listItem(l); ok {
			below.level = b.level + 1
			items = append(items, below)
			continue
		}
		items[len(items)-1].text += "\n" + l
	}
	return items
}

// isWordRune reports whether r can be part of a word or is a symbol that says
// something by itself, such as an emoji.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.So, r)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

func firstDay(days ...time.Time) time.Time {
	for _, d := range days {
		if !d.IsZero() {
			return d
		}
	}
	return time.Time{}
}

func union(a, b []string) []string {
	var all []string
	for _, tag := range append(slices.Clone(a), b...) {
		if !slices.Contains(all, tag) && tag != "" {
			all = append(all, tag)
		}
	}
	return all
}

func count(blocks []block, k kind) int {
	n := 0
	for _, b := range blocks {
		if b.kind == k {
			n++
		}
	}
	return n
}

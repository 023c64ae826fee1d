package source

import (
	"net/url"
	"path/filepath"
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
func (d draft) article(name string, given Given, report *Report) (knowledge.Article, error) {
	d.blocks = tidy(d.blocks)
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
	a.Slug = Slug(firstOf(given.Slug, d.slug, a.Title))
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
	tidied := blocks[:0]
	first := false // a list or table lost its first line
	for _, b := range blocks {
		if len(b.parts) > 0 {
			b.text, b.parts = strings.Join(append([]string{b.text}, b.parts...), " "), nil
		}
		b.text = clean(b.text)
		if b.kind == heading && utf8.RuneCountInString(b.text) > maxTitle {
			b.kind = paragraph
		}
		for i, c := range b.cells {
			b.cells[i] = clean(c)
		}
		if !strings.ContainsFunc(b.words(), isWordRune) {
			first = first || b.first
			continue
		}
		if b.kind == item || b.kind == row {
			b.first = b.first || first
		}
		first = false
		tidied = append(tidied, b)
	}
	return tidied
}

// isWordRune reports whether r can be part of a word or is a symbol that says
// something by itself, such as an emoji.
func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.So, r)
}

// readTop takes title, date and source from the first blocks, and a date from
// the last ones, unless they are known; the lines that gave them leave.
func (d *draft) readTop(given Given, report *Report) {
	d.takeTitle(given, report)
	var kept []block
	for i, b := range d.blocks {
		edge := i < 8 || i >= len(d.blocks)-4
		if edge && (b.kind == paragraph || b.kind == heading || b.kind == item) && d.takeLine(b.text, i < 8, report) {
			continue
		}
		kept = append(kept, b)
	}
	d.blocks = kept
}

// takeTitle finds the title, and drops the lines that repeat it before the
// article begins.
func (d *draft) takeTitle(given Given, report *Report) {
	if d.title == "" {
		d.title = titleAmong(d.blocks)
	}
	title := fold(firstOf(given.Title, d.title))
	if title == "" {
		return
	}
	repeated, kept := 0, d.blocks[:0:0]
	begun := false
	for i, b := range d.blocks {
		same := !begun && i < 12 && (b.kind == paragraph || b.kind == heading) && (fold(b.text) == title || fold(b.text) == fold(d.title))
		if same && i+1 < len(d.blocks) && d.blocks[i+1].kind == question {
			same = false // it must stay above its other wordings
		}
		if same {
			if i+1 < len(d.blocks) && d.blocks[i+1].kind == link {
				d.source = firstOf(d.source, d.blocks[i+1].text)
			}
			if repeated++; repeated > 1 {
				report.leave(b.text, "the title again")
			}
			continue
		}
		begun = begun || b.kind == paragraph && words(b.text) > 20
		kept = append(kept, b)
	}
	d.blocks = kept
}

// titleAmong returns the text of the first heading of the first level, if
// nothing much stands above it, or of the first short line.
func titleAmong(blocks []block) string {
	for i, b := range blocks {
		if i == 8 || b.kind == paragraph && words(b.text) > 20 {
			break
		}
		if b.kind == heading && b.level == 1 {
			return b.text
		}
	}
	for i, b := range blocks {
		_, _, dated := dateLine(b.text)
		if i == 4 || b.kind != paragraph && b.kind != heading {
			break
		}
		if !dated && looksLikeHeading(b.text) {
			return b.text
		}
	}
	return ""
}

// takeLine reads a line that says when or where the article was published and
// reports whether it did.
func (d *draft) takeLine(line string, top bool, report *Report) bool {
	if found, published, ok := dateLine(line); ok && (top || !published) {
		switch {
		case found.ambiguous:
			report.note("The date %q could be read in two ways and was left unset; give it as 2023-12-31.", line)
		case published && d.published.IsZero():
			d.published = found.day
		case !published && d.updated.IsZero():
			d.updated = found.day
		}
		report.leave(line, "the date")
		return true
	}
	if label, address, ok := strings.Cut(line, ": "); ok && top && isSourceLabel(label) && isLink(strings.Trim(address, "<>")) {
		if d.source == "" {
			d.source = strings.Trim(address, "<>")
		}
		report.leave(line, "the source")
		return true
	}
	return false
}

func isSourceLabel(label string) bool {
	switch strings.ToLower(label) {
	case "source", "url", "link", "original", "from", "published at":
		return true
	}
	return false
}

// isLink reports whether text is an absolute web address and nothing else.
func isLink(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(text, " <>\"")
}

// titleFromName makes a title of a file's name: "side-effects.md" is
// "Side effects".
func titleFromName(name string) string {
	base := filepath.Base(name)
	base = strings.TrimSuffix(base, filepath.Ext(base))
	title := strings.TrimSpace(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return ' '
		}
		return r
	}, base))
	if title == "" || title == "." || title == "/" {
		return "Untitled"
	}
	r := []rune(title)
	return string(unicode.ToUpper(r[0])) + string(r[1:])
}

// fold makes two spellings of a title equal: case, punctuation and spaces.
func fold(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
	}), " ")
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

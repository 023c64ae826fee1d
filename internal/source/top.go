package source

import (
	"net/url"
	"path/filepath"
	"strings"
	"unicode"
)

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
	if found, ok := creditLine(line); ok && top {
		d.published = firstDay(d.published, found.day)
		report.leave(line, "byline")
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

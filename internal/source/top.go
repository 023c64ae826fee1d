package source

import (
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// readTop takes title, date and source from the first blocks, and a date from
// the last ones, unless they are known; the lines that gave them leave.
func (d *draft) readTop(given Options, report *Report) {
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
func (d *draft) takeTitle(given Options, report *Report) {
	if d.title == "" {
		d.title = titleAmong(d.blocks, report.Format == plainText)
	}
	title := fold(firstOf(given.Title, d.title))
	if title == "" {
		return
	}
	if fold(d.title) != title && given.Title != "" && d.title != "" && !comesAgain(d.blocks, d.title) {
		report.leave(d.title, "the title, for the one given")
	}
	repeated, kept := 0, d.blocks[:0:0]
	begun := false
	for i, b := range d.blocks {
		same := !begun && i < 12 && !b.again && (b.kind == paragraph || b.kind == heading) && (fold(b.text) == title || fold(b.text) == fold(d.title))
		if same && (i+1 < len(d.blocks) && d.blocks[i+1].kind == question || fold(b.text) != title && comesAgain(d.blocks, b.text)) {
			same = false // it stays above its other wordings, and above what is folded away
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

// comesAgain reports whether a heading stands again below a folded part.
func comesAgain(blocks []block, heading string) bool {
	return slices.ContainsFunc(blocks, func(b block) bool { return b.again && b.text == heading })
}

// titleAmong returns the text of the first heading of the first level, if
// nothing much stands above it. In pasted text, which has none, it may also be a
// line at the top that comes twice, or the one that stands over the text.
func titleAmong(blocks []block, pasted bool) string {
	for i, b := range blocks {
		if i == 8 || b.kind == paragraph && words(b.text) > 20 {
			break
		}
		if b.kind == heading && b.level == 1 {
			return b.text
		}
	}
	if !pasted {
		return ""
	}
	top := blocks[:min(len(blocks), 12)]
	seen := map[string]bool{}
	for _, b := range top {
		if askLabel.MatchString(b.text) {
			continue
		}
		if (b.kind == paragraph || b.kind == heading) && looksLikeHeading(b.text) && !statesFact(b.text) {
			if words(b.text) > 1 && seen[fold(b.text)] {
				return b.text
			}
			seen[fold(b.text)] = true
		}
	}
	for i, b := range top {
		_, _, dated := dateLine(b.text)
		switch {
		case i == 4 || b.kind != paragraph && b.kind != heading:
			return ""
		case dated || isBanner(b.text):
		case askLabel.MatchString(b.text) && strings.HasSuffix(b.text, "?"):
			return "" // the first of a list
		case looksLikeHeading(b.text) && !statesFact(b.text) && i+1 < len(blocks):
			return b.text
		default:
			return ""
		}
	}
	return ""
}

// banner matches the line that names a site and its part, as it stands over
// every page of it.
var banner = regexp.MustCompile(`(?i)^[^.?!]{1,60} [—–|·-] (?:the |our )?(?:official )?(?:blog|news|newsroom|home|homepage|home page|website)$`)

func isBanner(line string) bool { return banner.MatchString(line) }

// fact matches what a line says to be looked up, and no title has: a number to
// call or to type, a mail address, a command.
var fact = regexp.MustCompile(`\S@\S|\w\(\)| --?[a-z]|[=;{}<>$]|\w+: *\S*\d`)

var longNumber = regexp.MustCompile(`\d{3,}`)

// statesFact reports whether a short line tells something by itself, so that
// text would be lost if it became a title.
func statesFact(line string) bool {
	if strings.HasSuffix(line, "?") {
		return false
	}
	if fact.MatchString(line) {
		return true
	}
	for _, number := range longNumber.FindAllString(line, -1) {
		if year, err := strconv.Atoi(number); err != nil || year < 1900 || year > 2100 {
			return true
		}
	}
	return false
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

package markup

import (
	"cmp"
	"regexp"
	"strings"
)

var (
	wikiEmbed   = regexp.MustCompile(`!\[\[([^\[\]\n]+)\]\]`)
	wikiLink    = regexp.MustCompile(`\[\[([^\[\]|\s][^\[\]|\n]*?)(?:\\?\|([^\[\]\n]+))?\]\]`)
	wikiComment = regexp.MustCompile(`%%\s[^%\n]*\s%%`)
	wikiBlock   = regexp.MustCompile(`\s\^[A-Za-z][\w-]*$`)
)

// wiki reads the marks of notes that refer to each other: a link to another is
// its words, what is embedded and comments leave.
func (d *dialect) wiki(l string) string {
	leave := func(why string) func(string) string {
		return func(mark string) string {
			d.leave(mark, why)
			return ""
		}
	}
	if strings.Contains(l, "[[") {
		l = wikiEmbed.ReplaceAllStringFunc(l, leave("an embedded file"))
		l = wikiLink.ReplaceAllStringFunc(l, func(mark string) string {
			m := wikiLink.FindStringSubmatch(mark)
			d.leave(m[1], "link to another note")
			return cmp.Or(strings.TrimSpace(m[2]), m[1])
		})
	}
	if strings.Contains(l, "%%") {
		l = wikiComment.ReplaceAllStringFunc(l, leave("a comment"))
	}
	if strings.Contains(l, " ^") {
		l = wikiBlock.ReplaceAllString(l, "")
	}
	return l
}

// leaveCells reports the cells of a row that stand beyond the columns its table
// has: they are not shown.
func (d *dialect) leaveCells(row string) {
	cells := strings.Split(strings.ReplaceAll(strings.Trim(row, "|"), `\|`, "¦"), "|")
	if delimiterRow.MatchString(row) {
		d.columns = len(cells)
		return
	}
	if len(cells) > d.columns && !strings.Contains(row, "`") {
		d.leave(strings.Join(cells[d.columns:], " "), "a cell beyond the columns of its table")
	}
}

package markup

import (
	"regexp"
	"strings"
)

// The Markdown parser looks for the end of each mark it meets, so its time can
// grow with the square of a paragraph. A paragraph with many more marks than
// any article has is taken for plain text instead.
const (
	maxMarks  = 200  // of one paragraph: a hundred links
	tameBytes = 1024 // shorter paragraphs cost little whatever they hold
)

const marks = "[*_~<&`!"

var (
	// ownBlock matches a line that begins a block, whatever stands above.
	ownBlock = regexp.MustCompile(`^[ \t]*(?:[-*+] |#{1,6} |1[.)] |>)`)
	// delimiterRow matches the second line of a table.
	delimiterRow = regexp.MustCompile(`^[ \t|:-]*-[ \t|:-]*$`)
	// htmlBlock matches a line that begins HTML, in which no marks are looked for.
	htmlBlock = regexp.MustCompile(`^ {0,3}</?(?i:article|aside|blockquote|body|center|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|head|header|hr|html|li|main|nav|ol|p|section|summary|table|tbody|td|th|thead|tr|ul)[\s/>]`)
)

// NestedTooDeep reports whether a line of text opens more than 50 quotes and
// lists at once.
func NestedTooDeep(text string) bool {
	for l := range strings.Lines(text) {
		opened := 0
		for len(l) > 0 && opened <= 50 && strings.IndexByte("> \t-*+0123456789.)", l[0]) >= 0 {
			if strings.IndexByte(">-*+.)", l[0]) >= 0 {
				opened++
			}
			l = l[1:]
		}
		if opened > 50 && strings.Trim(l, "-*_ \t\n") != "" {
			return true
		}
	}
	return false
}

// Tame escapes the marks of paragraphs that have too many of them.
func Tame(text string) string {
	if strings.Count(text, "[")+strings.Count(text, "*")+strings.Count(text, "_")+strings.Count(text, "<")+
		strings.Count(text, "~")+strings.Count(text, "&")+strings.Count(text, "`") < maxMarks {
		return text
	}
	var tamed, piece strings.Builder
	lines, second := 0, ""
	end := func() {
		tamed.WriteString(tamePiece(piece.String(), delimiterRow.MatchString(second)))
		piece.Reset()
		lines, second = 0, ""
	}
	for l := range strings.Lines(text) {
		bare := strings.TrimRight(l, " \t\n")
		if bare == "" || ownBlock.MatchString(l) {
			end()
		}
		if lines++; lines == 2 {
			second = bare
		}
		piece.WriteString(l)
	}
	end()
	return tamed.String()
}

// tamePiece tames one paragraph, or each row of a table.
func tamePiece(piece string, table bool) string {
	if len(piece) < tameBytes || htmlBlock.MatchString(piece) {
		return piece
	}
	if table {
		var rows strings.Builder
		for l := range strings.Lines(piece) {
			rows.WriteString(tamePiece(l, false))
		}
		return rows.String()
	}
	if CountMarks(piece) <= maxMarks {
		return piece
	}
	var escaped strings.Builder
	for _, r := range piece {
		if r == '\\' || strings.ContainsRune(marks, r) {
			escaped.WriteByte('\\')
		}
		escaped.WriteRune(r)
	}
	return escaped.String()
}

// CountMarks returns how many letters of text may be marks of Markdown.
func CountMarks(text string) int {
	n := 0
	for i := range len(text) {
		if strings.IndexByte(marks, text[i]) >= 0 {
			n++
		}
	}
	return n
}

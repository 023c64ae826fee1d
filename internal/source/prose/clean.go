package prose

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns text as one line of canonical text: composed, one space
// between words, nothing invisible.
func Clean(text string) string {
	if isClean(text) {
		return text
	}
	var line strings.Builder
	line.Grow(len(text))
	space := false
	for _, r := range norm.NFC.String(text) {
		switch {
		case unicode.IsSpace(r):
			space = line.Len() > 0
		case Invisible(r):
		default:
			if space {
				line.WriteByte(' ')
				space = false
			}
			line.WriteRune(r)
		}
	}
	// What left may have kept two letters apart that compose.
	return norm.NFC.String(line.String())
}

// isClean reports whether text is a line of ASCII that needs no cleaning, as
// most lines of English are.
func isClean(text string) bool {
	space := true
	for i := range len(text) {
		b := text[i]
		if b < ' ' || b > '~' || b == ' ' && space {
			return false
		}
		space = b == ' '
	}
	return text == "" || !space
}

// CleanLines is clean for each line of text; line breaks stay.
func CleanLines(text string) string {
	if !strings.ContainsAny(text, "\n\r\u2028\u2029") {
		return Clean(text)
	}
	lines := strings.Split(UnixNewlines(text), "\n")
	for i, l := range lines {
		lines[i] = Clean(l)
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// CleanItem is CleanLines without empty lines.
func CleanItem(text string) string {
	if text = CleanLines(text); !strings.Contains(text, "\n\n") {
		return text
	}
	return strings.Join(slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return l == "" }), "\n")
}

// CleanCell is the text of a cell of a table as one line: its lines are told apart
// by a stroke, unless one goes on with the sentence of that above. The name of a
// column is broken where there is no room.
func CleanCell(text string, names bool) string {
	if names || !strings.ContainsAny(text, "\n\r\u2028\u2029") {
		return Clean(text)
	}
	lines := strings.Split(CleanLines(text), "\n")
	list := !slices.ContainsFunc(lines, func(l string) bool { return Words(l) > 3 || !unicode.IsLower(FirstLetter(l)) && l != "" })
	cell, above := "", ""
	for i, line := range lines {
		switch {
		case line == "":
			continue
		case cell == "":
		case strings.ContainsAny(cell[len(cell)-1:], ".,:;!?"), !list && lines[i-1] != "" && MidSentence(above, line):
			cell += " "
		default:
			cell += " / "
		}
		cell, above = cell+line, line
	}
	return cell
}

// UnixNewlines makes every line end the way canonical text does.
func UnixNewlines(text string) string { return newlines.Replace(text) }

var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n")

// Invisible reports whether r shows nothing and means nothing to a reader:
// control characters, soft hyphens, zero-width spaces, marks of writing
// direction and byte order. The two joiners that shape letters stay.
func Invisible(r rune) bool {
	switch {
	case r < 0x80:
		return r < ' ' || r == 0x7f
	case r == '\u200c', r == '\u200d':
		return false
	case r == '\u00ad', r == '\ufffd', r == '\ufeff':
		return true
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Co, r)
}

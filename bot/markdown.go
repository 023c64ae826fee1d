package bot

import (
	"regexp"
	"strings"
	"unicode"
)

// Escape writes plain text as Discord Markdown that shows just that text: no
// emphasis, heading, spoiler, link or mention in it acts. Visible undoes it.
func Escape(text string) string {
	var out strings.Builder
	out.Grow(len(text) + len(text)/16)
	for i := 0; i < len(text); i++ {
		if acts(text, i) {
			out.WriteByte('\\')
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// acts reports whether the sign at i could mean something to Discord.
func acts(text string, i int) bool {
	switch text[i] {
	case '\\', '*', '_', '~', '`', '|', '[', ']', '<', '>', '@', '#':
		return true
	case ':': // of a URL, which would become a link
		return strings.HasPrefix(text[i:], "://")
	case '-': // "-# " makes small print
		return strings.HasPrefix(text[i:], "-#")
	}
	return false
}

// Visible returns what a reader sees of Markdown that this package wrote: the
// text without escapes and without the asterisks of bold and italics, code as it
// is, links with their address in full. Channels and roles, whose names only
// Discord knows, are shown by their ids.
func Visible(markdown string) string {
	var out strings.Builder
	out.Grow(len(markdown))
	for i := 0; i < len(markdown); i++ {
		lineStart := i == 0 || markdown[i-1] == '\n'
		switch c := markdown[i]; {
		case c == '`' && lineStart && closing(markdown, i, lineEnd(markdown, i)) > 0:
			first, last := lineEnd(markdown, i)+1, closing(markdown, i, lineEnd(markdown, i))
			out.WriteString(markdown[first:max(strings.LastIndexByte(markdown[:last], '\n'), first)])
			i = last - 1
		case c == '[' && shownLink.MatchString(markdown[i:]):
			m := shownLink.FindStringSubmatch(markdown[i:])
			out.WriteString(Visible(m[1]) + " (" + strings.TrimPrefix(m[2], "mailto:") + ")")
			i += len(m[0]) - 1
		case c == '<' && shownAddress.MatchString(markdown[i:]):
			m := shownAddress.FindStringSubmatch(markdown[i:])
			out.WriteString(m[1])
			i += len(m[0]) - 1
		case c == '\\' && i+1 < len(markdown):
			i++
			out.WriteByte(markdown[i])
		case c == '*':
		case c == '<' && strings.HasPrefix(markdown[i:], "<#"), c == '<' && strings.HasPrefix(markdown[i:], "<@&"):
			id, _, _ := strings.Cut(markdown[i:], ">")
			i += len(id)
			out.WriteString(Visible(strings.Replace(id[1:], "@&", "@", 1)))
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

var (
	shownLink    = regexp.MustCompile(`^\[((?:[^\[\]\\\n]|\\.)*)\]\(((?:https?://|mailto:)[^\s()<>]+)\)`)
	shownAddress = regexp.MustCompile(`^<(https?://[^\s<>]+|\+\d+)>`)
)

// Bold writes plain text in bold. Bold in Markdown may not begin or end with a
// space, nor run over a blank line.
func Bold(text string) string {
	inner := strings.TrimSpace(text)
	if inner == "" {
		return Escape(text)
	}
	before, after, _ := strings.Cut(text, inner)
	return Escape(before) + "**" + Escape(inner) + "**" + Escape(after)
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

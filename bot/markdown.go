package bot

import (
	"strings"
	"unicode"

	"pamphlet/knowledge"
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
// text without escapes and without the asterisks of bold and italics. Channels
// and roles, whose names only Discord knows, are shown by their ids.
func Visible(markdown string) string {
	var out strings.Builder
	out.Grow(len(markdown))
	for i := 0; i < len(markdown); i++ {
		switch c := markdown[i]; {
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

// quote writes a passage word for word, with its best sentence in bold.
func quote(text string, best knowledge.Span) string {
	if best.Empty() || best.End > len(text) || strings.Contains(best.Of(text), "\n") {
		return Escape(text)
	}
	mark := bullet(best.Of(text)) // bold must not swallow a list's dash
	return Escape(text[:best.Start+mark]) + Bold(text[best.Start+mark:best.End]) + Escape(text[best.End:])
}

// bullet returns the length of the list mark that s begins with.
func bullet(s string) int {
	trimmed := strings.TrimLeft(s, " ")
	if strings.HasPrefix(trimmed, "- ") {
		return len(s) - len(trimmed) + 2
	}
	return 0
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

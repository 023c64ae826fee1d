package markup

import (
	"regexp"
	"strings"
)

var (
	// tagLine matches a line that begins and ends with tags of parts of a page.
	tagLine = regexp.MustCompile(`^ {0,3}</?(?:div|section|article|main|li|td|th|tr|ul|ol|details|summary|p|center|blockquote|figure|h[1-6])\b.*>\s*$`)
	// deepTag matches such a line indented like code.
	deepTag = regexp.MustCompile(`^(?:\t| {4,})\s*</?(?:div|section|article|main|li|ul|ol|details|summary|p|h[1-6])\b`)
)

// Loosen helps where people mix HTML and Markdown in ways that CommonMark reads
// otherwise than they mean. Words right below a line of tags would be HTML up to
// the next blank line, and tags that are indented would be code.
func Loosen(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	var loose strings.Builder
	above, fenced := false, false
	for l := range strings.Lines(text) {
		trimmed := strings.TrimSpace(l)
		if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			fenced = !fenced
		}
		switch {
		case fenced:
		case deepTag.MatchString(l):
			l = trimmed + "\n"
		case above && trimmed != "" && !strings.HasPrefix(trimmed, "<") && Indent(l) < 4:
			loose.WriteByte('\n')
		}
		above = !fenced && tagLine.MatchString(strings.TrimRight(l, "\n"))
		loose.WriteString(l)
	}
	return loose.String()
}

package markup

import (
	"regexp"
	"strings"
)

var (
	rstDirective = regexp.MustCompile(`^(\s*)\.\. ([\w-]+)::\s*(.*)$`)
	rstComment   = regexp.MustCompile(`^\s*\.\.(?:\s.*)?$`)
	rstLink      = regexp.MustCompile("`([^`<]+?)\\s*<([^`>]+)>`__?")
	rstRole      = regexp.MustCompile(":[\\w:+-]+:`(?:([^`<]+?)\\s*<[^`>]*>|~?([^`]+))`")
	rstLiteral   = regexp.MustCompile("``([^`]+)``")
	rstOption    = regexp.MustCompile(`^\s+:[\w-]+:`)
	rstField     = regexp.MustCompile("^:(\\w[^:`]*):\\s+")
	rstSuper     = regexp.MustCompile("(\\w)(?:\\\\ )?:sup(?:erscript)?:(`[+-]?\\d{1,3}`)")
	rstEscape    = regexp.MustCompile(`\\ `)
	rstBorder    = regexp.MustCompile(`^\+[-=+]+\+$`)
)

// underlined returns the sign that a line of signs consists of, or "".
func underlined(line string) string {
	if len(line) < 2 || !strings.Contains("=-~^\"'`#*+.:_", line[:1]) || strings.Trim(line, line[:1]) != "" {
		return ""
	}
	return line[:1]
}

// autoNumber matches the mark of an item that is numbered by its place.
var autoNumber = regexp.MustCompile(`(?m)^( *)#\. `)

// FromRST writes reStructuredText as Markdown: headings by their underlines,
// notes by their names, code, grid tables and links. Directives that are none of
// these leave and are reported.
func FromRST(text string, leave Leave) string {
	lines := rstNames(strings.Split(autoNumber.ReplaceAllString(text, "${1}1. "), "\n"))
	var out []string
	levels := map[string]int{}
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		line := strings.TrimRight(l, " ")
		next := ""
		if i+1 < len(lines) {
			next = strings.TrimRight(lines[i+1], " ")
		}
		over := underlined(line)
		switch {
		case over != "" && i+2 < len(lines) && underlined(strings.TrimRight(lines[i+2], " ")) == over && strings.TrimSpace(next) != "":
			out = append(out, "", hashes(levels, over+over)+strings.TrimSpace(next), "")
			i += 2
		case line != "" && over == "" && underlined(next) != "" && len(next) >= len(line) && Indent(line) == 0 && !rstBorder.MatchString(next):
			out = append(out, "", hashes(levels, underlined(next))+line, "")
			i++
		case rstDirective.MatchString(line):
			m := rstDirective.FindStringSubmatch(line)
			body, last := indentedBelow(lines, i+1, len(m[1]))
			out = append(out, rstBlock(m[2], m[3], body, leave)...)
			i = last
		case strings.TrimSpace(line) == ".." && next == "":
			// nothing, which ends what stands above
		case rstComment.MatchString(line):
			body, last := indentedBelow(lines, i+1, Indent(line))
			leave(strings.TrimLeft(line, ". ")+" "+strings.Join(body, " "), "a comment")
			i = last
		case rstSimple.MatchString(line) && strings.Contains(line, " "):
			rows, last := rstTable(lines, i)
			out = append(append(append(out, ""), rows...), "")
			i = last
		case strings.HasPrefix(line, "| "): // a line that ends where it ends
			out = append(out, rstInline(line[2:])+"<br>")
		case rstBorder.MatchString(strings.TrimSpace(line)):
			if !strings.HasPrefix(strings.TrimSpace(next), "|") {
				continue
			}
			rows, last := rstGrid(lines, i)
			out = append(append(append(out, ""), rows...), "")
			i = last
		case rstField.MatchString(line): // fields have a line each
			out = append(out, rstField.ReplaceAllString(rstInline(line), "$1: ")+"<br>")
		case strings.HasSuffix(line, "::") && Indent(line) == 0:
			body, last := indentedBelow(lines, i+1, 0)
			if said := strings.TrimSuffix(line, "::"); said != "" {
				out = append(out, rstInline(said)+":")
			}
			out = append(append(append(out, "", "```"), body...), "```", "")
			i = last
		default:
			out = append(out, rstInline(line))
		}
	}
	return strings.Join(out, "\n")
}

// hashes returns the mark of a heading with this underline: its level is when
// the underline was first met.
func hashes(levels map[string]int, underline string) string {
	if levels[underline] == 0 {
		levels[underline] = len(levels) + 1
	}
	return strings.Repeat("#", min(levels[underline], 6)) + " "
}

// indentedBelow returns the lines from i on that are indented more than by
// indent, without that, and the last of their places.
func indentedBelow(lines []string, i, indent int) (body []string, last int) {
	last = i - 1
	width := 0
	for ; i < len(lines); i++ {
		l := lines[i]
		if strings.TrimSpace(l) == "" {
			body = append(body, "")
			continue
		}
		if Indent(l) <= indent {
			break
		}
		if width == 0 {
			width = Indent(l)
		}
		body = append(body, l[min(width, len(l)-len(strings.TrimLeft(l, " "))):])
		last = i
	}
	for len(body) > 0 && body[len(body)-1] == "" {
		body = body[:len(body)-1]
	}
	for len(body) > 0 && body[0] == "" {
		body = body[1:]
	}
	return body, last
}

// rstBlock writes a directive as Markdown.
func rstBlock(name, argument string, body []string, leave Leave) []string {
	var options []string
	for len(body) > 0 && rstOption.MatchString(" "+body[0]) {
		options, body = append(options, body[0]), body[1:]
	}
	switch name {
	case "note", "tip", "warning", "important", "caution", "danger", "hint", "attention", "error", "seealso", "admonition":
		title := label(name, "")
		if name == "admonition" {
			title, argument = label(name, argument), ""
		}
		out := []string{"", title, ""}
		if argument != "" {
			out = append(out, rstInline(argument), "")
		}
		return append(append(out, strings.Split(FromRST(strings.Join(body, "\n"), leave), "\n")...), "")
	case "code-block", "code", "sourcecode", "parsed-literal", "highlight", "literalinclude":
		if len(body) == 0 {
			leave(".. "+name+":: "+argument, "a directive")
			return nil
		}
		return append(append([]string{"", "```" + argument}, body...), "```", "")
	case "image", "figure":
		for _, o := range options {
			if said, ok := strings.CutPrefix(strings.TrimSpace(o), ":alt:"); ok {
				return append([]string{"", "![" + strings.TrimSpace(said) + "](" + argument + ")", ""}, body...)
			}
		}
		leave(argument, "a picture")
		return body
	case "csv-table":
		return rstCSV(argument, options, body)
	case "contents", "toctree", "index", "meta", "include", "raw", "only", "currentmodule", "highlightlang":
		leave(".. "+name+":: "+argument, "a directive")
		return nil
	}
	out := []string{""}
	if argument != "" {
		out = append(out, rstInline(argument), "")
	}
	return append(append(out, strings.Split(FromRST(strings.Join(body, "\n"), leave), "\n")...), "")
}

func rstInline(line string) string {
	line = rstSuper.ReplaceAllString(line, "$1^:sup:$2")
	line = rstEscape.ReplaceAllString(line, "") // parts a mark from the letters beside it
	line = rstLink.ReplaceAllString(line, "[$1]($2)")
	line = rstRole.ReplaceAllString(line, "$1$2")
	return rstLiteral.ReplaceAllString(line, "`$1`")
}

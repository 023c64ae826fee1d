package source

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

// fromRST writes reStructuredText as Markdown: headings by their underlines,
// notes by their names, code, grid tables and links. Directives that are none of
// these leave and are reported.
func fromRST(text string, report *Report) string {
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
		case line != "" && over == "" && underlined(next) != "" && len(next) >= len(line) && indentOf(line) == 0 && !rstBorder.MatchString(next):
			out = append(out, "", hashes(levels, underlined(next))+line, "")
			i++
		case rstDirective.MatchString(line):
			m := rstDirective.FindStringSubmatch(line)
			body, last := indentedBelow(lines, i+1, len(m[1]))
			out = append(out, rstBlock(m[2], m[3], body, report)...)
			i = last
		case rstComment.MatchString(line):
			body, last := indentedBelow(lines, i+1, indentOf(line))
			report.leave(strings.TrimLeft(line, ". ")+" "+strings.Join(body, " "), "a comment")
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
			for i++; i < len(lines) && strings.TrimSpace(lines[i]) != ""; i++ {
				row := strings.TrimSpace(lines[i])
				if rstBorder.MatchString(row) {
					if strings.Contains(row, "=") {
						out = append(out, strings.NewReplacer("+", "|", "=", "-").Replace(row))
					}
					continue
				}
				out = append(out, rstInline(row))
			}
			out = append(out, "")
		case strings.HasSuffix(line, "::") && indentOf(line) == 0:
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
		if indentOf(l) <= indent {
			break
		}
		if width == 0 {
			width = indentOf(l)
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
func rstBlock(name, argument string, body []string, report *Report) []string {
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
		return append(append(out, strings.Split(fromRST(strings.Join(body, "\n"), report), "\n")...), "")
	case "code-block", "code", "sourcecode", "parsed-literal", "highlight", "literalinclude":
		if len(body) == 0 {
			report.leave(".. "+name+":: "+argument, "a directive")
			return nil
		}
		return append(append([]string{"", "```" + argument}, body...), "```", "")
	case "image", "figure":
		report.leave(argument, "a picture")
		return body
	case "csv-table":
		return rstCSV(argument, options, body)
	case "contents", "toctree", "index", "meta", "include", "raw", "only", "currentmodule", "highlightlang":
		report.leave(".. "+name+":: "+argument, "a directive")
		return nil
	}
	out := []string{""}
	if argument != "" {
		out = append(out, rstInline(argument), "")
	}
	return append(append(out, strings.Split(fromRST(strings.Join(body, "\n"), report), "\n")...), "")
}

func rstInline(line string) string {
	line = rstLink.ReplaceAllString(line, "[$1]($2)")
	line = rstRole.ReplaceAllString(line, "$1$2")
	return rstLiteral.ReplaceAllString(line, "`$1`")
}

var (
	adocHeading   = regexp.MustCompile(`^(={1,6})\s+(\S.*)$`)
	adocAttribute = regexp.MustCompile(`^:[\w-]+!?:`)
	adocLabel     = regexp.MustCompile(`^(NOTE|TIP|WARNING|IMPORTANT|CAUTION):\s+`)
	adocBlockName = regexp.MustCompile(`^\[([^\]]*)\]$`)
	adocTerm      = regexp.MustCompile(`^(\S.*?)::+(?:\s+(.*))?$`)
	adocLink      = regexp.MustCompile(`(?:link:)?(https?://[^\s\[\]]+|mailto:[^\s\[\]]+)\[([^\]]*)\]`)
	adocRef       = regexp.MustCompile(`<<[^,>]+(?:,\s*([^>]+))?>>`)
	adocTick      = regexp.MustCompile("[`+]{1,2}([^`+\\s][^`+]*)[`+]{1,2}")
	adocListItem  = regexp.MustCompile(`^(\*{1,5}|\.{1,5}|-)\s+(\S.*)$`)
)

// fromAsciiDoc writes AsciiDoc as Markdown: headings, lists, questions, notes,
// code, tables and links.
func fromAsciiDoc(text string, report *Report) string {
	var out []string
	lines := strings.Split(text, "\n")
	language, questions := "", false
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " ")
		switch {
		case adocHeading.MatchString(line):
			m := adocHeading.FindStringSubmatch(line)
			out = append(out, "", strings.Repeat("#", len(m[1]))+" "+adocInline(m[2]), "")
			questions = false
		case adocAttribute.MatchString(line), strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "////"):
			report.leave(line, "a setting or comment")
		case strings.HasPrefix(line, "include::"), strings.HasPrefix(line, "image::"), strings.HasPrefix(line, "toc::"):
			report.leave(line, "a directive")
		case line == "----" || line == "....":
			body, last := upTo(lines, i+1, line)
			out = append(append(append(out, "", "```"+language), body...), "```", "")
			i, language = last, ""
		case strings.HasPrefix(line, "|==="):
			body, last := upTo(lines, i+1, line)
			out = append(append(append(out, ""), adocTable(body)...), "")
			i = last
		case line == "====" || line == "****" || line == "____" || line == "--" || line == "+":
			out = append(out, "")
		case adocBlockName.MatchString(line):
			name := adocBlockName.FindStringSubmatch(line)[1]
			questions = questions || strings.HasPrefix(name, "qanda")
			if _, code, ok := strings.Cut(name, "source,"); ok {
				language, _, _ = strings.Cut(strings.TrimSpace(code), ",")
			}
			switch kind := strings.ToLower(name); kind {
			case "note", "tip", "warning", "important", "caution":
				out = append(out, "", label(kind, ""), "")
			}
		case adocLabel.MatchString(line):
			m := adocLabel.FindStringSubmatch(line)
			out = append(out, label(m[1], "")+" "+adocInline(line[len(m[0]):]))
		case adocListItem.MatchString(line):
			m := adocListItem.FindStringSubmatch(line)
			mark := "- "
			if m[1][0] == '.' {
				mark = "1. "
			}
			out = append(out, strings.Repeat("   ", len(m[1])-1)+mark+adocInline(m[2]))
		case adocTerm.MatchString(line) && !strings.Contains(line, "://"):
			m := adocTerm.FindStringSubmatch(line)
			meaning := m[2]
			if meaning == "" && i+1 < len(lines) {
				i++
				meaning = strings.TrimSpace(lines[i])
			}
			if questions || strings.HasSuffix(m[1], "?") {
				out = append(out, "", "### "+adocInline(m[1]), "", adocInline(meaning), "")
			} else {
				out = append(out, "- "+adocInline(m[1])+": "+adocInline(meaning))
			}
		case strings.HasPrefix(line, ".") && len(line) > 1 && line[1] != '.' && line[1] != ' ':
			out = append(out, "", adocInline(line[1:])+":", "")
		default:
			out = append(out, adocInline(line))
		}
	}
	return strings.Join(out, "\n")
}

// upTo returns the lines from i on before one that is end, and its place.
func upTo(lines []string, i int, end string) (body []string, last int) {
	for ; i < len(lines) && strings.TrimRight(lines[i], " ") != end; i++ {
		body = append(body, lines[i])
	}
	return body, i
}

// adocTable writes the lines of a table as rows. Its first line with several
// cells says how many columns there are.
func adocTable(lines []string) []string {
	var cells []string
	columns := 0
	for _, l := range lines {
		parts := strings.Split(l, "|")
		if !strings.Contains(l, "|") {
			if strings.TrimSpace(l) != "" && len(cells) > 0 {
				cells[len(cells)-1] += " " + strings.TrimSpace(l)
			}
			continue
		}
		if columns == 0 {
			columns = len(parts) - 1
		}
		for _, c := range parts[1:] {
			cells = append(cells, adocInline(strings.TrimSpace(c)))
		}
	}
	var rows []string
	for i := 0; i < len(cells); i += max(columns, 1) {
		rows = append(rows, "| "+strings.Join(cells[i:min(i+max(columns, 1), len(cells))], " | ")+" |")
		if i == 0 {
			rows = append(rows, "|"+strings.Repeat(" --- |", columns))
		}
	}
	return rows
}

var (
	adocStruck = regexp.MustCompile(`\[(?:\.)?(?:line-through|strike)\]#+([^#]+)#+`)
	adocRole   = regexp.MustCompile(`\[[.\w\s-]+\]#+([^#\n]+)#+`)
	adocMarked = regexp.MustCompile(`(^|[\s(])#([^#\s][^#\n]*)#`)
	adocNote   = regexp.MustCompile(`\s*footnote:[\w-]*\[([^\]]+)\]`)
	adocXref   = regexp.MustCompile(`xref:[^\s\[\]]+\[([^\]]*)\]`)
	adocImage  = regexp.MustCompile(`(?:image|icon|kbd|btn|menu):{1,2}([^\s\[\]]*)\[([^\]]*)\]`)
)

// adocMacros reads the marks within a line that have a name.
func adocMacros(line string) string {
	if strings.Contains(line, "#") {
		line = adocStruck.ReplaceAllString(line, "~~$1~~")
		line = adocMarked.ReplaceAllString(adocRole.ReplaceAllString(line, "$1"), "$1$2")
	}
	if strings.Contains(line, "[") {
		line = adocNote.ReplaceAllStringFunc(line, func(note string) string {
			return " (" + strings.TrimRight(adocNote.FindStringSubmatch(note)[1], ".") + ")"
		})
		line = adocXref.ReplaceAllString(line, "$1")
		line = adocImage.ReplaceAllStringFunc(line, func(macro string) string {
			m := adocImage.FindStringSubmatch(macro)
			if strings.HasPrefix(macro, "image") || strings.HasPrefix(macro, "icon") {
				return "![" + m[2] + "](" + m[1] + ")"
			}
			return strings.TrimSpace(m[1] + " " + m[2])
		})
	}
	if words, ok := strings.CutSuffix(line, " +"); ok {
		line = words + "<br>"
	}
	return line
}

func adocInline(line string) string {
	line = adocMacros(line)
	line = adocLink.ReplaceAllStringFunc(line, func(link string) string {
		m := adocLink.FindStringSubmatch(link)
		words, _, _ := strings.Cut(m[2], ",")
		if words = strings.TrimRight(words, "^"); words == "" {
			return "<" + m[1] + ">"
		}
		return "[" + words + "](" + m[1] + ")"
	})
	line = adocRef.ReplaceAllString(line, "$1")
	return adocTick.ReplaceAllString(line, "`$1`")
}

package markup

import (
	"regexp"
	"strings"
)

var (
	adocHeading   = regexp.MustCompile(`^(={1,6})\s+(\S.*)$`)
	adocAttribute = regexp.MustCompile(`^:[\w-]+!?:`)
	adocLabel     = regexp.MustCompile(`^(NOTE|TIP|WARNING|IMPORTANT|CAUTION):\s+`)
	adocBlockName = regexp.MustCompile(`^\[([^\]]*)\]$`)
	adocTerm      = regexp.MustCompile(`^(\S.*?)::+(?:\s+(.*))?$`)
	adocLink      = regexp.MustCompile(`(?:link:)?(https?://[^\s\[\]]+|(?:mailto|tel):[^\s\[\]]+)\[([^\]]*)\]|link:([^\s\[\]]+)\[([^\]]*)\]`)
	adocRef       = regexp.MustCompile(`<<[^,>]+(?:,\s*([^>]+))?>>`)
	adocTick      = regexp.MustCompile("[`+]{1,2}([^`+\\s][^`+]*)[`+]{1,2}")
	adocListItem  = regexp.MustCompile(`^(\*{1,5}|\.{1,5}|-)\s+(\S.*)$`)
)

// FromAsciiDoc writes AsciiDoc as Markdown: headings, lists, questions, notes,
// code, tables and links.
func FromAsciiDoc(text string, leave Leave) string {
	var out []string
	lines := strings.Split(text, "\n")
	language, questions := "", false
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " ")
		for adocOpen.MatchString(line) && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
			i++ // a note of several lines
			line += " " + strings.TrimSpace(lines[i])
		}
		switch {
		case adocHeading.MatchString(line):
			m := adocHeading.FindStringSubmatch(line)
			out = append(out, "", strings.Repeat("#", len(m[1]))+" "+adocInline(m[2]), "")
			questions = false
		case adocAttribute.MatchString(line), strings.HasPrefix(line, "//") && !strings.HasPrefix(line, "////"):
			leave(line, "a setting or comment")
		case strings.HasPrefix(line, "include::"), strings.HasPrefix(line, "image::") && strings.HasSuffix(line, "[]"), strings.HasPrefix(line, "toc::"):
			leave(line, "a directive")
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
	adocStruck = regexp.MustCompile(`\[(?:\.)?(?:line-through|strike)\](?:#+([^#]+)#+|\*+([^*]+)\*+|_+([^_]+)_+)`)
	adocRole   = regexp.MustCompile(`\[[.\w\s-]+\]#+([^#\n]+)#+`)
	adocMarked = regexp.MustCompile(`(^|[\s(])#([^#\s][^#\n]*)#`)
	adocNote   = regexp.MustCompile(`\s*footnote:[\w-]*\[([^\]]+)\]`)
	adocOpen   = regexp.MustCompile(`footnote:[\w-]*\[[^\]]*$`)
	adocXref   = regexp.MustCompile(`xref:[^\s\[\]]+\[([^\]]*)\]`)
	adocImage  = regexp.MustCompile(`(?:image|icon|kbd|btn|menu):{1,2}([^\s\[\]]*)\[([^\]]*)\]`)
)

// adocMacros reads the marks within a line that have a name.
func adocMacros(line string) string {
	line = adocStruck.ReplaceAllString(line, "~~$1$2$3~~")
	if strings.Contains(line, "#") {
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
		target := m[1] + m[3]
		words, _, _ := strings.Cut(m[2]+m[4], ",")
		switch words = strings.TrimRight(words, "^"); {
		case words == "" && m[3] != "":
			return "[" + target + "](" + target + ")"
		case words == "":
			return "<" + target + ">"
		}
		return "[" + words + "](" + target + ")"
	})
	line = adocRef.ReplaceAllString(line, "$1")
	return adocTick.ReplaceAllString(line, "`$1`")
}

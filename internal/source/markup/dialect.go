package markup

import (
	"regexp"
	"strings"
)

// Plain writes what documentation sites add to Markdown as Markdown:
// admonitions, tabs, folded parts, footnotes, definitions, anchors. Lines that
// only load a program leave and are reported. Code stays as it is.
func Plain(text string, leave Leave) string {
	d := dialect{leave: leave, notes: map[string]string{}, referred: map[string]bool{}}
	lines := strings.Split(shortcodes(text, leave), "\n")
	d.gatherNotes(lines)
	var code fence
	for i, l := range lines {
		trimmed := strings.TrimSpace(l)
		outside := code.open == ""
		switch {
		case !code.holds(trimmed):
			d.line(l, trimmed, i, lines)
		case outside:
			d.fenced(d.dedented(l), trimmed)
		default:
			d.put(d.dedented(l))
		}
	}
	return strings.Join(d.out, "\n")
}

// A fence follows which lines are code between two lines of marks.
type fence struct{ open string }

// holds reports whether a line is code, or a line of marks around it.
func (f *fence) holds(trimmed string) bool {
	mark := fenceOf(trimmed)
	switch {
	case f.open == "":
		f.open = mark
		return mark != ""
	case strings.HasPrefix(mark, f.open) && strings.Trim(trimmed, mark[:1]) == "":
		f.open = ""
	}
	return true
}

// codeTitle matches the name of a block of code behind its language: title="a.sh",
// filename="a.sh" or [a.sh].
var codeTitle = regexp.MustCompile("^([`~]{3,})\\s*([\\w+#.-]*)[^`]*?(?:\\s(?:title|filename|name)=[\"']?([^\"'\\s][^\"']*?)[\"']?(?:\\s.*)?|\\[([^\\]]+)\\]\\s*)$")

// codeRange matches the lines that a block of code marks, behind its language.
var codeRange = regexp.MustCompile("^([`~]{3,}\\s*[\\w+#.-]+)\\{[\\d,-]*\\}")

// fenced writes the line that begins code, its name over it.
func (d *dialect) fenced(l, trimmed string) {
	if m := codeTitle.FindStringSubmatch(trimmed); m != nil {
		indent := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
		d.put("", indent+overPart(m[3], m[4]), "")
		l = indent + m[1] + m[2]
	}
	indent := l[:len(l)-len(strings.TrimLeft(l, " \t"))]
	d.put(indent + codeRange.ReplaceAllString(l[len(indent):], "$1"))
}

// fenceOf returns the marks a line of code begins or ends with, or "".
func fenceOf(trimmed string) string {
	for _, mark := range []string{"`", "~"} {
		if n := len(trimmed) - len(strings.TrimLeft(trimmed, mark)); n >= 3 {
			return trimmed[:n]
		}
	}
	return ""
}

// A dialect is the state of reading lines.
type dialect struct {
	out      []string
	leave    Leave
	notes    map[string]string // footnotes by name
	indent   int               // of the admonition that is open, by its indented lines
	referred map[string]bool   // whether a footnote is referred to
	repeats  Repeats           // of footnotes
	inNote   bool              // such an admonition is open
	folds    bool              // it asks a question and is folded away
	inTabs   int               // open tabs, whose lines may be indented
	js       bool              // a statement of a program goes on
	inFoot   bool              // lines of a footnote go on
	columns  int               // of the table being read
	inTable  bool              // below the line that parts a table from its header
}

var (
	importLine  = regexp.MustCompile(`^(?:import\s+(?:[\w{*][^;]*?\s+from\s+)?['"][^'"]+['"];?|export\s+(?:const|default|function|let|var)\b.*)$`)
	colonsOpen  = regexp.MustCompile(`^:{3,}\s*\{?(\w[\w-]*)\}?\s*(?:\[([^\]]*)\]|(.*))$`)
	colonsClose = regexp.MustCompile(`^:{3,}$`)
	marksOpen   = regexp.MustCompile(`^(\s*)(?:\?\?\?\+?|!!!)\s+([\w-]+)(?:\s+[\w-]+)*(?:\s+"([^"]*)")?\s*$`)
	tabsOpen    = regexp.MustCompile(`^(\s*)===\+?\s+"([^"]+)"\s*$`)
	alertLine   = regexp.MustCompile(`^(\s*>\s*)\[!(\w+)\][+-]?\s*(.*)$`)
	// plainContainer matches containers that only lay out what they hold.
	plainContainer = regexp.MustCompile(`^(?:code-group|tabs?|tab-set|steps?|raw|v-pre|left|center|right|row|col|columns?|grid|cards?|container)$`)
	anchorMark     = regexp.MustCompile(`\s*\{(?:#[\w:.-]+)?(?:\s*[.#][\w:.-]+)*(?:\s+[\w-]+=[^}]*)?\}\s*$`)
	abbreviation   = regexp.MustCompile(`^\*\[[^\]]+\]:\s`)
	contents       = regexp.MustCompile(`^\[\[?_?(?i:toc)_?\]?\]$`)
	mdxComment     = regexp.MustCompile(`\{/\*.*?\*/\}`)
	snippetLine    = regexp.MustCompile(`^;?-{2,}8<-{2,}`)
	noteLine       = regexp.MustCompile(`^\[\^([^\]\s]+)\]:\s*(.*)$`)
	noteMark       = regexp.MustCompile(`\[\^([^\]\s]+)\]`)
	setext         = regexp.MustCompile(`^(?:-+|=+)$`)
	definition     = regexp.MustCompile(`^:\s+(\S.*)$`)
	lowered        = regexp.MustCompile(`(\w)~(\w{1,10})~`)
	raised         = regexp.MustCompile(`(\w)\^(\w{1,10})\^`)
	cellCode       = regexp.MustCompile("`[^`\n]*`")
	highlight      = regexp.MustCompile(`==([^=\n]+)==`)
)

// gatherNotes reads the footnotes, which stand where they are referred to.
func (d *dialect) gatherNotes(lines []string) {
	name := ""
	var note strings.Builder
	end := func() {
		if name != "" {
			d.notes[name] = note.String()
		}
		note.Reset()
	}
	for _, l := range lines {
		switch m := noteLine.FindStringSubmatch(strings.TrimSpace(l)); {
		case m != nil:
			end()
			name = m[1]
			note.WriteString(strings.TrimSpace(m[2]))
		case name != "" && strings.HasPrefix(l, "    "):
			note.WriteString(" " + strings.TrimSpace(l))
		case name != "" && strings.TrimSpace(l) == "":
		default:
			end()
			name = ""
		}
	}
	end()
	for _, l := range lines {
		if strings.Contains(l, "[^") && !noteLine.MatchString(strings.TrimSpace(l)) {
			for _, m := range noteMark.FindAllStringSubmatch(l, -1) {
				d.referred[m[1]] = true
			}
		}
	}
}

func (d *dialect) put(lines ...string) { d.out = append(d.out, lines...) }

// dedented takes off the indentation of the admonition or tab a line is in.
func (d *dialect) dedented(l string) string {
	width := 0
	if d.inNote {
		width = d.indent + 4
	} else if d.inTabs > 0 {
		width = 2
	}
	for ; width > 0 && strings.HasPrefix(l, " "); width-- {
		l = l[1:]
	}
	return l
}

func (d *dialect) line(l, trimmed string, i int, lines []string) {
	if d.inNote && trimmed != "" && Indent(l) <= d.indent {
		d.inNote = false
		if d.put(""); d.folds {
			d.put("</details>", "")
			d.folds = false
		}
	}
	if d.js {
		d.js = !strings.HasSuffix(trimmed, ";") && trimmed != "" && trimmed != "}" && trimmed != "};"
		d.leave(trimmed, "a line of a program")
		return
	}
	if d.inFoot = d.inFoot && (strings.HasPrefix(l, "    ") || trimmed == ""); d.inFoot {
		return // told with its first line
	}
	switch {
	case importLine.MatchString(trimmed) && Indent(l) == 0:
		d.js = strings.HasPrefix(trimmed, "export") && (strings.HasSuffix(trimmed, "{") || strings.HasSuffix(trimmed, "("))
		d.leave(trimmed, "a line of a program")
	case colonsClose.MatchString(trimmed):
		d.put("")
	case colonsOpen.MatchString(trimmed):
		m := colonsOpen.FindStringSubmatch(trimmed)
		if plainContainer.MatchString(m[1]) {
			d.put("")
		} else {
			d.put("", label(m[1], m[2]+m[3]), "")
		}
	case marksOpen.MatchString(l):
		m := marksOpen.FindStringSubmatch(l)
		d.inNote, d.indent = true, len(m[1])
		if d.folds = strings.HasSuffix(m[3], "?"); d.folds {
			d.put("", "<details><summary>"+m[3]+"</summary>", "")
		} else {
			d.put("", label(m[2], m[3]), "")
		}
	case tabsOpen.MatchString(l):
		m := tabsOpen.FindStringSubmatch(l)
		d.inNote, d.indent = true, len(m[1])
		d.put("", m[2]+":", "")
	case alertLine.MatchString(l):
		m := alertLine.FindStringSubmatch(l)
		d.put(m[1]+label(m[2], m[3]), m[1])
	case componentTag.MatchString(trimmed):
		d.component(trimmed)
	case strings.HasPrefix(trimmed, "</details>"):
		d.put(l, "") // what follows is Markdown again
	case contents.MatchString(trimmed):
		d.leave(trimmed, "navigation")
	case abbreviation.MatchString(trimmed):
		d.leave(trimmed, "an abbreviation")
	case snippetLine.MatchString(trimmed):
		d.leave(trimmed, "an embedded file")
	case trimmed == "<aside>", trimmed == "</aside>": // Notion's notes
		d.put("")
	case noteLine.MatchString(trimmed):
		d.inFoot = true
		if name := noteLine.FindStringSubmatch(trimmed)[1]; !d.referred[name] {
			d.put("", d.notes[name], "")
		}
	case definition.MatchString(trimmed) && i > 0 && strings.TrimSpace(lines[i-1]) != "" && len(d.out) > 0:
		d.define(definition.FindStringSubmatch(trimmed)[1])
	default:
		if d.inTable && setext.MatchString(trimmed) {
			d.put("") // or the table would stand above the line before it, a heading then
		}
		if d.inTable = trimmed != "" && (d.inTable || strings.Contains(trimmed, "|") && delimiterRow.MatchString(trimmed)); d.inTable {
			d.leaveCells(trimmed)
		}
		d.put(d.inline(d.dedented(l)))
	}
}

// label is what stands over an admonition: its own title, or its kind.
func label(kind, title string) string {
	if title = strings.TrimRight(strings.TrimSpace(title), ":"); title != "" {
		return title + ":"
	}
	kind = strings.ToLower(kind)
	return strings.ToUpper(kind[:1]) + kind[1:] + ":"
}

// define makes a term and its definition, "Term" above ": its meaning", an item.
func (d *dialect) define(meaning string) {
	last := len(d.out) - 1
	if term := strings.TrimSpace(d.out[last]); strings.HasSuffix(term, "?") && !strings.HasPrefix(term, "- ") {
		d.out[last] = ""
		d.put("### "+term, "", d.inline(meaning), "")
		return
	}
	if term := strings.TrimSpace(d.out[last]); term != "" && !strings.HasPrefix(term, "- ") {
		d.out[last] = "- " + strings.TrimSuffix(term, ":") + ": " + d.inline(meaning)
		return
	}
	d.put("  <br>" + d.inline(meaning)) // a further meaning of the term
}

// inline reads the marks within a line: footnotes come where they are referred
// to, highlights and anchors lose their marks.
func (d *dialect) inline(l string) string {
	if strings.Contains(l, "{/*") && !strings.Contains(l, "`") {
		l = mdxComment.ReplaceAllString(l, "")
	}
	if strings.Contains(l, "[^") {
		l = noteMark.ReplaceAllStringFunc(l, func(mark string) string {
			if note := d.notes[noteMark.FindStringSubmatch(mark)[1]]; note != "" && d.repeats.Allow(note) {
				return " (" + strings.TrimRight(note, ".") + ")"
			}
			return mark
		})
	}
	if strings.Contains(l, "==") && !strings.Contains(l, "`") {
		l = highlight.ReplaceAllString(l, "$1")
	}
	if !strings.Contains(l, "`") && strings.ContainsAny(l, "~^") {
		l = raised.ReplaceAllString(lowered.ReplaceAllString(l, "$1$2"), "$1^$2")
	}
	if strings.Contains(l, "`") && strings.HasPrefix(strings.TrimSpace(l), "|") {
		l = cellCode.ReplaceAllStringFunc(l, func(code string) string { return strings.ReplaceAll(strings.ReplaceAll(code, `\|`, "|"), "|", `\|`) })
	}
	if !strings.Contains(l, "`") {
		l = d.extensions(d.wiki(l))
	}
	if strings.HasSuffix(strings.TrimSpace(l), "}") && strings.Contains(l, "{") {
		l = anchorMark.ReplaceAllString(l, "")
	}
	return l
}

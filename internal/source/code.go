package source

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/text/unicode/norm"

	"pamphlet/knowledge/passage"
)

// codeLines returns the lines of a block of code as they were written. Only
// what shows nothing leaves: control characters, space at the end of a line, and
// empty lines around the whole. A tab is four spaces.
func codeLines(text string) []string {
	lines := strings.Split(newlines.Replace(text), "\n")
	for i, l := range lines {
		l = norm.NFC.String(strings.ReplaceAll(l, "\t", "    "))
		l = strings.Map(func(r rune) rune {
			if r != ' ' && (invisible(r) || r == '\u0085') {
				return -1
			}
			return r
		}, l)
		lines[i] = norm.NFC.String(strings.TrimRight(strings.Map(spaceToSpace, l), " "))
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// codeBlock makes lines a block of code.
func codeBlock(language, text string) block {
	return block{kind: code, mark: language, text: strings.Join(codeLines(text), "\n")}
}

// fenced writes a block of code with a fence that none of its lines ends.
func fenced(b block) string {
	fence := "```"
	for l := range strings.SplitSeq(b.text, "\n") {
		for strings.HasPrefix(l, fence) {
			fence += "`"
		}
	}
	return fence + b.mark + "\n" + b.text + "\n" + fence
}

var languageName = regexp.MustCompile(`^[a-z0-9+#.-]{1,20}$`)

// pre reads lines that are kept as they are. What is in them is no mark.
func (w *walker) pre(n *html.Node) {
	w.flush()
	language := ""
	for _, e := range []*html.Node{n, only(n, atom.Code)} {
		if e == nil {
			continue
		}
		for class := range strings.FieldsSeq(attribute(e, "class")) {
			if name, ok := strings.CutPrefix(class, "language-"); ok && languageName.MatchString(strings.ToLower(name)) {
				language = strings.ToLower(name)
			}
		}
	}
	b := codeBlock(language, preText(n))
	if !strings.ContainsFunc(b.text, isWordRune) {
		return
	}
	open := w.inItem
	w.put(b)
	w.inItem = open
}

// preText returns the text below n as it stands, <br> being a line break.
func preText(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		switch {
		case d.Type == html.TextNode:
			text.WriteString(d.Data)
		case d.DataAtom == atom.Br:
			text.WriteByte('\n')
		}
	}
	return text.String()
}

// canonicalCode reads the block of code that lines begin with, and says how many
// lines it takes; none if it is not closed.
func canonicalCode(lines []string) (b block, taken int) {
	fence := passage.Fence(lines[0])
	if fence == "" {
		return block{}, 0
	}
	for i := 1; i < len(lines); i++ {
		if strings.HasPrefix(lines[i], fence) && strings.Trim(lines[i], "`") == "" {
			return block{kind: code, mark: lines[0][len(fence):], text: strings.Join(lines[1:i], "\n")}, i + 1
		}
	}
	return block{}, 0
}

func spaceToSpace(r rune) rune {
	switch r {
	case '\u00a0', '\u2028', '\u2029', '\u3000', '\u2003', '\u2002', '\u2009', '\u202f', '\u1680', '\u205f',
		'\u2000', '\u2001', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u200a':
		return ' '
	}
	return r
}

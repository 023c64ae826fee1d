package source

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A walker turns an HTML tree into blocks. Words gather in line until an
// element begins or ends one; the tree is at most 512 deep.
type walker struct {
	blocks []block
	report *Report
	line   line
	level  int    // of the last heading
	lists  []list // open lists, outermost first
	inItem bool   // the next words begin an item
	// markdown says that line breaks are a person's own.
	markdown bool
	own      int // one past the block of the item being read; 0 for none
}

// A list is an open ul or ol.
type list struct {
	ordered bool
	next    int  // number of the next item
	begun   bool // it has an item
}

// A line gathers the words of one block.
type line struct {
	text strings.Builder
	bold int // open bold elements
	// boldEnd is where the bold words the line begins with end; -1 once other
	// words stand before it.
	boldEnd int
}

// walk returns the blocks below n, without navigation, scripts and pictures.
func walk(n *html.Node, report *Report) []block {
	w := &walker{report: report, level: 1}
	return w.all(n)
}

func (w *walker) all(n *html.Node) []block {
	w.children(n)
	w.flush()
	return tidy(w.blocks)
}

func (w *walker) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c)
	}
}

func (w *walker) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.write(n.Data)
	case html.ElementNode:
		why := notText(n)
		if why == "" && hidesIcon(n) {
			why = "hidden"
		}
		if why != "" {
			w.skip(n, why)
			return
		}
		w.element(n)
	case html.CommentNode, html.DoctypeNode, html.RawNode:
	default:
		w.children(n)
	}
}

func (w *walker) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Br:
		w.write("\n\n")
	case atom.B, atom.Strong:
		w.line.bold++
		w.children(n)
		w.line.bold--
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Summary:
		w.heading(n)
	case atom.Ul, atom.Ol, atom.Menu:
		w.list(n)
	case atom.Li:
		w.item(n)
	case atom.Table:
		w.table(n)
	case atom.Dl:
		w.definitions(n)
	case atom.Sup:
		w.superscript(n)
	case atom.Pre:
		w.flush()
		w.line.text.WriteString(strings.ReplaceAll(textOf(n), "\n", "\n\n"))
		w.flush()
	default:
		if isInline(n.DataAtom) {
			w.children(n)
			return
		}
		w.flush()
		w.children(n)
		w.flush()
	}
}

// write adds words to the line. Two line breaks stand for <br>; single ones
// are spaces.
func (w *walker) write(text string) {
	l := &w.line
	if l.text.Len() == 0 {
		text = strings.TrimLeft(text, " \t\n\r\f")
	}
	if text == "" {
		return
	}
	if l.bold > 0 && (l.boldEnd == l.text.Len()) {
		l.boldEnd += len(text)
	} else if l.boldEnd == l.text.Len() && strings.TrimSpace(text) == "" {
		l.boldEnd += len(text)
	}
	l.text.WriteString(text)
}

// flush ends the line and makes it a block, if it has words.
func (w *walker) flush() {
	text, bold := w.line.text.String(), w.line.boldEnd
	open := w.line.bold
	w.line = line{bold: open}
	if strings.TrimSpace(text) == "" {
		return
	}
	allBold := bold == len(text)
	if w.inItem {
		w.addItem(text)
		return
	}
	if w.appendToItem(text) {
		return
	}
	text = w.marks(text)
	if ask, rest, ok := askedInBold(text, bold); ok && !allBold {
		w.add(block{kind: heading, level: min(w.level+1, 6), text: ask, bold: true})
		text = rest
	}
	if w.markdown {
		text = breakLong(text)
	}
	for _, part := range hardLines(text) {
		if rows := barRows(part); rows != nil {
			w.blocks = append(w.blocks, rows...)
			continue
		}
		w.add(block{text: part, bold: allBold})
	}
}

func (w *walker) add(b block) {
	if b.text = clean(b.text); b.text != "" {
		w.blocks = append(w.blocks, b)
	}
}

// marks reads the lines right below a heading that canonical text has and
// Markdown does not know, "? another question" and the address of the source,
// and returns the rest of text.
func (w *walker) marks(text string) string {
	for len(w.blocks) > 0 && w.blocks[len(w.blocks)-1].kind != paragraph {
		above := w.blocks[len(w.blocks)-1].kind
		l, rest, _ := strings.Cut(text, "\n")
		l = strings.TrimSpace(l)
		switch {
		case above != heading && above != question && above != link:
			return text
		case strings.HasPrefix(l, "? "):
			w.add(block{kind: question, text: l[2:]})
		case isLink(l):
			w.add(block{kind: link, text: l})
		default:
			return text
		}
		text = rest
	}
	return text
}

// askedInBold parts a paragraph that begins with a question in bold on a line
// of its own.
func askedInBold(text string, bold int) (ask, rest string, ok bool) {
	if bold <= 0 || bold > len(text) {
		return "", "", false
	}
	ask, rest = text[:bold], text[bold:]
	white := ask[len(strings.TrimRightFunc(ask, unicode.IsSpace)):]
	ask = clean(ask)
	broken := strings.Contains(white, "\n") || strings.HasPrefix(strings.TrimLeft(rest, " \t"), "\n")
	return ask, rest, broken && strings.HasSuffix(ask, "?") && looksLikeHeading(ask)
}

// breakLong makes the line breaks of a paragraph hard if one of its lines is too
// long to have been broken at a margin: whoever wrote it ends lines on purpose.
func breakLong(text string) string {
	const widest = 160 // characters
	for l := range strings.SplitSeq(text, "\n") {
		if utf8.RuneCountInString(l) > widest {
			return strings.ReplaceAll(text, "\n", "\n\n")
		}
	}
	return text
}

// hardLines parts text at <br>, unless the break stands within a sentence.
func hardLines(text string) []string {
	var lines, open []string
	for l := range strings.SplitSeq(text, "\n\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		if len(open) > 0 && !midSentence(open[len(open)-1], l) {
			lines = append(lines, strings.Join(open, " "))
			open = nil
		}
		open = append(open, l)
	}
	return append(lines, strings.Join(open, " "))
}

// midSentence reports whether a break between two lines parts a sentence.
func midSentence(above, below string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(above))
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(below))
	return !strings.ContainsRune(".!?:;", last) && unicode.IsLower(first)
}

// barRows reads a paragraph of lines such as "| a | cell |": table rows in
// canonical text, which Markdown takes for a paragraph.
func barRows(text string) []block {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var rows []block
	for i, l := range lines {
		l = strings.TrimSpace(l)
		if len(l) < 3 || !strings.HasPrefix(l, "| ") || !strings.HasSuffix(l, " |") {
			return nil
		}
		rows = append(rows, block{kind: row, first: i == 0, cells: strings.Split(l[2:len(l)-2], " | ")})
	}
	return rows
}

func (w *walker) heading(n *html.Node) {
	w.flush()
	level := headingLevel(n)
	if level == 0 { // a summary
		level = min(w.level+1, 6)
	} else {
		w.level = level
	}
	w.inItem = false
	w.add(block{kind: heading, level: level, text: w.inlineOf(n)})
}

// headingLevel returns 1 to 6 for h1 to h6, else 0.
func headingLevel(n *html.Node) int {
	if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

func (w *walker) list(n *html.Node) {
	w.flush()
	l := list{ordered: n.DataAtom == atom.Ol, next: 1}
	if start, err := strconv.Atoi(attribute(n, "start")); err == nil && start >= 0 && start < 1e6 {
		l.next = start
	}
	w.lists = append(w.lists, l)
	w.children(n)
	w.flush()
	w.lists = w.lists[:len(w.lists)-1]
	w.inItem = false
}

// item reads one li. One that holds headings or tables is no item but a part
// of the page.
func (w *walker) item(n *html.Node) {
	w.flush()
	if holdsParts(n) {
		open := w.lists
		w.lists = nil
		w.children(n)
		w.flush()
		w.lists = open
		return
	}
	if len(w.lists) == 0 { // stray
		w.lists = append(w.lists, list{next: 1})
		defer func() { w.lists = w.lists[:len(w.lists)-1] }()
	}
	outer := w.own
	w.inItem, w.own = true, 0
	w.children(n)
	w.flush()
	w.inItem, w.own = false, outer
}

func holdsParts(n *html.Node) bool {
	for d := range n.Descendants() {
		if headingLevel(d) > 0 || d.DataAtom == atom.Table || d.DataAtom == atom.Summary {
			return true
		}
	}
	return false
}

// addItem makes the line an item of the innermost list.
func (w *walker) addItem(text string) {
	w.inItem = false
	l := &w.lists[len(w.lists)-1]
	mark := "-"
	if l.ordered {
		mark = strconv.Itoa(l.next) + "."
		l.next++
	}
	nested := len(w.lists) - 1
	w.add(block{kind: item, level: min(nested, 5), mark: mark, text: text, first: !l.begun && nested == 0})
	l.begun = true
	w.own = len(w.blocks)
}

// appendToItem adds a further paragraph of an item to it, unless a list within
// the item stands between.
func (w *walker) appendToItem(text string) bool {
	if w.own == 0 || w.own != len(w.blocks) {
		return false
	}
	last := &w.blocks[len(w.blocks)-1]
	last.parts = append(last.parts, text)
	return true
}

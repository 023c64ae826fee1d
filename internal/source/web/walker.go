package web

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// A walker turns an HTML tree into blocks. Words gather in line until an
// element begins or ends one; the tree is at most 512 deep.
type walker struct {
	draft.Builder
	report *draft.Report
	line   line
	level  int    // of the last heading
	lists  []list // open lists, outermost first
	inItem bool   // the next words begin an item
	// markdown says that line breaks are a person's own.
	markdown bool
	own      int      // one past the block of the item being read; 0 for none
	base     *url.URL // that relative links start from, or nil
	bare     bool     // links are only their words, as in a heading
	// unpictured says that pictures are left out, as in a heading.
	unpictured bool
}

// walk returns the blocks below n, without navigation, scripts and pictures.
// Relative links start from base, if that is known.
func walk(n *html.Node, base *url.URL, report *draft.Report) []draft.Block {
	w := &walker{report: report, level: 1, base: base}
	return w.all(n)
}

func (w *walker) all(n *html.Node) []draft.Block {
	w.children(n)
	w.flush()
	return draft.Tidy(w.Blocks)
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
		switch n.DataAtom {
		case atom.Img:
			w.picture(n)
			return
		case atom.Picture: // one img, in several forms
			w.children(n)
			return
		}
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
		w.write(draft.LineBreak)
	case atom.A:
		w.anchor(n)
	case atom.Del, atom.S, atom.Strike:
		w.report.Leave(spacedText(n), "struck out")
		w.write(" ")
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
	case atom.Rt: // how the letters before it are read
		w.write("(")
		w.children(n)
		w.write(")")
	case atom.Rp: // brackets for those who do not know of that
	case atom.Pre:
		w.pre(n)
	case atom.Details:
		w.flush()
		w.children(n)
		w.flush()
		w.Folded = true
	default:
		if isInline(n.DataAtom) {
			w.children(n)
			return
		}
		w.flush()
		if asksByClass(n) {
			w.heading(n)
			return
		}
		w.children(n)
		w.flush()
	}
}

// asksByClass reports whether an element is, by its own name, the question of a
// list that unfolds, and holds no more than that.
func asksByClass(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.P && n.DataAtom != atom.Header {
		return false
	}
	named := false
	for name := range strings.FieldsSeq(strings.ToLower(attribute(n, "class"))) {
		switch name {
		case "question", "faq-q", "faq-question", "faq__question", "faq-title", "faq-header", "accordion-header", "accordion-title",
			"accordion__title", "accordion-button", "accordion-heading", "toggle-title", "elementor-tab-title", "schema-faq-question", "expand-control", "q":
			named = true
		}
	}
	if !named || !atMost(n, draft.MaxHeadingWords*2) {
		return false
	}
	text := prose.Clean(textOf(n))
	return text != "" && len(text) < draft.MaxTitle && !holdsBlocks(n)
}

// write adds words to the line.
func (w *walker) write(text string) {
	l := &w.line
	if l.text.Len() == 0 {
		text = strings.TrimLeft(text, " \t\n\r\f"+draft.LineBreak)
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
		if last := len(w.Blocks) - 1; last >= 0 && bold > 0 && bold <= len(text) {
			w.Blocks[last].Asks = int16(len(draft.AskedFirst(text[:bold])))
		}
		return
	}
	if w.appendToItem(text) {
		return
	}
	text = w.marks(text)
	if ask, rest, ok := askedInBold(text, bold); ok && !allBold {
		w.Add(draft.Block{Kind: draft.Heading, Level: min(w.level+1, 6), Text: ask, Bold: true})
		text = rest
	}
	if w.markdown {
		text = breakLong(text)
	}
	for _, part := range hardLines(text) {
		if rows := barRows(part); rows != nil {
			for _, b := range rows {
				w.Put(b)
			}
			continue
		}
		w.AddLines(part, allBold)
	}
}

// marks reads the lines right below a heading that canonical text has and
// Markdown does not know, "? another question" and the address of the source,
// and returns the rest of text.
func (w *walker) marks(text string) string {
	for len(w.Blocks) > 0 && w.Blocks[len(w.Blocks)-1].Kind != draft.Paragraph {
		above := w.Blocks[len(w.Blocks)-1].Kind
		l, rest, _ := strings.Cut(text, "\n")
		l = strings.TrimSpace(l)
		switch {
		case above != draft.Heading && above != draft.Question && above != draft.Link:
			return text
		case strings.HasPrefix(l, "? "):
			w.Add(draft.Block{Kind: draft.Question, Text: l[2:]})
		case prose.IsLink(l):
			w.Add(draft.Block{Kind: draft.Link, Text: l})
		default:
			return text
		}
		text = rest
	}
	return text
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
	b := draft.Block{Kind: draft.Heading, Level: level, Text: w.plainOf(n)}
	for d := range n.Descendants() {
		if d.DataAtom == atom.A {
			w.leaveLink(d, "link of a heading")
		}
	}
	if headingLevel(n) > 0 {
		w.Section = b
	}
	w.Add(b)
}

// headingLevel returns 1 to 6 for h1 to h6, else 0.
func headingLevel(n *html.Node) int {
	if n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
		return int(n.Data[1] - '0')
	}
	return 0
}

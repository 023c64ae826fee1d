package source

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// notText says why the words below n are no text of a page, or "".
func notText(n *html.Node) string {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Noscript, atom.Link, atom.Meta, atom.Head, atom.Title, atom.Base:
		return "script"
	case atom.Svg, atom.Math, atom.Canvas, atom.Img, atom.Picture, atom.Video, atom.Audio, atom.Object, atom.Embed, atom.Iframe, atom.Map:
		return "picture or player"
	case atom.Nav:
		return "navigation"
	case atom.Footer, atom.Aside:
		return "beside the article"
	case atom.Form, atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Dialog:
		return "form or button"
	}
	switch attribute(n, "role") {
	case "navigation", "search", "menu", "menubar", "dialog", "alertdialog", "contentinfo", "complementary", "banner":
		return "navigation"
	}
	return byClass(attribute(n, "class") + " " + attribute(n, "id"))
}

// hidesIcon reports whether n is hidden and has at most three words, such as
// the name of an icon. Answers that are folded away are hidden too.
func hidesIcon(n *html.Node) bool {
	if attribute(n, "aria-hidden") != "true" && !hasAttribute(n, "hidden") {
		return false
	}
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			if count += words(d.Data); count > 3 {
				return false
			}
		}
	}
	return true
}

// byClass tells by the names an element has that it is no text. Whole words of
// a name count, so that "sharepoint" is not "share".
func byClass(names string) string {
	for name := range strings.FieldsSeq(strings.ToLower(names)) {
		switch name {
		case "mw-editsection", "editsection", "mw-jump-link", "noprint", "printfooter", "catlinks", "navbox", "toc", "hatnote":
			return "edit or history line"
		}
		for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '-' || r == '_' || r == ':' }) {
			switch word {
			case "cookie", "cookies", "gdpr", "consent":
				if !strings.Contains(name, "informed") {
					return "cookie or legal line"
				}
			case "breadcrumb", "breadcrumbs":
				return "navigation"
			case "sharing", "sharedaddy", "addtoany", "addthis":
				return "share line"
			}
		}
	}
	return ""
}

// skip reports the words below n as left out; scripts and pictures have none.
func (w *walker) skip(n *html.Node, why string) {
	switch {
	case why == "script":
	case n.DataAtom == atom.Img && attribute(n, "alt") != "":
		w.report.leave(attribute(n, "alt"), "description of a picture")
	default:
		w.report.leave(spacedText(n), why)
	}
}

// superscript reads a raised mark: a number in brackets or with a link is a
// reference and leaves, a number behind a number is a power and stays.
func (w *walker) superscript(n *html.Node) {
	text := clean(textOf(n))
	class := attribute(n, "class") + " " + attribute(n, "id")
	if strings.HasPrefix(text, "[") || strings.Contains(class, "reference") || strings.Contains(class, "fnref") {
		w.report.leave(text, "reference mark")
		return
	}
	w.children(n)
}

// inlineOf returns the words below n on one line, without marks and pictures.
func (w *walker) inlineOf(n *html.Node) string {
	sub := &walker{report: w.report, level: w.level}
	blocks := sub.all(n)
	parts := make([]string, len(blocks))
	for i, b := range blocks {
		parts[i] = b.words()
	}
	return strings.Join(parts, " ")
}

// table reads rows. A table that only lays out a page, by its single column or
// by the parts within its cells, is read through.
func (w *walker) table(n *html.Node) {
	w.flush()
	rows := rowsOf(n)
	if isLayout(rows) {
		w.children(n)
		w.flush()
		return
	}
	w.inItem = false
	if caption := only(n, atom.Caption); caption != nil {
		w.add(block{text: w.inlineOf(caption)})
	}
	first := true
	for _, r := range rows {
		var cells []string
		for _, c := range r {
			cells = append(cells, clean(w.inlineOf(c)))
		}
		if strings.Join(cells, "") != "" {
			w.blocks = append(w.blocks, block{kind: row, first: first, cells: cells})
			first = false
		}
	}
}

// rowsOf returns the cells of each row that has any.
func rowsOf(table *html.Node) [][]*html.Node {
	var rows [][]*html.Node
	for n := range table.Descendants() {
		if n.DataAtom != atom.Tr {
			continue
		}
		var cells []*html.Node
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
				cells = append(cells, c)
			}
		}
		if len(cells) > 0 {
			rows = append(rows, cells)
		}
	}
	return rows
}

// isLayout reports whether a table with these rows holds no columns of facts.
func isLayout(rows [][]*html.Node) bool {
	widest := 0
	for _, r := range rows {
		widest = max(widest, len(r))
		for _, c := range r {
			for d := range c.Descendants() {
				if headingLevel(d) > 0 || d.DataAtom == atom.Table {
					return true
				}
			}
		}
	}
	return widest < 2 || len(rows) < 2
}

// definitions reads a dl. A question, or a term with much to say, is a
// heading; others are items "term: definition".
func (w *walker) definitions(n *html.Node) {
	w.flush()
	level := w.level
	first := true
	term := ""
	for _, c := range definitionParts(n) {
		text := clean(w.inlineOf(c))
		switch {
		case c.DataAtom == atom.Dt:
			if term != "" && len(term) < maxTitle {
				text = term + " / " + text
			} else if term != "" {
				w.add(block{text: term})
			}
			term = text
		case term != "" && (strings.HasSuffix(term, "?") || words(text) > 40):
			w.add(block{kind: heading, level: min(level+1, 6), text: term})
			w.children(c)
			w.flush()
			term, first = "", true
		default:
			if term != "" && !strings.HasSuffix(term, ":") {
				term += ":"
			}
			w.add(block{kind: item, mark: "-", text: term + " " + text, first: first})
			term, first = "", false
		}
	}
}

// definitionParts returns the dt and dd of n, also those within a div.
func definitionParts(n *html.Node) []*html.Node {
	var parts []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Dt, atom.Dd:
			parts = append(parts, c)
		case atom.Div:
			parts = append(parts, definitionParts(c)...)
		}
	}
	return parts
}

// isInline reports whether an element stands within a line.
func isInline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em,
		atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.Ruby, atom.S, atom.Samp, atom.Small,
		atom.Span, atom.Strike, atom.Sub, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Data, atom.Output, 0:
		return true
	}
	return false
}

// spacedText returns all text below n, with a space between any two parts.
func spacedText(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data + " ")
		}
	}
	return text.String()
}

// textOf returns all text below n as it stands in the file.
func textOf(n *html.Node) string {
	var text strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			text.WriteString(d.Data)
		}
	}
	return text.String()
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func hasAttribute(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

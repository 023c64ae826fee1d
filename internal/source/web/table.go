package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

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
		w.Add(draft.Block{Text: w.inlineOf(caption)})
	}
	first := true
	words := map[*html.Node]string{}
	text := func(c *html.Node) string {
		if _, ok := words[c]; !ok && c != nil {
			words[c] = w.linesOf(c)
		}
		return words[c]
	}
	grid, heads := gridOf(rows), headerRows(rows)
	for i, r := range grid {
		if i > 0 && i < heads {
			continue // part of the row that names the columns
		}
		var cells []string
		for j, c := range r {
			cell := text(c)
			for below := 1; i == 0 && below < heads; below++ {
				if j < len(grid[below]) && grid[below][j] != c && text(grid[below][j]) != "" {
					cell = prose.Clean(cell + " " + text(grid[below][j]))
				}
			}
			cells = append(cells, cell)
		}
		if strings.Join(cells, "") != "" {
			w.Put(draft.Block{Kind: draft.Row, First: first, Cells: cells})
			first = false
		}
	}
}

// linesOf returns the lines below n.
func (w *walker) linesOf(n *html.Node) string {
	var lines []string
	for _, b := range w.inner().all(n) {
		if b.Kind == draft.Item {
			lines = append(lines, "") // it is a line whatever it begins with
		}
		lines = append(lines, b.Words())
	}
	return strings.Join(lines, "\n")
}

// rowsOf returns the cells of each row that has any, but for those of tables within it.
func rowsOf(table *html.Node) [][]*html.Node {
	var rows [][]*html.Node
	for n := table.FirstChild; n != nil; n = n.NextSibling {
		if n.DataAtom != atom.Tr {
			if n.DataAtom != atom.Table {
				rows = append(rows, rowsOf(n)...)
			}
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
	first, asked := true, false
	term := ""
	for _, c := range definitionParts(n) {
		// Reading both the words and the parts of each list within a list would take
		// twice as long for each.
		parted, text := c.DataAtom == atom.Dd && holdsKind(c, atom.Dl), ""
		if !parted {
			text = prose.CleanItem(w.linesOf(c))
		}
		switch {
		case c.DataAtom == atom.Dt:
			text = prose.Clean(text)
			if term != "" && len(term) < draft.MaxTitle {
				text = term + " / " + text
			} else if term != "" {
				w.Add(draft.Block{Text: term})
			}
			term, asked = text, false
		case term != "" && (parted || strings.HasSuffix(term, "?") || prose.Words(text) > 40):
			w.Add(draft.Block{Kind: draft.Heading, Level: min(level+1, 6), Text: term})
			w.children(c)
			w.flush()
			term, first, asked = "", true, true
		case term == "" && (parted || asked): // a further paragraph of the answer, or a list without a term
			w.children(c)
			w.flush()
			first = true
		case term == "" && !first: // a further meaning of the term
			w.Blocks[len(w.Blocks)-1].Text += "\n" + text
		default:
			if term != "" && !strings.HasSuffix(term, ":") {
				term += ":"
			}
			w.Add(draft.Block{Kind: draft.Item, Mark: "-", Text: term + " " + text, First: first})
			term, first = "", false
		}
	}
}

// holdsKind reports whether an element of a kind stands within n.
func holdsKind(n *html.Node, kind atom.Atom) bool {
	for d := range n.Descendants() {
		if d.DataAtom == kind {
			return true
		}
	}
	return false
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

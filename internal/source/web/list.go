package web

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
)

// A list is an open ul or ol.
type list struct {
	ordered bool
	next    int  // number of the next item
	begun   bool // it has an item
}

func (w *walker) list(n *html.Node) {
	w.flush()
	l := list{ordered: n.DataAtom == atom.Ol, next: 1}
	if start, err := strconv.Atoi(attribute(n, "start")); err == nil && start >= 0 && start < 1e6 {
		l.next = start
	}
	l.begun = len(w.lists) == 0 && w.goesOn(n, l)
	w.lists = append(w.lists, l)
	w.children(n)
	w.flush()
	w.lists = w.lists[:len(w.lists)-1]
	w.inItem = false
}

// goesOn reports whether a list goes on with the one right above it: some programs
// write a list for each item.
func (w *walker) goesOn(n *html.Node, l list) bool {
	above := n.PrevSibling
	for above != nil && above.Type != html.ElementNode {
		if above.Type == html.TextNode && strings.TrimSpace(above.Data) != "" {
			return false
		}
		above = above.PrevSibling
	}
	last := len(w.Blocks) - 1
	if above == nil || above.DataAtom != n.DataAtom || last < 0 || w.Blocks[last].Kind != draft.Item {
		return false
	}
	if l.ordered {
		return l.next > 1
	}
	return attribute(n, "class") != "" && attribute(n, "class") == attribute(above, "class")
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
	if number, err := strconv.Atoi(attribute(n, "value")); err == nil && number >= 0 && number < 1e6 {
		w.lists[len(w.lists)-1].next = number
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
	text = w.itemLines(text)
	w.inItem = false
	l := &w.lists[len(w.lists)-1]
	mark := "-"
	if l.ordered {
		mark = strconv.Itoa(l.next) + "."
		l.next++
	}
	nested := len(w.lists) - 1
	w.Add(draft.Block{Kind: draft.Item, Level: min(nested, 5), Mark: mark, Text: text, First: !l.begun && nested == 0})
	l.begun = true
	w.own = len(w.Blocks)
}

// appendToItem adds a further paragraph of an item to it as lines of its own,
// unless a list within the item stands between.
func (w *walker) appendToItem(text string) bool {
	if w.own == 0 || w.own != len(w.Blocks) {
		return false
	}
	last := &w.Blocks[len(w.Blocks)-1]
	if len(last.Parts) == 0 && last.Asks == 0 {
		last.Asks = int16(len(draft.AskedFirst(last.Text))) // a question that unfolds
	}
	last.Parts = append(last.Parts, "\n"+w.itemLines(text))
	return true
}

// itemLines returns the text of an item with the line breaks that are meant.
func (w *walker) itemLines(text string) string {
	if w.markdown {
		if text = breakAtSigns(text); shortLines(text) {
			text = strings.ReplaceAll(strings.TrimRight(text, "\n"), "\n", draft.LineBreak)
		}
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "\n", " "), draft.LineBreak, "\n")
}

package web

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// readGoogleDoc reads what an export of Google Docs says in its own way: its
// title, notes that stand at the end, comments, and lists within lists, which
// stand beside each other. Other pages stay as they are.
func readGoogleDoc(page *html.Node, report *draft.Report) {
	if !strings.Contains(" "+attribute(bodyOf(page), "class")+" ", " doc-content ") {
		return
	}
	var marks, ends, lists []*html.Node
	for n := range page.Descendants() {
		class := " " + attribute(n, "class") + " "
		switch id := attribute(n, "id"); {
		case n.DataAtom == atom.P && strings.Contains(class, " title "):
			n.Data, n.DataAtom = "h1", atom.H1
		case n.DataAtom == atom.A && (strings.HasPrefix(id, "ftnt_ref") || strings.HasPrefix(id, "cmnt_ref")):
			marks = append(marks, n)
		case n.DataAtom == atom.A && (strings.HasPrefix(id, "ftnt") || strings.HasPrefix(id, "cmnt")):
			ends = append(ends, n)
		case isListNode(n) && listLevel.MatchString(class):
			lists = append(lists, n)
		}
	}
	notes := map[string]string{}
	for _, n := range ends {
		whole, id := n.Parent, attribute(n, "id")
		for whole.DataAtom != atom.Div && whole.Parent != nil && whole.Parent.DataAtom != atom.Body {
			whole = whole.Parent
		}
		n.Parent.RemoveChild(n)
		if text := prose.Clean(textOf(whole)); strings.HasPrefix(id, "cmnt") {
			report.Leave(text, "a comment")
		} else {
			notes["#"+id] = text
		}
		whole.Parent.RemoveChild(whole)
	}
	for _, n := range marks {
		n.FirstChild, n.LastChild = nil, nil
		if note := notes[attribute(n, "href")]; note != "" {
			n.AppendChild(&html.Node{Type: html.TextNode, Data: " (" + strings.TrimRight(note, ".") + ")"})
		}
		n.Attr = nil
	}
	for _, n := range lists {
		nest(n)
	}
}

// listLevel matches the class of a list that says its name and its level.
var listLevel = regexp.MustCompile(` (lst-\S+)-(\d) `)

// nest moves a list into the item above it that it belongs to, or its items to
// the list that they go on with.
func nest(list *html.Node) {
	above := list.PrevSibling
	for above != nil && above.Type != html.ElementNode {
		above = above.PrevSibling
	}
	if above == nil || !isListNode(above) {
		return
	}
	mine := listLevel.FindStringSubmatch(" " + attribute(list, "class") + " ")
	its := listLevel.FindStringSubmatch(" " + attribute(above, "class") + " ")
	if its == nil || its[1] != mine[1] {
		return
	}
	for level := its[2][0]; level < mine[2][0]; level++ {
		item := above.LastChild
		if item == nil || item.DataAtom != atom.Li {
			return
		}
		if below := item.LastChild; below == nil || !isListNode(below) {
			list.Parent.RemoveChild(list)
			item.AppendChild(list)
			return
		}
		above = item.LastChild
	}
	for item := list.FirstChild; item != nil; item = list.FirstChild {
		list.RemoveChild(item)
		above.AppendChild(item)
	}
	list.Parent.RemoveChild(list)
}

func isListNode(n *html.Node) bool { return n.DataAtom == atom.Ul || n.DataAtom == atom.Ol }

package web

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/markup"
	"pamphlet/internal/source/prose"
)

// placeNotes puts the footnotes of a page, which it marks as such, where they are
// referred to, in brackets.
func placeNotes(page *html.Node) {
	var marks []*html.Node
	byID := map[string]*html.Node{}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attribute(n, "id"); id != "" {
			byID[id] = n
		}
		if n.DataAtom == atom.A && refersToNote(n) {
			marks = append(marks, n)
		}
	}
	placed := map[*html.Node]string{}
	var repeats markup.Repeats
	for _, mark := range marks {
		note := byID[strings.TrimPrefix(attribute(mark, "href"), "#")]
		if note == nil || holds(note, mark) {
			continue
		}
		text, again := placed[note]
		if !again {
			text = noteText(note)
			placed[note] = text
		}
		if text == "" || !repeats.Allow(text) {
			continue
		}
		if above := mark.Parent; above.DataAtom == atom.Sup && prose.Clean(textOf(above)) == prose.Clean(textOf(mark)) {
			mark = above
		}
		mark.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: " (" + strings.TrimRight(text, ".") + ")"}, mark)
		mark.Parent.RemoveChild(mark)
	}
	for note, text := range placed {
		if text != "" && note.Parent != nil {
			note.Parent.RemoveChild(note)
		}
	}
}

// refersToNote reports whether a link is the mark of a footnote, as books and
// programs that write them say.
func refersToNote(link *html.Node) bool {
	if !strings.HasPrefix(attribute(link, "href"), "#") {
		return false
	}
	return strings.Contains(attribute(link, "epub:type"), "noteref") || attribute(link, "role") == "doc-noteref" ||
		strings.Contains(" "+attribute(link, "class")+" ", " footnote-ref ")
}

// noteText returns the words of a footnote without the mark that leads back.
func noteText(note *html.Node) string {
	var text strings.Builder
	var add func(n *html.Node)
	add = func(n *html.Node) {
		if n.DataAtom == atom.A && strings.HasPrefix(attribute(n, "href"), "#") {
			return
		}
		if n.Type == html.TextNode {
			text.WriteString(n.Data)
		} else if !isInline(n.DataAtom) {
			text.WriteByte(' ')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	}
	add(note)
	return prose.Clean(text.String())
}

// holds reports whether inner stands within outer.
func holds(outer, inner *html.Node) bool {
	for n := inner; n != nil; n = n.Parent {
		if n == outer {
			return true
		}
	}
	return false
}

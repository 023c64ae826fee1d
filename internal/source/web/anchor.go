package web

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
)

// target is draft.LinkTarget from the address of the page.
func (w *walker) target(href string) (target, why string) { return draft.LinkTarget(w.base, href) }

// anchor reads a link within a line: its words, and where it leads to.
func (w *walker) anchor(n *html.Node) {
	if w.bare || !hasAttribute(n, "href") {
		w.children(n)
		return
	}
	if holdsBlocks(n) {
		w.children(n)
		w.leaveLink(n, "link around a part of the page")
		return
	}
	target, why := w.target(attribute(n, "href"))
	if target == "" {
		w.children(n)
		if why != "" {
			w.report.Leave(attribute(n, "href"), why)
		}
		return
	}
	words := w.inner()
	words.bare = true // a link holds no other, be it of a picture
	text := words.wordsOf(n)
	switch {
	case text == "":
		w.leaveLink(n, "link without words")
		return
	case len(text) > draft.MaxLinkText:
		w.write(text)
		w.leaveLink(n, "link of too many words")
		return
	}
	bold := only(n, atom.Strong) != nil || only(n, atom.B) != nil
	if bold {
		w.line.bold++
	}
	for c := n.FirstChild; c != nil && c.Type == html.TextNode; c = nil {
		if strings.TrimLeft(c.Data, " \t\n\r") != c.Data {
			w.write(" ")
		}
	}
	w.write(draft.MarkLink(text, target))
	if last := n.LastChild; last.Type == html.TextNode && strings.TrimRight(last.Data, " \t\n\r") != last.Data {
		w.write(" ")
	}
	if bold {
		w.line.bold--
	}
}

// leaveLink reports where a link that is not kept leads to, unless that is on the
// page itself.
func (w *walker) leaveLink(n *html.Node, why string) {
	target, _ := w.target(attribute(n, "href"))
	if page, _, _ := strings.Cut(target, "#"); w.base != nil && page == strings.TrimSuffix(w.base.String(), "#") {
		return
	}
	w.report.Leave(target, why)
}

// holdsBlocks reports whether there are parts of a page below n, not only words.
func holdsBlocks(n *html.Node) bool {
	for d := range n.Descendants() {
		if d.Type != html.ElementNode || isInline(d.DataAtom) || notText(d) != "" {
			continue
		}
		switch d.DataAtom {
		case atom.B, atom.Strong, atom.Br, atom.Sup:
		default:
			return true
		}
	}
	return false
}

// baseOf returns the address that the links of a page start from: what the page
// says itself, or where it is from, or nil. Each link repeats it, so what is longer
// than any address is none.
func baseOf(page *html.Node, addresses ...string) *url.URL {
	from := draft.LinkBase(addresses...)
	const longest = 2000 // bytes
	tag := only(page, atom.Base)
	if tag == nil || attribute(tag, "href") == "" || len(attribute(tag, "href")) > longest {
		return from
	}
	base, err := url.Parse(attribute(tag, "href"))
	switch {
	case err != nil:
		return from
	case from != nil:
		return from.ResolveReference(base)
	case base.Host == "":
		return nil
	}
	return base
}

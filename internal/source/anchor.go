package source

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Limits of a link that is kept, in bytes. A passage must be able to hold it.
const (
	maxTarget   = 500
	maxLinkText = 400
)

// markLink writes a link as canonical text has it: its words and its address,
// or the address alone if it has no other words.
func markLink(text, target string) string {
	switch bare := strings.TrimPrefix(strings.TrimPrefix(target, "mailto:"), "tel:"); {
	case text == target, text == bare && bare != target:
		return text
	}
	text = strings.ReplaceAll(text, "](", "] (")
	if depth := deepest(text); depth < 0 || depth > 1 {
		text = strings.NewReplacer("[", "(", "]", ")").Replace(text)
	}
	return "[" + text + "](" + target + ")"
}

// deepest returns how deep the square brackets of text are nested, or -1 if they
// do not match.
func deepest(text string) int {
	depth, most := 0, 0
	for _, r := range text {
		switch r {
		case '[':
			depth++
			most = max(most, depth)
		case ']':
			if depth--; depth < 0 {
				return -1
			}
		}
	}
	if depth != 0 {
		return -1
	}
	return most
}

// inTarget writes what an address within a link mark may not hold.
var inTarget = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D")

// target returns where a link with this href leads to, or why it leads nowhere.
func (w *walker) target(href string) (target, why string) {
	href = unwrapped(strings.TrimSpace(href))
	if href == "" || strings.HasPrefix(href, "#") {
		return "", "" // a place on the same page
	}
	u, err := url.Parse(href)
	if err != nil {
		return "", "link that is no address"
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return "", "link that is no address"
		}
	case "mailto", "tel":
		href = strings.ToLower(u.Scheme) + href[len(u.Scheme):]
		if u.Opaque == "" {
			return "", "link that is no address"
		}
	case "":
		if w.base == nil {
			return "", "link relative to a page whose address is not known"
		}
		href = w.base.ResolveReference(u).String()
	default:
		return "", "link that is no web address"
	}
	if href = inTarget.Replace(clean(href)); len(href) > maxTarget {
		return "", "link whose address is too long"
	}
	return href, ""
}

// unwrapped returns where an address leads that Google put around another's.
func unwrapped(href string) string {
	if !strings.HasPrefix(href, "https://www.google.com/url?") {
		return href
	}
	if u, err := url.Parse(href); err == nil && isLink(u.Query().Get("q")) {
		return u.Query().Get("q")
	}
	return href
}

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
			w.report.leave(attribute(n, "href"), why)
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
	case len(text) > maxLinkText:
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
	w.write(markLink(text, target))
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
	w.report.leave(target, why)
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
	from, err := url.Parse(linkOf(addresses...))
	if err != nil || from.Host == "" {
		from = nil
	}
	if page == nil {
		return from
	}
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

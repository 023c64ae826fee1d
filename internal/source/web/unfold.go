package web

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

var hiddenStyle = regexp.MustCompile(`(?i)(?:display\s*:\s*none|visibility\s*:\s*hidden)\s*;?`)

// unfold shows the parts of a page that are hidden until a reader opens what
// names them, such as the answer below a question, however short they are.
func unfold(page *html.Node) {
	for n := range page.Descendants() {
		if n.Type != html.ElementNode || isInline(n.DataAtom) || !isHidden(n) || !opensBelow(n) {
			continue
		}
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" || a.Key == "aria-hidden" })
		for i, a := range n.Attr {
			if a.Key == "style" {
				n.Attr[i].Val = hiddenStyle.ReplaceAllString(a.Val, "")
			}
		}
	}
}

func isHidden(n *html.Node) bool {
	return hasAttribute(n, "hidden") || attribute(n, "aria-hidden") == "true" || hiddenStyle.MatchString(attribute(n, "style"))
}

// opensBelow reports whether n is the panel of a tab, is labelled by another part,
// or stands right below a heading or what unfolds it.
func opensBelow(n *html.Node) bool {
	if attribute(n, "aria-labelledby") != "" || attribute(n, "role") == "tabpanel" || n.DataAtom == atom.Dd {
		return true
	}
	above := n.PrevSibling
	for above != nil && above.Type != html.ElementNode {
		above = above.PrevSibling
	}
	if above == nil || strings.TrimSpace(textOf(n)) == "" {
		return false
	}
	names := func(n *html.Node) bool { return headingLevel(n) > 0 || n.DataAtom == atom.Summary || asksByClass(n) }
	if names(above) {
		return true
	}
	for d := range above.Descendants() {
		if names(d) {
			return true
		}
	}
	return false
}

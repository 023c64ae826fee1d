package web

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// styleRule matches a rule of a style sheet for one class.
var styleRule = regexp.MustCompile(`\.([\w-]+)\s*\{([^{}]*)\}`)

// settleStyles makes elements of what a page says by style alone: words struck out
// by a line through them, and spans in bold.
func settleStyles(page *html.Node) {
	struck, bold := map[string]bool{}, map[string]bool{}
	for n := range page.Descendants() {
		if n.DataAtom != atom.Style {
			continue
		}
		for _, m := range styleRule.FindAllStringSubmatch(textOf(n), -1) {
			struck[m[1]] = struck[m[1]] || strikes(m[2])
			bold[m[1]] = bold[m[1]] || isBold(m[2])
		}
	}
	for n := range page.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		style := attribute(n, "style")
		strike, heavy := strikes(style), isBold(style)
		for class := range strings.FieldsSeq(attribute(n, "class")) {
			strike, heavy = strike || struck[class], heavy || bold[class]
		}
		switch {
		case strike && (n.DataAtom == atom.Span || n.DataAtom == atom.P || n.DataAtom == atom.Font):
			n.Data, n.DataAtom = "del", atom.Del
		case heavy && n.DataAtom == atom.Span:
			n.Data, n.DataAtom = "b", atom.B
		}
	}
}

func strikes(style string) bool { return strings.Contains(style, "line-through") }

var boldStyle = regexp.MustCompile(`font-weight:\s*(?:bold|[6-9]00)`)

func isBold(style string) bool { return boldStyle.MatchString(style) }

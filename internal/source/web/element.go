package web

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/prose"
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
		if n.Parent != nil && n.Parent.DataAtom == atom.Blockquote {
			return "" // who said it
		}
		return "beside the article"
	case atom.Form, atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Dialog:
		return "form or button"
	}
	switch attribute(n, "role") {
	case "navigation", "search", "menu", "menubar", "dialog", "alertdialog", "contentinfo", "complementary", "banner":
		return "navigation"
	}
	if why := byName(attribute(n, "class") + " " + attribute(n, "id")); why != "" {
		return why
	}
	const most = 150 // words; a larger part may be named after what it is about
	if why := byClass(attribute(n, "class") + " " + attribute(n, "id")); why != "" && atMost(n, most) {
		return why
	}
	return ""
}

// hidesIcon reports whether n is hidden and has at most three words, such as
// the name of an icon. Answers that are folded away are hidden too.
func hidesIcon(n *html.Node) bool {
	if attribute(n, "aria-hidden") != "true" && !hasAttribute(n, "hidden") {
		return false
	}
	return atMost(n, 3)
}

// atMost reports whether there are at most so many words below n. It stops
// counting there, so that asking for every element of a page stays cheap.
func atMost(n *html.Node, most int) bool {
	count := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			if count += prose.Words(d.Data); count > most {
				return false
			}
		}
	}
	return true
}

// byName knows the names that comments and lists of other articles have on
// most sites.
func byName(names string) string {
	for name := range strings.FieldsSeq(strings.ToLower(names)) {
		switch name {
		case "comments", "comments-area", "comment-list", "commentlist", "disqus_thread", "respond", "comment-respond":
			return "comment"
		case "article-votes", "was-this-helpful", "helpful-votes", "article-feedback", "feedback-widget", "page-feedback":
			return "asks readers what they think"
		case "article-author", "author-info", "author-box", "post-author", "entry-author":
			return "byline"
		case "related-posts", "relatedposts", "jp-relatedposts", "yarpp-related", "related-articles", "post-navigation", "recommended-posts":
			return "related articles"
		}
	}
	return ""
}

// byClass tells by the names an element has that it is no text. Whole words of
// a name count, so that "sharepoint" is not "share".
func byClass(names string) string {
	for name := range strings.FieldsSeq(strings.ToLower(names)) {
		switch name {
		case "headerlink", "anchorjs-link", "header-anchor":
			return "link to a heading"
		case "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only":
			return "for those who hear the page"
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
			case "sharedaddy", "addtoany", "addthis":
				return "share line"
			}
		}
	}
	return ""
}

// skip reports the words below n as left out; scripts and pictures have none.
func (w *walker) skip(n *html.Node, why string) {
	switch {
	case n.DataAtom == atom.Noscript:
		w.report.Leave(anyTag.ReplaceAllString(textOf(n), " "), "for browsers without scripts")
	case why == "script":
	default:
		text := prose.Clean(spacedText(n))
		if name := prose.FirstOf(attribute(n, "title"), attribute(n, "aria-label")); text == "" && why == "picture or player" {
			target, _ := w.target(attribute(n, "src"))
			text = strings.TrimSpace(name + " " + target)
		}
		w.report.Leave(text, why)
	}
}

// anyTag matches a tag within text that the parser leaves as it is.
var anyTag = regexp.MustCompile(`<[^>]*>`)

// superscript reads a raised mark: a number in brackets or with a link is a
// reference and leaves, another number behind a letter or number is a power.
func (w *walker) superscript(n *html.Node) {
	text := prose.Clean(textOf(n))
	class := attribute(n, "class") + " " + attribute(n, "id")
	if strings.HasPrefix(text, "[") || strings.Contains(class, "reference") || strings.Contains(class, "fnref") || power.MatchString(text) && linksWithin(n) {
		w.report.Leave(text, "reference mark")
		return
	}
	w.write(Raised(w.line.text.String(), text))
	w.children(n)
}

// linksWithin reports whether what a mark holds leads to a place of its page.
func linksWithin(mark *html.Node) bool {
	link := only(mark, atom.A)
	if link == nil && mark.Parent != nil && mark.Parent.DataAtom == atom.A {
		link = mark.Parent
	}
	return link != nil && strings.HasPrefix(attribute(link, "href"), "#")
}

// Raised returns the sign that tells a raised number from the letters before it,
// or "": 10 to the third is not 103.
func Raised(before, text string) string {
	last, _ := utf8.DecodeLastRuneInString(before)
	if power.MatchString(text) && (unicode.IsLetter(last) || unicode.IsDigit(last)) {
		return "^"
	}
	return ""
}

// power matches what a number or a unit is raised to.
var power = regexp.MustCompile(`^[+−-]?\d{1,3}$`)

// inlineOf returns the words below n on one line.
func (w *walker) inlineOf(n *html.Node) string {
	return w.inner().wordsOf(n)
}

// source.plainOf is inlineOf without the addresses of links, and without pictures.
func (w *walker) plainOf(n *html.Node) string {
	inner := w.inner()
	inner.bare, inner.unpictured = true, true
	return inner.wordsOf(n)
}

// inner returns a walker for what stands within a line of w.
func (w *walker) inner() *walker {
	return &walker{report: w.report, level: w.level, base: w.base, bare: w.bare, unpictured: w.unpictured, markdown: w.markdown}
}

func (w *walker) wordsOf(n *html.Node) string {
	blocks := w.all(n)
	parts := make([]string, len(blocks))
	for i, b := range blocks {
		parts[i] = b.Words()
	}
	return prose.Clean(strings.Join(parts, " "))
}

// isInline reports whether an element stands within a line.
func isInline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.Abbr, atom.Acronym, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Del, atom.Dfn, atom.Em,
		atom.Font, atom.I, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.Rb, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp, atom.Small,
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

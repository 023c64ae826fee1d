// Package web reads web pages, and Markdown, which becomes one first, into drafts.
package web

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// A Page is a parsed page, whose main content is yet to be found.
type Page struct {
	Base    *url.URL // that its links start from, or nil
	root    *html.Node
	whole   []draft.Block // all that it shows
	outside draft.Report  // and what of that is no text of an article
	found   draft.Draft   // what it says of itself
}

// OpenPage parses a page.
func OpenPage(ctx context.Context, text string, given draft.Options, report *draft.Report) (*Page, error) {
	root, err := parseHTML(ctx, text)
	if err != nil {
		return nil, err
	}
	readGoogleDoc(root, report)
	p := Page{root: root, found: readHead(root)}
	p.Base = baseOf(root, given.Base, p.found.Source, given.Source)
	p.whole = walk(bodyOf(root), p.Base, &p.outside)
	return &p, ctx.Err()
}

// Article returns the draft of what the page is about.
func (p *Page) Article(report *draft.Report) draft.Draft {
	d := p.found
	d.Blocks = walk(mainContent(p.root), p.Base, report)
	return d
}

// LinkedData returns what the page tells programs, as JSON-LD.
func (p *Page) LinkedData() []string {
	var all []string
	for n := range p.root.Descendants() {
		if n.DataAtom == atom.Script && attribute(n, "type") == "application/ld+json" {
			all = append(all, textOf(n))
		}
	}
	return all
}

// parseHTML parses a page or refuses one nested more than 512 deep, the
// parser's limit, which keeps every walk below it shallow.
func parseHTML(ctx context.Context, text string) (*html.Node, error) {
	if err := checkPage(text); err != nil {
		return nil, err
	}
	page, err := html.Parse(draft.Stoppable(ctx, strings.NewReader(text)))
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, draft.Refusal(draft.ErrNesting, "", "copy the page's text into a .txt file and import that")
	}
	settleStyles(page)
	placeNotes(page)
	readButtons(page)
	readTabs(page)
	unfold(page)
	return page, nil
}

// Fragment reads HTML that is no whole page.
func Fragment(ctx context.Context, text string, base *url.URL, report *draft.Report) ([]draft.Block, error) {
	return Blocks(ctx, "<!doctype html><body>"+text, base, report)
}

// Blocks reads all that a page shows.
func Blocks(ctx context.Context, text string, base *url.URL, report *draft.Report) ([]draft.Block, error) {
	page, err := parseHTML(ctx, text)
	if err != nil {
		return nil, err
	}
	return walk(bodyOf(page), base, report), nil
}

// renderedBlocks reads the HTML that Markdown became.
func renderedBlocks(ctx context.Context, text string, base *url.URL, report *draft.Report) ([]draft.Block, error) {
	page, err := parseHTML(ctx, "<!doctype html><body>"+text)
	if err != nil {
		return nil, err
	}
	w := &walker{report: report, level: 1, markdown: true, base: base}
	return w.all(bodyOf(page)), nil
}

// readButtons makes words of the buttons that carry an article's own: one
// within a heading becomes plain, one that unfolds a part becomes the heading of
// that part. Other buttons are no text.
func readButtons(page *html.Node) {
	beside := map[*html.Node]bool{}
	for n := range page.Descendants() {
		switch {
		case n.DataAtom != atom.Button:
		case inHeading(n):
			n.Data, n.DataAtom = "span", atom.Span
		case unfolds(n) && !besideArticle(n.Parent, beside):
			n.Data, n.DataAtom = "summary", atom.Summary
		}
	}
}

// unfolds reports whether a button shows and hides something.
func unfolds(button *html.Node) bool {
	return (hasAttribute(button, "aria-controls") || hasAttribute(button, "aria-expanded")) && prose.Words(textOf(button)) >= 2
}

// besideArticle reports whether n, or what it stands in, is a menu or the like and no
// part of the text. It remembers in known what it found.
func besideArticle(n *html.Node, known map[*html.Node]bool) bool {
	if n == nil {
		return false
	}
	beside, found := known[n]
	if !found {
		beside = notText(n) != "" || n.DataAtom == atom.Header || besideArticle(n.Parent, known)
		known[n] = beside
	}
	return beside
}

func inHeading(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if headingLevel(p) > 0 {
			return true
		}
	}
	return false
}

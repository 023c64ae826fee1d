package source

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// readHTML reads the main content of a web page.
func readHTML(ctx context.Context, text string, given Options, report *Report) (draft, error) {
	page, err := parseHTML(ctx, text)
	if err != nil {
		return draft{}, err
	}
	readGoogleDoc(page, report)
	d := readHead(page)
	base := baseOf(page, given.Base, d.source, given.Source)
	var outside Report
	whole := walk(bodyOf(page), base, &outside)
	if err := ctx.Err(); err != nil {
		return draft{}, err
	}
	d.blocks = walk(mainContent(page), base, report)
	d.blocks = withPairs(ctx, d.blocks, faqPairs(page), &walker{base: base, report: report})
	leaveOthers(whole, d, outside, report)
	return d, nil
}

// parseHTML parses a page or refuses one nested more than 512 deep, the
// parser's limit, which keeps every walk below it shallow.
func parseHTML(ctx context.Context, text string) (*html.Node, error) {
	if err := checkPage(text); err != nil {
		return nil, err
	}
	page, err := html.Parse(stoppable{ctx, strings.NewReader(text)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, refusal(ErrNesting, "", "copy the page's text into a .txt file and import that")
	}
	settleStyles(page)
	placeNotes(page)
	readButtons(page)
	readTabs(page)
	unfold(page)
	return page, nil
}

// fragmentBlocks reads HTML that is no whole page.
func fragmentBlocks(ctx context.Context, text string, base *url.URL, report *Report) ([]block, error) {
	page, err := parseHTML(ctx, "<!doctype html><body>"+text)
	if err != nil {
		return nil, err
	}
	return walk(bodyOf(page), base, report), nil
}

// markdownBlocks reads the HTML that Markdown became.
func markdownBlocks(ctx context.Context, text string, base *url.URL, report *Report) ([]block, error) {
	page, err := parseHTML(ctx, "<!doctype html><body>"+text)
	if err != nil {
		return nil, err
	}
	w := &walker{report: report, level: 1, markdown: true, base: base}
	return w.all(bodyOf(page)), nil
}

// recode turns a page into UTF-8 when it, or the server, says that it is
// written in something else.
func recode(body []byte, mediaType string) []byte {
	if encoding, name, _ := charset.DetermineEncoding(body, mediaType); name != "utf-8" && name != "" {
		if _, invalid := firstInvalid(body); invalid == 0 && !strings.HasPrefix(name, "utf-16") {
			return body // it says one thing and is another
		}
		if _, said, ok := strings.Cut(strings.ToLower(mediaType), "charset="); name == "windows-1252" && !(ok && said != "") && !saysCharset(body) {
			return body // only a guess
		}
		if text, err := encoding.NewDecoder().Bytes(body); err == nil {
			return text
		}
	}
	return body
}

// saysCharset reports whether the page names its encoding.
func saysCharset(body []byte) bool {
	return strings.Contains(strings.ToLower(string(body[:min(len(body), 1024)])), "charset")
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
	return (hasAttribute(button, "aria-controls") || hasAttribute(button, "aria-expanded")) && words(textOf(button)) >= 2
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

package source

import (
	"errors"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"golang.org/x/net/html/charset"
)

// maxElements bounds the pages whose main content is looked for by weighing
// elements against each other; larger ones are read whole.
const maxElements = 50_000

// readHTML reads the main content of a web page.
func readHTML(text string, report *Report) (draft, error) {
	page, err := parseHTML(text)
	if err != nil {
		return draft{}, err
	}
	d := readHead(page, report)
	var outside Report
	whole := walk(bodyOf(page), &outside)
	d.blocks = walk(mainContent(page), report)
	leaveOthers(whole, d, outside, report)
	return d, nil
}

// parseHTML parses a page or refuses one nested more than 512 deep, the
// parser's limit, which keeps every walk below it shallow.
func parseHTML(text string) (*html.Node, error) {
	page, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, refusal(ErrNesting, "", "copy the page's text into a .txt file and import that")
	}
	readButtons(page)
	return page, nil
}

// fragmentBlocks reads HTML that is no whole page.
func fragmentBlocks(text string, report *Report) ([]block, error) {
	page, err := parseHTML("<!doctype html><body>" + text)
	if err != nil {
		return nil, err
	}
	return walk(bodyOf(page), report), nil
}

// markdownBlocks reads the HTML that Markdown became.
func markdownBlocks(text string, report *Report) ([]block, error) {
	page, err := parseHTML("<!doctype html><body>" + text)
	if err != nil {
		return nil, err
	}
	w := &walker{report: report, level: 1, markdown: true}
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

// mainContent returns the part of page that is its article.
//
// A page that marks its main part itself is believed if that holds most of the
// words outside of navigation; otherwise readability weighs the elements. What
// it finds is taken only if it kept half of the words.
func mainContent(page *html.Node) *html.Node {
	whole := bodyOf(page)
	marked := whole
	for _, tag := range []atom.Atom{atom.Main, atom.Article} {
		if found := only(marked, tag); found != nil && wordsIn(found)*2 >= wordsIn(whole) {
			marked = found
		}
	}
	if marked != whole || elements(page) > maxElements {
		return marked
	}
	found, err := weigh(page)
	if err != nil || found == nil || wordsIn(found)*2 < wordsIn(whole) {
		return whole
	}
	return found
}

// weigh lets readability find the main content. It works on a copy.
func weigh(page *html.Node) (found *html.Node, err error) {
	// The library panics on some odd trees; a page must not stop the bot.
	defer func() {
		if recover() != nil {
			err = errors.New("unusual page")
		}
	}()
	parser := readability.NewParser()
	parser.KeepClasses = true
	article, err := parser.ParseDocument(page, nil)
	return article.Node, err
}

// readButtons makes words of the buttons that carry an article's own: one
// within a heading becomes plain, one that unfolds a part becomes the heading of
// that part. Other buttons are no text.
func readButtons(page *html.Node) {
	for n := range page.Descendants() {
		switch {
		case n.DataAtom != atom.Button:
		case inHeading(n):
			n.Data, n.DataAtom = "span", atom.Span
		case unfolds(n):
			n.Data, n.DataAtom = "summary", atom.Summary
		}
	}
}

// unfolds reports whether a button shows and hides a part of the text, and not
// a menu.
func unfolds(button *html.Node) bool {
	if !hasAttribute(button, "aria-controls") && !hasAttribute(button, "aria-expanded") || words(textOf(button)) < 2 {
		return false
	}
	for p := button.Parent; p != nil; p = p.Parent {
		if notText(p) != "" || p.DataAtom == atom.Header {
			return false
		}
	}
	return true
}

func inHeading(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if headingLevel(p) > 0 {
			return true
		}
	}
	return false
}

// only returns the one element of the kind below n, or nil.
func only(n *html.Node, kind atom.Atom) *html.Node {
	var found *html.Node
	for d := range n.Descendants() {
		if d.DataAtom == kind {
			if found != nil {
				return nil
			}
			found = d
		}
	}
	return found
}

func bodyOf(page *html.Node) *html.Node {
	if body := only(page, atom.Body); body != nil {
		return body
	}
	return page
}

// wordsIn counts the words below n outside of navigation and the like.
func wordsIn(n *html.Node) int {
	count := 0
	for _, b := range walk(n, &Report{}) {
		count += words(b.words())
	}
	return count
}

func elements(page *html.Node) int {
	count := 0
	for n := range page.Descendants() {
		if n.Type == html.ElementNode {
			count++
		}
	}
	return count
}

// leaveOthers reports what the whole page has, as blocks or left out, beyond
// what the draft holds.
func leaveOthers(whole []block, d draft, outside Report, report *Report) {
	have := map[string]int{clean(d.title): 1}
	for _, b := range d.blocks {
		have[clean(b.words())]++
	}
	for _, l := range report.Left {
		have[l.Text]++
	}
	other := func(text string) bool {
		have[text]--
		return have[text] < 0
	}
	for _, l := range outside.Left {
		if other(l.Text) {
			report.leave(l.Text, l.Why)
		}
	}
	for _, b := range whole {
		if text := clean(b.words()); other(text) {
			report.leave(text, "outside of the main text")
		}
	}
}

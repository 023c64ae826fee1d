package web

import (
	"errors"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// maxElements bounds the pages whose main content is looked for by weighing
// elements against each other; larger ones are read whole.
const maxElements = 50_000

// minMain is how many words make what was found on a page an article.
const minMain = 100

// mainContent returns the part of page that is its article.
//
// A page that marks its main part itself is believed if that holds most of the
// words outside of navigation; otherwise readability weighs the elements. What
// it finds is taken unless that is less than minMain and half of the words: on a
// short list of questions it may keep a single answer.
func mainContent(page *html.Node) *html.Node {
	whole := bodyOf(page)
	marked := whole
	for _, tag := range []atom.Atom{atom.Main, atom.Article} {
		if found := only(marked, tag); found != nil && wordsIn(found)*2 >= wordsIn(whole) {
			marked = found
		}
	}
	if found := articlePart(marked); found != nil && wordsIn(found)*2 >= wordsIn(whole) {
		marked = found
	}
	if marked != whole || elements(page) > maxElements {
		return marked
	}
	if holdsOnlyText(whole) {
		lowerHeadings(whole)
		return whole
	}
	found, err := weigh(page)
	if err != nil || found == nil {
		return whole
	}
	switch kept, all := wordsIn(found), wordsIn(whole); {
	case kept == all: // nothing stands beside the article, and the page knows better what its lines are
		lowerHeadings(whole)
		return whole
	case kept < minMain && kept*2 < all:
		return whole
	}
	return found
}

// articlePart returns the one element below n that programs of many sites name as
// their article, or nil.
func articlePart(n *html.Node) *html.Node {
	var found *html.Node
	for d := range n.Descendants() {
		if attribute(d, "itemprop") != "articleBody" && !namesArticle(attribute(d, "class")) {
			continue
		}
		if found != nil && !holds(found, d) {
			return nil
		}
		if found == nil {
			found = d
		}
	}
	return found
}

// namesArticle reports whether classes are those of an article's text: of Confluence,
// Zendesk, WordPress, GitHub, Docusaurus, VitePress, Sphinx.
func namesArticle(classes string) bool {
	for name := range strings.FieldsSeq(classes) {
		switch name {
		case "wiki-content", "article-body", "entry-content", "post-content", "markdown-body", "theme-doc-markdown", "vp-doc", "rst-content":
			return true
		}
	}
	return false
}

// lowerHeadings puts the highest headings below the title, as readability does.
func lowerHeadings(n *html.Node) {
	for d := range n.Descendants() {
		if d.DataAtom == atom.H1 {
			d.Data, d.DataAtom = "h2", atom.H2
		}
	}
}

// holdsOnlyText reports whether a page is headings, paragraphs, lists and tables
// right below its body, as programs export documents: nothing stands beside the
// article, of which readability would leave out lists and lines of links.
func holdsOnlyText(body *html.Node) bool {
	headings := 0
	for n := body.FirstChild; n != nil; n = n.NextSibling {
		switch {
		case n.Type != html.ElementNode:
		case headingLevel(n) > 0:
			headings++
		case notText(n) != "" && n.DataAtom != atom.Img && n.DataAtom != atom.Script && n.DataAtom != atom.Style:
			return false
		default:
			switch n.DataAtom {
			case atom.P, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Pre, atom.Blockquote, atom.Details, atom.Figure, atom.Hr, atom.Br, atom.Img, atom.Script, atom.Style:
			default:
				return false
			}
		}
	}
	return headings > 0
}

// weigh lets readability find the main content. It works on a copy.
func weigh(page *html.Node) (found *html.Node, err error) {
	// The library panics on some odd trees; a page must not stop the bot.
	defer func() {
		if recover() != nil {
			err = errors.New("unusual page")
		}
	}()
	partElements(page)
	parser := readability.NewParser()
	parser.KeepClasses = true
	article, err := parser.ParseDocument(page, nil)
	return article.Node, err
}

// partElements puts a space between two parts of a page that touch: readability
// makes lines of some parts, and would make one word of two.
func partElements(page *html.Node) {
	for n := range page.Descendants() {
		if next := n.NextSibling; n.Type == html.ElementNode && next != nil && next.Type == html.ElementNode && !withinWords(n.DataAtom) {
			n.Parent.InsertBefore(&html.Node{Type: html.TextNode, Data: "\n"}, next)
		}
	}
}

// withinWords reports whether an element may stand within a word.
func withinWords(a atom.Atom) bool {
	return isInline(a) || a == atom.B || a == atom.Strong || a == atom.Sup || a == atom.Br
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
	for _, b := range walk(n, nil, &draft.Report{}) {
		count += prose.Words(b.Words())
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

// LeaveOthers reports what the whole page has, as blocks or left out, beyond
// what the draft holds.
func (p *Page) LeaveOthers(d draft.Draft, report *draft.Report) {
	have := map[string]int{prose.Clean(d.Title): 1}
	for _, b := range d.Blocks {
		have[passage.Plain(prose.Clean(b.Words()))]++
	}
	for _, l := range report.Left {
		have[l.Text]++
	}
	other := func(text string) bool {
		have[text]--
		return have[text] < 0
	}
	for _, l := range p.outside.Left {
		if other(l.Text) {
			report.Leave(l.Text, l.Why)
		}
	}
	for _, b := range p.whole {
		if text := passage.Plain(prose.Clean(b.Words())); other(text) {
			report.Leave(text, "outside of the main text")
		}
	}
}

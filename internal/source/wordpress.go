package source

import (
	"context"
	"encoding/xml"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/office"
	"pamphlet/internal/source/prose"
	"pamphlet/internal/source/web"
	"pamphlet/knowledge"
)

// shortcode matches what WordPress puts other things in the place of.
var shortcode = regexp.MustCompile(`\[/?[a-z][\w-]*(?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|\S+?))*\s*/?\]`)

// A wordPressItem is a post or page of an export.
type wordPressItem struct {
	title, link, content, status, kind, date, password string
}

// readWordPress reads the published posts and pages of an export of WordPress,
// each as an article.
func readWordPress(ctx context.Context, text string, given Options, report *Report) ([]knowledge.Article, error) {
	var items []wordPressItem
	var item *wordPressItem
	element := ""
	err := office.Tokens([]byte(text), func(e xml.StartElement) {
		if element = e.Name.Local; element == "item" {
			items = append(items, wordPressItem{})
			item = &items[len(items)-1]
		}
		if element == "encoded" && strings.Contains(e.Name.Space, "excerpt") {
			element = "excerpt"
		}
	}, func(text string) {
		if item == nil {
			return
		}
		switch element {
		case "title":
			item.title += text
		case "link":
			item.link += text
		case "encoded":
			item.content += text
		case "status":
			item.status += text
		case "post_password":
			item.password += text
		case "post_type":
			item.kind += text
		case "post_date", "post_date_gmt":
			item.date = prose.FirstOf(item.date, text)
		}
	}, func(name string) {
		if element = ""; name == "item" {
			item = nil
		}
	})
	if err != nil {
		return nil, draft.Refusal(ErrDamaged, "its XML is broken", "export it again")
	}
	var all []knowledge.Article
	for _, i := range items {
		i.title = html.UnescapeString(i.title) // they may be written as in a page
		a, err := i.article(ctx, given, report)
		if err != nil {
			report.Leave(i.title, err.Error())
			continue
		}
		if a.Text != "" {
			all = append(all, a)
		}
	}
	switch {
	case len(items) == 0:
		return nil, draft.Refusal(ErrFormat, "XML that is no export of WordPress", "import its text")
	case len(all) == 0:
		return nil, draft.Empty()
	}
	return all, nil
}

// article makes an article of an item, or none of one that is not published.
func (i wordPressItem) article(ctx context.Context, given Options, report *Report) (knowledge.Article, error) {
	if kind := strings.TrimSpace(i.kind); kind != "" && kind != "post" && kind != "page" {
		if strings.TrimSpace(i.content) != "" { // not a picture, nor an entry of a menu
			report.Leave(prose.FirstOf(i.title, kind), "neither a post nor a page: "+kind)
		}
		return knowledge.Article{}, nil
	}
	if strings.TrimSpace(i.password) != "" {
		report.Leave(i.title, "behind a password")
		return knowledge.Article{}, nil
	}
	if status := strings.TrimSpace(i.status); status != "" && status != "publish" {
		report.Leave(i.title, "not published: "+status)
		return knowledge.Article{}, nil
	}
	link := prose.FirstLink(strings.TrimSpace(i.link))
	content := shortcode.ReplaceAllStringFunc(i.content, func(code string) string {
		report.Leave(code, "a shortcode")
		return ""
	})
	blocks, err := web.Fragment(ctx, paragraphs(content), draft.LinkBase(link, given.Source), report)
	if err != nil {
		return knowledge.Article{}, err
	}
	own := given
	own.Identity, own.Slug, own.Title = prose.FirstOf(link, given.Identity+"#"+prose.Clean(i.title)), "", ""
	d := draft.Draft{Blocks: blocks, Title: prose.Clean(i.title), Source: link, Published: prose.FirstDate(strings.TrimSpace(i.date))}
	if len(blocks) == 0 {
		report.Leave(prose.FirstOf(i.title, link), "has no text")
		return knowledge.Article{}, nil
	}
	a, err := d.Article(prose.FirstOf(prose.Clean(i.title), "Untitled"), own, report)
	if err == nil {
		report.Articles++
		report.Words += prose.Words(a.Text)
	}
	return a, err
}

// blockLine matches a line of a post that begins or ends with a part of a page:
// there WordPress shows no line break.
var blockLine = regexp.MustCompile(`(?i)^\s*</?(?:ul|ol|li|table|t[rdh]|thead|tbody|h[1-6]|div|blockquote|pre|dl|d[td]|hr|figure|section)\b|</?(?:ul|ol|li|table|t[rdh]|thead|tbody|h[1-6]|div|blockquote|pre|dl|d[td]|figure|section)>\s*$`)

// paragraphs writes the lines of a post as WordPress shows them: an empty line
// parts paragraphs, any other line break is one.
func paragraphs(content string) string {
	if strings.Contains(content, "<p") && !strings.Contains(content, "<pre") || strings.Contains(content, "<!-- wp:") {
		return content
	}
	var page strings.Builder
	page.WriteString("<p>")
	lines := strings.Split(prose.UnixNewlines(content), "\n")
	inPre := false
	for i, l := range lines {
		page.WriteString(l)
		inPre = inPre && !strings.Contains(l, "</pre") || strings.LastIndex(l, "<pre") > strings.LastIndex(l, "</pre")
		switch {
		case inPre || i+1 == len(lines):
			page.WriteByte('\n')
		case strings.TrimSpace(l) == "" || strings.TrimSpace(lines[i+1]) == "":
			page.WriteString("</p>\n<p>")
		case blockLine.MatchString(l) || blockLine.MatchString(lines[i+1]):
			page.WriteByte('\n')
		default:
			page.WriteString("<br>\n")
		}
	}
	return page.String()
}

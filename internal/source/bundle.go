package source

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"path"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"pamphlet/knowledge"
)

// maxArchive bounds what the files of one archive, and of those within it, unpack
// to, in bytes.
const maxArchive = 64 << 20

// readArchive reads each file of an archive, such as an export of Notion, as
// articles of their own. What cannot be read is left out and named.
func readArchive(ctx context.Context, body []byte, given Options, report *Report) ([]knowledge.Article, error) {
	archive, err := openArchive(body, "archive")
	if err != nil {
		return nil, err
	}
	if saysMore(archive, maxArchive) {
		return nil, refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "unpack it and import the folder")
	}
	var all []knowledge.Article
	size := new(int)
	if given.unpacked != nil {
		size = given.unpacked
	}
	for _, name := range archived(archive, given.unpacked != nil, report) {
		file, err := part(ctx, archive, name)
		if err != nil {
			return nil, err
		}
		if *size += len(file); *size > maxArchive {
			return nil, refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "unpack it and import the folder")
		}
		own := given
		own.Identity, own.Slug, own.unpacked = given.Identity+"#"+name, "", size
		articles, found, err := Read(ctx, path.Base(name), file, own)
		if err != nil {
			report.leave(name, err.Error())
			continue
		}
		report.add(found)
		all = append(all, articles...)
	}
	if len(all) == 0 {
		return nil, refusal(ErrEmpty, "an archive without articles", "unpack it and import the files that hold text")
	}
	return all, nil
}

// saysMore reports whether the parts of an archive are larger than most bytes, by
// what it says itself. One that lies is found out when it is unpacked.
func saysMore(archive *zip.Reader, most uint64) bool {
	size := uint64(0)
	for _, f := range archive.File {
		if size += min(f.UncompressedSize64, most+1); size > most {
			return true
		}
	}
	return false
}

// add adds what became of a file within a file.
func (r *Report) add(found Report) {
	r.Articles += found.Articles
	r.Passages += found.Passages
	r.Words += found.Words
	r.More += found.More
	r.Notes = append(r.Notes, found.Notes...)
	for _, l := range found.Left {
		r.leave(l.Text, l.Why)
	}
}

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
	err := tokens([]byte(text), func(e xml.StartElement) {
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
			item.date = firstOf(item.date, text)
		}
	}, func(name string) {
		if element = ""; name == "item" {
			item = nil
		}
	})
	if err != nil {
		return nil, refusal(ErrDamaged, "its XML is broken", "export it again")
	}
	var all []knowledge.Article
	for _, i := range items {
		i.title = html.UnescapeString(i.title) // they may be written as in a page
		a, err := i.article(ctx, given, report)
		if err != nil {
			report.leave(i.title, err.Error())
			continue
		}
		if a.Text != "" {
			all = append(all, a)
		}
	}
	switch {
	case len(items) == 0:
		return nil, refusal(ErrFormat, "XML that is no export of WordPress", "import its text")
	case len(all) == 0:
		return nil, errEmpty()
	}
	return all, nil
}

// article makes an article of an item, or none of one that is not published.
func (i wordPressItem) article(ctx context.Context, given Options, report *Report) (knowledge.Article, error) {
	if kind := strings.TrimSpace(i.kind); kind != "" && kind != "post" && kind != "page" {
		if strings.TrimSpace(i.content) != "" { // not a picture, nor an entry of a menu
			report.leave(firstOf(i.title, kind), "neither a post nor a page: "+kind)
		}
		return knowledge.Article{}, nil
	}
	if strings.TrimSpace(i.password) != "" {
		report.leave(i.title, "behind a password")
		return knowledge.Article{}, nil
	}
	if status := strings.TrimSpace(i.status); status != "" && status != "publish" {
		report.leave(i.title, "not published: "+status)
		return knowledge.Article{}, nil
	}
	link := linkOf(strings.TrimSpace(i.link))
	content := shortcode.ReplaceAllStringFunc(i.content, func(code string) string {
		report.leave(code, "a shortcode")
		return ""
	})
	blocks, err := fragmentBlocks(ctx, paragraphs(content), baseOf(nil, link, given.Source), report)
	if err != nil {
		return knowledge.Article{}, err
	}
	own := given
	own.Identity, own.Slug, own.Title = firstOf(link, given.Identity+"#"+clean(i.title)), "", ""
	d := draft{blocks: blocks, title: clean(i.title), source: link, published: firstDate(strings.TrimSpace(i.date))}
	if len(blocks) == 0 {
		report.leave(firstOf(i.title, link), "has no text")
		return knowledge.Article{}, nil
	}
	a, err := d.article(firstOf(clean(i.title), "Untitled"), own, report)
	if err == nil {
		report.Articles++
		report.Words += words(a.Text)
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
	lines := strings.Split(newlines.Replace(content), "\n")
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

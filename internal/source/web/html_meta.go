package web

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// readHead reads what a page says about itself: title, date, address and
// language.
func readHead(page *html.Node) draft.Draft {
	meta := map[string]string{}
	var d draft.Draft
	var title, heading, timeTag string
	for n := range page.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			d.Language = prose.LanguageCode(attribute(n, "lang"))
		case atom.Title:
			if title == "" && n.Parent.DataAtom == atom.Head {
				title = prose.Clean(textOf(n))
			}
		case atom.H1:
			text := prose.Clean(textOf(n))
			if _, page, named := strings.Cut(text, " : "); named && attribute(n, "id") == "title-heading" {
				text = page // behind the name of a space of Confluence
			}
			heading = prose.FirstOf(heading, text)
		case atom.Meta:
			name := strings.ToLower(attribute(n, "property") + attribute(n, "name") + attribute(n, "itemprop"))
			meta[name] = prose.FirstOf(meta[name], prose.Clean(attribute(n, "content")))
		case atom.Link:
			if attribute(n, "rel") == "canonical" && prose.IsLink(attribute(n, "href")) {
				d.Source = attribute(n, "href")
			}
		case atom.Time:
			timeTag = prose.FirstOf(timeTag, attribute(n, "datetime"), prose.Clean(textOf(n)))
		case atom.Script:
			if attribute(n, "type") == "application/ld+json" {
				readLinkedData(textOf(n), meta)
			}
		}
	}
	d.Title = pageTitle(prose.FirstOf(meta["og:title"], title), heading)
	if d.Source == "" && prose.IsLink(meta["og:url"]) {
		d.Source = meta["og:url"]
	}
	d.Published = prose.FirstDate(meta["article:published_time"], meta["datepublished"], meta["date"], meta["dc.date"], meta["dcterms.created"], meta["pubdate"], timeTag)
	d.Updated = prose.FirstDate(meta["article:modified_time"], meta["datemodified"], meta["og:updated_time"], meta["last-modified"], meta["dcterms.modified"])
	return d
}

// readLinkedData adds the dates of JSON-LD to meta.
func readLinkedData(text string, meta map[string]string) {
	var value any
	if json.Unmarshal([]byte(text), &value) != nil {
		return
	}
	var visit func(v any, depth int)
	visit = func(v any, depth int) {
		if depth > 4 { // articles stand at the top or within @graph
			return
		}
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				visit(e, depth+1)
			}
		case map[string]any:
			for _, name := range []string{"datePublished", "dateModified"} {
				if day, ok := v[name].(string); ok {
					key := strings.ToLower(name)
					meta[key] = prose.FirstOf(meta[key], day)
				}
			}
			visit(v["@graph"], depth+1)
		}
	}
	visit(value, 0)
}

// pageTitle prefers the heading on the page when the title is that and the
// name of the site: "Side effects | Example Clinic".
func pageTitle(title, heading string) string {
	if title == "" || heading != "" && strings.Contains(prose.Fold(title), prose.Fold(heading)) {
		return prose.FirstOf(heading, title)
	}
	for _, mark := range []string{" | ", " – ", " — ", " · ", " :: ", " - "} {
		if before, after, ok := strings.Cut(title, mark); ok && prose.Words(before) >= 2 && prose.Words(after) <= 5 {
			return before
		}
	}
	return title
}

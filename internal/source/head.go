package source

import (
	"encoding/json"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHead reads what a page says about itself: title, date, address and
// language.
func readHead(page *html.Node) draft {
	meta := map[string]string{}
	var d draft
	var title, heading, timeTag string
	for n := range page.Descendants() {
		switch n.DataAtom {
		case atom.Html:
			d.language = languageCode(attribute(n, "lang"))
		case atom.Title:
			if title == "" && n.Parent.DataAtom == atom.Head {
				title = clean(textOf(n))
			}
		case atom.H1:
			heading = firstOf(heading, clean(textOf(n)))
		case atom.Meta:
			name := strings.ToLower(attribute(n, "property") + attribute(n, "name") + attribute(n, "itemprop"))
			meta[name] = firstOf(meta[name], clean(attribute(n, "content")))
		case atom.Link:
			if attribute(n, "rel") == "canonical" && isLink(attribute(n, "href")) {
				d.source = attribute(n, "href")
			}
		case atom.Time:
			timeTag = firstOf(timeTag, attribute(n, "datetime"), clean(textOf(n)))
		case atom.Script:
			if attribute(n, "type") == "application/ld+json" {
				readLinkedData(textOf(n), meta)
			}
		}
	}
	d.title = pageTitle(firstOf(meta["og:title"], title), heading)
	if d.source == "" && isLink(meta["og:url"]) {
		d.source = meta["og:url"]
	}
	d.published = firstDate(meta["article:published_time"], meta["datepublished"], meta["date"], meta["dc.date"], meta["dcterms.created"], meta["pubdate"], timeTag)
	d.updated = firstDate(meta["article:modified_time"], meta["datemodified"], meta["og:updated_time"], meta["last-modified"], meta["dcterms.modified"])
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
					meta[key] = firstOf(meta[key], day)
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
	if title == "" || heading != "" && strings.Contains(fold(title), fold(heading)) {
		return firstOf(heading, title)
	}
	for _, mark := range []string{" | ", " – ", " — ", " · ", " :: ", " - "} {
		if before, after, ok := strings.Cut(title, mark); ok && words(before) >= 2 && words(after) <= 5 {
			return before
		}
	}
	return title
}

func firstDate(texts ...string) time.Time {
	for _, t := range texts {
		if found, ok := parseDay(t); ok && !found.ambiguous {
			return found.day
		}
	}
	return time.Time{}
}

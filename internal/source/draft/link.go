package draft

import (
	"net/url"
	"strings"

	"pamphlet/internal/source/prose"
)

// Limits of a link that is kept, in bytes. A passage must be able to hold it.
const (
	maxTarget   = 500
	MaxLinkText = 400
)

// MarkLink writes a link as canonical text has it: its words and its address,
// or the address alone if it has no other words.
func MarkLink(text, target string) string {
	switch bare := strings.TrimPrefix(strings.TrimPrefix(target, "mailto:"), "tel:"); {
	case text == target, text == bare && bare != target:
		return text
	}
	text = strings.ReplaceAll(text, "](", "] (")
	if depth := deepest(text); depth < 0 || depth > 1 {
		text = strings.NewReplacer("[", "(", "]", ")").Replace(text)
	}
	return "[" + text + "](" + target + ")"
}

// deepest returns how deep the square brackets of text are nested, or -1 if they
// do not match.
func deepest(text string) int {
	depth, most := 0, 0
	for _, r := range text {
		switch r {
		case '[':
			depth++
			most = max(most, depth)
		case ']':
			if depth--; depth < 0 {
				return -1
			}
		}
	}
	if depth != 0 {
		return -1
	}
	return most
}

// inTarget writes what an address within a link mark may not hold.
var inTarget = strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E", "[", "%5B", "]", "%5D")

// unwrapped returns where an address leads that Google put around another's.
func unwrapped(href string) string {
	if !strings.HasPrefix(href, "https://www.google.com/url?") {
		return href
	}
	if u, err := url.Parse(href); err == nil && prose.IsLink(u.Query().Get("q")) {
		return u.Query().Get("q")
	}
	return href
}

// LinkTarget returns where a link with this href leads to, or why it leads nowhere.
// A relative one starts from base, if that is known.
func LinkTarget(base *url.URL, href string) (target, why string) {
	href = unwrapped(strings.TrimSpace(href))
	if href == "" || strings.HasPrefix(href, "#") {
		return "", "" // a place on the same page
	}
	u, err := url.Parse(href)
	if err != nil {
		return "", "link that is no address"
	}
	switch strings.ToLower(u.Scheme) {
	case "http", "https":
		if u.Host == "" {
			return "", "link that is no address"
		}
	case "mailto", "tel":
		href = strings.ToLower(u.Scheme) + href[len(u.Scheme):]
		if u.Opaque == "" {
			return "", "link that is no address"
		}
		if strings.HasPrefix(href, "tel:") {
			href = strings.NewReplacer(" ", "", "%20", "").Replace(href)
		}
	case "":
		if base == nil {
			return "", "link relative to a page whose address is not known"
		}
		href = base.ResolveReference(u).String()
	default:
		return "", "link that is no web address"
	}
	if href = inTarget.Replace(prose.Clean(href)); len(href) > maxTarget {
		return "", "link whose address is too long"
	}
	return href, ""
}

// LinkBase returns the first of addresses that links can start from, or nil.
func LinkBase(addresses ...string) *url.URL {
	from, err := url.Parse(prose.FirstLink(addresses...))
	if err != nil || from.Host == "" {
		return nil
	}
	return from
}

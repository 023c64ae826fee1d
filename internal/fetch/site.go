package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"
)

const (
	// MaxPages is how many pages of a site are listed: a help centre has some
	// hundred.
	MaxPages    = 500
	maxSitemaps = 50
	maxSiteTime = time.Minute
)

var errNoSitemap = errors.New("that site has no list of its pages (sitemap.xml); name its pages one by one, or give the address of the list")

// Site returns the addresses of a site's pages, in the order in which its
// sitemaps list them: those below address, or all that it lists if address is
// itself a sitemap. At most MaxPages come; more tells that there were others.
// Only pages of the site's own host count. Its error is a sentence, as Fetch's is.
func (f *Fetcher) Site(ctx context.Context, address string) (pages []string, more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, maxSiteTime)
	defer cancel()
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(address) > maxAddress {
		return nil, false, errAddress
	}
	if err := check(u); err != nil {
		return nil, false, err
	}
	below, queue := u.Path, []string{u.String()}
	if !isSitemap(u) {
		if queue, err = f.sitemaps(ctx, u); err != nil {
			return nil, false, explain(err)
		}
	} else {
		below = ""
	}
	seen := map[string]bool{}
	for n := 0; n < len(queue) && n < maxSitemaps; n++ {
		list, err := f.sitemap(ctx, queue[n])
		switch {
		case ctx.Err() != nil:
			return nil, false, explain(ctx.Err())
		case err != nil && len(queue) == 1:
			return nil, false, err
		}
		for _, m := range sameHost(u, list.Maps, "") {
			if !slices.Contains(queue, m) {
				queue = append(queue, m)
			}
		}
		for _, page := range sameHost(u, list.Pages, below) {
			if len(pages) == MaxPages {
				return pages, true, nil
			}
			if !seen[page] {
				seen[page] = true
				pages = append(pages, page)
			}
		}
	}
	if len(pages) == 0 {
		return nil, false, errNoSitemap
	}
	return pages, len(queue) > maxSitemaps, nil
}

func isSitemap(u *url.URL) bool {
	return strings.HasSuffix(u.Path, ".xml") || strings.HasSuffix(u.Path, ".xml.gz")
}

// sitemaps are those that robots.txt names, else the usual one.
func (f *Fetcher) sitemaps(ctx context.Context, u *url.URL) ([]string, error) {
	rules, err := f.robots(ctx, u)
	if err != nil {
		return nil, err
	}
	if rules != nil && len(rules.Sitemaps) > 0 {
		return sameHost(u, rules.Sitemaps, ""), nil
	}
	return []string{(&url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/sitemap.xml"}).String()}, nil
}

// A sitemap is a list of pages, or of other such lists (sitemaps.org).
type sitemap struct {
	Pages []string `xml:"url>loc"`
	Maps  []string `xml:"sitemap>loc"`
}

func (f *Fetcher) sitemap(ctx context.Context, address string) (sitemap, error) {
	u, err := url.Parse(address)
	if err != nil {
		return sitemap{}, errAddress
	}
	if err := f.allowed(ctx, u); err != nil {
		return sitemap{}, explain(err)
	}
	response, err := f.get(ctx, u)
	if err != nil {
		return sitemap{}, explain(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return sitemap{}, errNoSitemap
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxSize))
	if err != nil {
		return sitemap{}, explain(err)
	}
	if unpacked, err := gzip.NewReader(bytes.NewReader(body)); err == nil && path.Ext(u.Path) == ".gz" {
		if body, err = io.ReadAll(io.LimitReader(unpacked, maxSize)); err != nil {
			return sitemap{}, errNoSitemap
		}
	}
	var list sitemap
	if err := xml.Unmarshal(body, &list); err != nil {
		return sitemap{}, errNoSitemap
	}
	return list, nil
}

// sameHost returns the addresses of u's host whose path is below a folder.
func sameHost(u *url.URL, addresses []string, below string) []string {
	addresses = slices.Clone(addresses)
	kept := addresses[:0]
	for _, a := range addresses {
		to, err := u.Parse(strings.TrimSpace(a))
		if err != nil || check(to) != nil || to.Host != u.Host || !strings.HasPrefix(to.Path, below) {
			continue
		}
		to.Fragment = ""
		kept = append(kept, to.String())
	}
	return kept
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// pagePause is the time between two pages of a site, which is not ours.
const pagePause = 200 * time.Millisecond

// siteArticles reads the pages that a site's sitemap lists below an address. One
// bad page does not hold up the others.
func (a *env) siteArticles(ctx context.Context, addresses []string, i importing) ([]knowledge.Article, error) {
	pages, more, err := a.web.Site(ctx, addresses[0])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", addresses[0], err)
	}
	if more {
		fmt.Fprintf(a.Err, "note: the site has more pages; only the first %d are read. Name a folder of it, or its sitemaps one by one\n", len(pages))
	}
	var all []knowledge.Article
	var passed []string
	read := make(map[string]bool) // where pages were found
	bar := a.progress("fetching", len(pages))
	for n, page := range pages {
		articles, report, err := a.page(ctx, page, read, i.given)
		bar.done()
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case err != nil:
			passed = append(passed, fmt.Sprintf("%s: %v", page, err))
		default:
			a.printSource(page, report, i.verbose)
			all = append(all, articles...)
		}
		bar.at(n + 1)
	}
	bar.done()
	for _, line := range passed {
		fmt.Fprintln(a.Err, "not read:", line)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: nothing there could be read", addresses[0])
	}
	return all, nil
}

// page fetches and reads one page of a site.
func (a *env) page(ctx context.Context, address string, read map[string]bool, given source.Options) ([]knowledge.Article, source.Report, error) {
	pause := time.NewTimer(pagePause)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-ctx.Done():
		return nil, source.Report{}, ctx.Err()
	}
	found, err := a.web.Fetch(ctx, address)
	switch {
	case err != nil:
		return nil, source.Report{}, err
	case read[found.URL]:
		return nil, source.Report{}, errors.New("it leads to a page that was read already")
	}
	read[found.URL] = true
	given.Type, given.Identity, given.Base, given.Cache = found.Type, found.URL, found.URL, source.CacheFolder()
	articles, report, err := source.Read(ctx, found.Name, found.Body, given)
	for n := range articles {
		articles[n].Guild = a.settings.Guild
		if articles[n].Source == "" {
			articles[n].Source = found.URL
		}
	}
	return articles, report, err
}

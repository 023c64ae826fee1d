package fetch

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"github.com/temoto/robotstxt"
)

// maxRobots is how much of a robots.txt is read: what RFC 9309 asks a reader
// to take at least.
const maxRobots = 500 << 10

// allowed asks the site's robots.txt whether a page may be read (RFC 9309).
func (f *Fetcher) allowed(ctx context.Context, u *url.URL) error {
	rules, err := f.robots(ctx, u)
	if err != nil || rules == nil {
		return err
	}
	where := u.EscapedPath()
	if where == "" {
		where = "/"
	}
	if u.RawQuery != "" {
		where += "?" + u.RawQuery
	}
	if !rules.TestAgent(where, agent) {
		return errRobots
	}
	return nil
}

// robots reads the robots.txt of u's site; nil is one that cannot be understood,
// which forbids nothing.
func (f *Fetcher) robots(ctx context.Context, u *url.URL) (*robotstxt.RobotsData, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, errAddress
	}
	request.Header.Set("User-Agent", agent)
	client := *f.client
	client.CheckRedirect = func(to *http.Request, via []*http.Request) error {
		if len(via) > maxRedirects {
			return errRedirects
		}
		return check(to.URL)
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxRobots))
	if err != nil {
		return nil, err
	}
	rules, err := robotstxt.FromStatusAndBytes(response.StatusCode, body)
	if err != nil {
		return nil, nil
	}
	return rules, nil
}

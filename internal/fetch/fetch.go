// Package fetch reads public web pages on behalf of a moderator who named them.
//
// An address comes from a person and may be meant to reach what the machine can
// reach and the person cannot. Therefore only public addresses are dialled,
// looked at after names are resolved and again at every redirect; no proxy, no
// cookies and no credentials are used; size, time and redirects are bounded;
// robots.txt is obeyed; and only what can be read as an article is taken.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"code.dny.dev/ssrf"
)

const (
	maxSize      = 10 << 20         // bytes, once unpacked; no longer document is read anyway
	maxTime      = 10 * time.Second // in all: a moderator waits for it
	maxRedirects = 5
	maxAddress   = 2000 // characters of an address
	agent        = "Pamphlet"
)

// types are the media types that can be read as an article.
var types = []string{
	"text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "text/csv",
	"text/tab-separated-values", "application/json", "application/x-ndjson", "application/jsonl",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "application/pdf",
}

// A Page is what an address held.
type Page struct {
	Name string // the last part of its path
	Type string // media type, as the server says it
	URL  string // where it was found, after redirects
	Body []byte
}

// A Fetcher fetches pages. It is safe for use by many goroutines.
type Fetcher struct{ client *http.Client }

// New returns a Fetcher. Options loosen what may be dialled, for tests.
func New(options ...ssrf.Option) *Fetcher {
	dialer := &net.Dialer{Timeout: maxTime, Control: ssrf.New(options...).Safe}
	f := &Fetcher{}
	f.client = &http.Client{
		Timeout: maxTime,
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: maxTime, ResponseHeaderTimeout: maxTime,
			MaxResponseHeaderBytes: 64 << 10, DisableKeepAlives: true, ForceAttemptHTTP2: true,
		},
		CheckRedirect: func(to *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return errRedirects
			}
			to.Header.Del("Referer")
			if err := check(to.URL); err != nil {
				return err
			}
			return f.allowed(to.Context(), to.URL)
		},
	}
	return f
}

// Loopback returns a Fetcher that may also read from this machine: for tests.
func Loopback() *Fetcher {
	return New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.1/32")))
}

// What can be wrong with an address. Each says what to do.
var (
	errAddress   = errors.New("that is no web address; write it in full, as in https://example.org/page")
	errPrivate   = errors.New("that address is not public; send the article as a file")
	errLogin     = errors.New("an address must not hold a name or password; leave them out")
	errRedirects = errors.New("that address leads on too often; give the one it ends at")
	errRobots    = errors.New("that site asks robots not to read this page; send the article as a file")
	errLarge     = errors.New("that page is larger than 10 MB; send its text as a file")
	errSlow      = errors.New("that site took too long to answer; try again later")
	errReach     = errors.New("that address cannot be reached; check it for slips")
)

// Fetch returns the page at an address. Every error is a sentence for the
// moderator who gave it, without its first capital and full stop, and never
// tells more about a private network than that it is one.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Page, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || len(address) > maxAddress {
		return Page{}, errAddress
	}
	if err := check(u); err != nil {
		return Page{}, err
	}
	if err := f.allowed(ctx, u); err != nil {
		return Page{}, explain(err)
	}
	response, err := f.get(ctx, u)
	if err != nil {
		return Page{}, explain(err)
	}
	defer response.Body.Close()
	return read(response)
}

// check refuses what is no plain public web address by its looks. What it
// resolves to is looked at when it is dialled.
func check(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		return errAddress
	case u.User != nil:
		return errLogin
	}
	return nil
}

func (f *Fetcher) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, errAddress
	}
	request.Header.Set("User-Agent", agent)
	request.Header.Set("Accept", strings.Join(types, ", "))
	return f.client.Do(request)
}

// read takes the body of a response that can be an article.
func read(response *http.Response) (Page, error) {
	if response.StatusCode != http.StatusOK {
		return Page{}, fmt.Errorf("that site answered %d instead of a page; check the address", response.StatusCode)
	}
	header := response.Header.Get("Content-Type")
	kind, _, err := mime.ParseMediaType(header)
	if err != nil || !slices.Contains(types, kind) {
		return Page{}, fmt.Errorf("that address holds %s, which is no article; give a web page, or send a file", named(kind))
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, maxSize+1))
	if err != nil {
		return Page{}, explain(err)
	}
	if len(body) > maxSize {
		return Page{}, errLarge
	}
	u := response.Request.URL
	name := path.Base(u.Path)
	if name == "." || name == "/" {
		name = u.Hostname()
	}
	return Page{Name: name, Type: header, URL: u.String(), Body: body}, nil
}

// named is a media type as a moderator is told of it. A server may send any
// text as one.
func named(kind string) string {
	const most = 100 // characters; registered ones are shorter
	if kind == "" || len(kind) > most {
		return "something unknown"
	}
	return kind
}

// explain turns an error of the network into a sentence.
func explain(err error) error {
	for _, known := range []error{errAddress, errPrivate, errLogin, errRedirects, errRobots, errLarge, errNoSitemap} {
		if errors.Is(err, known) {
			return known
		}
	}
	var timeout net.Error
	switch {
	case errors.Is(err, ssrf.ErrProhibitedIP), errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork):
		return errPrivate
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		return errSlow
	}
	return errReach
}

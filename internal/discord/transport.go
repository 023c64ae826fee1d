package discord

import (
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// transport carries REST calls: to version 10 of the API, which the tests
// hold them to (discordgo writes 9), or to another address on this machine.
type transport struct {
	next    http.RoundTripper
	first   http.RoundTripper // first answers to interactions: they wait for no other call's connection
	api     *url.URL          // nil is Discord's
	gateway string            // "" is Discord's
}

func newTransport(s Settings) (*transport, error) {
	t := &transport{gateway: s.Gateway, next: connections(s.Pace), first: connections(s.Pace)}
	if s.API == "" {
		return t, nil
	}
	api, err := url.Parse(s.API)
	if err == nil {
		api.Path = apiVersion.ReplaceAllString(api.Path, "")
	}
	t.api = api
	return t, err
}

// connections are kept open and bounded.
func connections(pace Pace) *http.Transport {
	return &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxConnsPerHost:       256,
		MaxIdleConnsPerHost:   256,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   5 * time.Second,
		ResponseHeaderTimeout: pace.Request,
	}
}

// apiVersion is the end of an address that names the API or a version of it,
// as paths do themselves.
var apiVersion = regexp.MustCompile(`(/api(/v\d+)?)?/*$`)

// RoundTrip sends a request.
func (t *transport) RoundTrip(req *http.Request) (*http.Response, error) {
	if t.gateway != "" && req.URL.Path == "/api/v9/gateway" {
		return written(req, `{"url":`+strconv.Quote(t.gateway)+`}`), nil
	}
	req = req.Clone(req.Context())
	req.URL.Path = strings.Replace(req.URL.Path, "/api/v9/", "/api/v10/", 1)
	if t.api != nil {
		req.URL.Scheme, req.URL.Host, req.Host = t.api.Scheme, t.api.Host, ""
		req.URL.Path = strings.TrimSuffix(t.api.Path, "/") + req.URL.Path
	}
	if strings.Contains(req.URL.Path, "/api/v10/interactions/") {
		return t.first.RoundTrip(req)
	}
	return t.next.RoundTrip(req)
}

func httpClient(t *transport, timeout time.Duration) *http.Client {
	return &http.Client{Transport: t, Timeout: timeout}
}

func (t *transport) close() {
	for _, carrier := range []http.RoundTripper{t.next, t.first} {
		if inner, ok := carrier.(*http.Transport); ok {
			inner.CloseIdleConnections()
		}
	}
}

// written is an answer that no server gave.
func written(req *http.Request, body string) *http.Response {
	return &http.Response{
		Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: req,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}
}

// a witness sees the answer to one call, of which discordgo returns the body
// alone. An answer that is not JSON is emptied: discordgo would report a
// fault of syntax instead of the status.
type statusRecorder struct {
	next   http.RoundTripper
	status int
	header http.Header
}

// RoundTrip sends a request and remembers the answer.
func (w *statusRecorder) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	w.status, w.header = resp.StatusCode, resp.Header
	if resp.StatusCode == http.StatusTooManyRequests && !strings.HasPrefix(resp.Header.Get("Content-Type"), "application/json") {
		resp.Body.Close()
		resp.Body = io.NopCloser(strings.NewReader("{}"))
	}
	return resp, nil
}

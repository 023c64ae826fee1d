package discord

import (
	"cmp"
	"net"
	"net/http"
	"regexp"
	"time"

	"github.com/bwmarrin/discordgo"
)

// apiVersion is the version of Discord's API, which its gateway shares. Paths are
// written for it: discordgo's endpoints are of version 9.
const apiVersion = "10"

// namesAPI is the end of an address that names the API or a version of it.
var namesAPI = regexp.MustCompile(`(/api(/v\d+)?)?/*$`)

// apiAddress is what goes before every path, at Discord or at another address.
func apiAddress(other string) string {
	return namesAPI.ReplaceAllString(cmp.Or(other, discordgo.EndpointDiscord), "") + "/api/v" + apiVersion
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

func (r *rest) close() {
	r.carrier.CloseIdleConnections()
	r.first.CloseIdleConnections()
}

// A statusRecorder keeps the status and headers of the answer to one call, of which
// discordgo returns the body alone.
type statusRecorder struct {
	next   http.RoundTripper
	status int
	header http.Header
}

// RoundTrip sends a request and remembers the answer.
func (w *statusRecorder) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := w.next.RoundTrip(req)
	if err == nil {
		w.status, w.header = resp.StatusCode, resp.Header
	}
	return resp, err
}

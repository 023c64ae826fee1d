package discord

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"mime/multipart"
	"net"
	"net/http"
	"net/textproto"
	"regexp"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"pamphlet/bot"
)

// rest makes REST calls with discordgo's session and nothing of its limiter,
// which waits without a context and keeps a bucket for each interaction.
type rest struct {
	session *discordgo.Session
	api     string // goes before every path
	carrier *http.Transport
	first   *http.Transport // carries first answers to interactions: they wait for no other call's connection
	gate    *rateLimiter
	pace    Pace
	metrics *metrics
	log     *slog.Logger
}

func newREST(s Settings, m *metrics) (*rest, error) {
	session, err := discordgo.New("Bot " + s.Token)
	if err != nil {
		return nil, err
	}
	session.LogLevel = -1 // its log may hold addresses with tokens
	return &rest{
		session: session, api: apiAddress(s.API), carrier: connections(s.Pace), first: connections(s.Pace),
		gate: newRateLimiter(), pace: s.Pace, metrics: m, log: s.Log,
	}, nil
}

// A call is one REST call.
type call struct {
	method, path string // below the address of the API
	route        string // for metrics and errors: the path without IDs
	bucket       string // the route and its major parameters
	body         any    // JSON; nil sends none
	raw          []byte // instead of body, of the type kind
	kind         string
	once         bool // must not be repeated once it may have been carried out
}

// do makes a call, again and again while ctx lasts and it may help: after a
// limit, a fault of Discord's, or a broken connection. It returns the body.
func (r *rest) do(ctx context.Context, c call) ([]byte, error) {
	body, kind, err := c.encoded()
	if err != nil {
		return nil, err
	}
	unsure := false
	for try := 0; ; try++ {
		interaction := strings.HasPrefix(c.path, "/interactions/") || strings.HasPrefix(c.path, "/webhooks/")
		if err := r.gate.wait(ctx, c.bucket, interaction); err != nil {
			return nil, fmt.Errorf("discord %s: %w", c.route, err)
		}
		answer, seen, err := r.try(ctx, c, body, kind)
		scope := r.gate.note(c.bucket, seen.status, seen.header, retryAfter(err, r.backoff(try)))
		r.metrics.call(c.route, seen.status, scope)
		switch {
		case err == nil || seen.status/100 == 2: // discordgo knows three of them
			return answer, nil
		case seen.status == http.StatusTooManyRequests:
			continue
		case seen.status != 0 && (seen.status < 500 || seen.status == http.StatusNotImplemented):
			return nil, refusal(c.route, seen.status, err, unsure)
		case seen.status == 0 && c.once:
			return nil, fmt.Errorf("discord %s: %w", c.route, redactURL(err))
		}
		unsure = true
		if try >= 4 && try&(try-1) == 0 { // now and then
			r.log.Warn("discord does not answer", "route", c.route, "status", seen.status, "tries", try)
		}
		if waitErr := sleep(ctx, r.backoff(try)); waitErr != nil {
			return nil, fmt.Errorf("discord %s: status %d: %w", c.route, seen.status, redactURL(err))
		}
	}
}

// try makes a call once.
func (r *rest) try(ctx context.Context, c call, body []byte, kind string) ([]byte, *statusRecorder, error) {
	ctx, cancel := context.WithTimeout(ctx, r.pace.Request)
	defer cancel()
	seen := &statusRecorder{next: r.carrier, header: http.Header{}}
	if strings.HasPrefix(c.path, "/interactions/") {
		seen.next = r.first
	}
	answer, err := r.session.RequestWithLockedBucket(c.method, r.api+c.path, kind, body, discordgo.NewRatelimiter().LockBucket(c.bucket), 0,
		discordgo.WithContext(ctx), discordgo.WithClient(&http.Client{Transport: seen}),
		discordgo.WithRetryOnRatelimit(false), discordgo.WithRestRetries(0))
	return answer, seen, err
}

// retryAfter is how long a limit lasts by the body of its answer, or else what the
// caller thinks best.
func retryAfter(err error, unsaid time.Duration) time.Duration {
	var limited *discordgo.RateLimitError
	if errors.As(err, &limited) && limited.RetryAfter > 0 {
		return limited.RetryAfter
	}
	return unsaid
}

// backoff is the pause before the next try: twice as long each time, at most
// 10 s, and a random part of it, so that calls do not come back together.
func (r *rest) backoff(try int) time.Duration {
	pause := min(r.pace.Backoff<<min(try, 10), 10*time.Second)
	return pause/2 + rand.N(pause/2+1)
}

func (c call) encoded() ([]byte, string, error) {
	if c.raw != nil || c.body == nil {
		return c.raw, c.kind, nil
	}
	body, err := json.Marshal(c.body)
	return body, "application/json", err
}

// get reads JSON into out. The route is the path without IDs, which metrics and
// errors show.
func (r *rest) get(ctx context.Context, route, path string, out any) error {
	answer, err := r.do(ctx, call{method: "GET", path: path, route: "GET " + route, bucket: path})
	if err != nil {
		return err
	}
	return json.Unmarshal(answer, out)
}

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

// attached is a file to be sent with a message.
type attached = bot.File

// attach turns the call into one of several parts if there are files: the
// JSON as payload_json and each file as files[n], as Discord documents.
func (c *call) attach(files []attached) error {
	if len(files) == 0 {
		return nil
	}
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	body, err := json.Marshal(c.body)
	if err != nil {
		return err
	}
	if err := part(w, `form-data; name="payload_json"`, "application/json", body); err != nil {
		return err
	}
	for n, f := range files {
		name := strings.NewReplacer("\\", "_", `"`, "_", "\r", "_", "\n", "_").Replace(f.Name)
		if err := part(w, fmt.Sprintf(`form-data; name="files[%d]"; filename="%s"`, n, name), "application/octet-stream", f.Body); err != nil {
			return err
		}
	}
	if err := w.Close(); err != nil {
		return err
	}
	c.raw, c.kind = b.Bytes(), w.FormDataContentType()
	return nil
}

func part(w *multipart.Writer, disposition, kind string, body []byte) error {
	p, err := w.CreatePart(textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {kind}})
	if err != nil {
		return err
	}
	_, err = p.Write(body)
	return err
}

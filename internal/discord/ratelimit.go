package discord

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

// A rateLimiter holds calls back while Discord wants it: all of them under the
// global limit, and those of one bucket (a route and its major parameters)
// when the bucket is used up.
type rateLimiter struct {
	mu      sync.Mutex
	global  time.Time
	buckets *lru.Cache[string, time.Time]
	invalid []time.Time // calls refused with 401, 403 or 429 in the last ten minutes
}

// tooLong says that a call may not be sent within its time.
var errTooLong = errors.New("rate limit outlasts the call")

// maxInvalid is how many refused calls in ten minutes close the gate.
// Discord bans an address at 10,000.
const maxInvalid = 2000

func newRateLimiter() *rateLimiter {
	buckets, err := lru.New[string, time.Time](20000)
	if err != nil {
		panic(err) // Unreachable: the size is positive.
	}
	return &rateLimiter{buckets: buckets}
}

// wait waits until a call of the bucket may be sent. It fails at once if ctx
// will have ended by then. Calls for interactions pass the global limit, as
// Discord lets them.
func (g *rateLimiter) wait(ctx context.Context, bucket string, interaction bool) error {
	for {
		until := g.until(bucket, interaction)
		pause := time.Until(until)
		if pause <= 0 {
			return ctx.Err()
		}
		if deadline, ok := ctx.Deadline(); ok && until.After(deadline) {
			return errTooLong
		}
		if err := sleep(ctx, pause); err != nil {
			return err
		}
	}
}

func (g *rateLimiter) until(bucket string, interaction bool) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	until, _ := g.buckets.Get(bucket)
	if !interaction && g.global.After(until) {
		until = g.global
	}
	g.forget()
	if len(g.invalid) >= maxInvalid {
		if free := g.invalid[0].Add(invalidWindow); free.After(until) {
			until = free
		}
	}
	return until
}

const invalidWindow = 10 * time.Minute

func (g *rateLimiter) forget() {
	for len(g.invalid) > 0 && time.Since(g.invalid[0]) > invalidWindow {
		g.invalid = g.invalid[1:]
	}
}

// note learns from an answer. unsaid is how long a limit lasts that no header
// tells of. It returns the scope of a limit that was hit: "route", "global" or
// "network"; "" if none was.
func (g *rateLimiter) note(bucket string, status int, h http.Header, unsaid time.Duration) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch status {
	case http.StatusUnauthorized, http.StatusForbidden:
		g.invalid = append(g.invalid, time.Now())
	case http.StatusTooManyRequests:
		if h.Get("X-RateLimit-Scope") != "shared" {
			g.invalid = append(g.invalid, time.Now())
		}
		return g.limited(bucket, h, unsaid)
	}
	if h.Get("X-RateLimit-Remaining") == "0" {
		g.buckets.Add(bucket, time.Now().Add(seconds(h.Get("X-RateLimit-Reset-After"))))
	}
	return ""
}

// limited holds back what hit a limit, whatever the scope: an interaction that
// was told of the global limit must not come back at once either.
func (g *rateLimiter) limited(bucket string, h http.Header, unsaid time.Duration) string {
	pause := seconds(h.Get("X-RateLimit-Reset-After"))
	or(&pause, seconds(h.Get("Retry-After")))
	or(&pause, unsaid)
	until := time.Now().Add(max(pause, 50*time.Millisecond))
	g.buckets.Add(bucket, until)
	switch {
	case h.Get("X-RateLimit-Global") == "true":
		g.global = until
		return "global"
	case h.Get("X-RateLimit-Scope") == "" && h.Get("X-RateLimit-Bucket") == "":
		// The network in front of Discord says nothing of scopes: it means
		// this address. Interactions wait by their bucket.
		g.global = until
		return "network"
	}
	return "route"
}

func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f < 0 || f > 86400 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}

// sleep waits unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	wait, stop := context.WithTimeout(ctx, d)
	defer stop()
	<-wait.Done()
	return ctx.Err()
}

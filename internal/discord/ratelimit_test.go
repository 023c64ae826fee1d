package discord

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

func TestTheGateWaitsAsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, gateWaits)
}

func gateWaits(t *testing.T) {
	header := func(pairs ...string) http.Header {
		h := http.Header{}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	for _, test := range []struct {
		what                          string
		status                        int
		header                        http.Header
		scope                         string
		same, other, interaction, cut bool // which calls are held back: same, of an interaction or not
	}{
		{"nothing", 200, header(), "", false, false, false, false},
		{"the last of a bucket", 200, header("X-RateLimit-Remaining", "0", "X-RateLimit-Reset-After", "60"), "", true, false, false, true},
		{"not the last", 200, header("X-RateLimit-Remaining", "1", "X-RateLimit-Reset-After", "60"), "", false, false, false, false},
		{"a route limit", 429, header("X-RateLimit-Reset-After", "60.5", "X-RateLimit-Scope", "user", "Retry-After", "61"), "route", true, false, false, true},
		{"a global limit as documented", 429, header("Retry-After", "60", "X-RateLimit-Global", "true", "X-RateLimit-Scope", "global"), "global", true, true, false, true},
		{"the network's limit", 429, header("Retry-After", "60"), "network", true, true, false, true},
		{"nonsense", 429, header("Retry-After", "soon", "X-RateLimit-Scope", "user"), "route", true, false, false, true},
		{"no header at all", 429, header(), "network", true, true, false, true},
	} {
		g := newRateLimiter()
		if got := g.note("same", test.status, test.header, 30*time.Second); got != test.scope {
			t.Errorf("%s: scope %q, want %q", test.what, got, test.scope)
		}
		now := time.Now()
		if got := g.until("same", false).After(now); got != test.same {
			t.Errorf("%s: the same bucket is held back: %t, want %t", test.what, got, test.same)
		}
		if got := g.until("same", true).After(now); got != test.same {
			t.Errorf("%s: an interaction of the same bucket is held back: %t, want %t", test.what, got, test.same)
		}
		if got := g.until("other", false).After(now); got != test.other {
			t.Errorf("%s: another bucket is held back: %t, want %t", test.what, got, test.other)
		}
		if got := g.until("third", true).After(now); got != test.interaction {
			t.Errorf("%s: an interaction is held back: %t, want %t", test.what, got, test.interaction)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		if err := g.wait(ctx, "same", false); errors.Is(err, errTooLong) != test.cut {
			t.Errorf("%s: waiting with a second left: %v, want that it is refused at once: %t", test.what, err, test.cut)
		}
		cancel()
	}
}

func TestTheGateClosesBeforeABan(t *testing.T) {
	t.Parallel()
	g := newRateLimiter()
	for range maxInvalid {
		g.note("a", 403, http.Header{}, 0)
	}
	if !g.until("b", true).After(time.Now()) {
		t.Error("calls go on after two thousand refused ones")
	}
}

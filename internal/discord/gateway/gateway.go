// Package gateway keeps the sessions of a bot's shards with Discord's gateway, over
// gorilla/websocket. It knows operations, close codes and sequence numbers; what an
// event means, its caller knows.
//
//   - gateway.go: the shards of a process;
//   - shard.go: one session, over one connection after the other: close codes, pauses,
//     where to resume; identify.go spaces what many shards begin;
//   - connection.go: HELLO, IDENTIFY, RESUME, heartbeats and the events of one
//     connection, each packet decoded once.
package gateway

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"net/url"
	"sync"
	"time"
)

// Settings say which sessions to keep, and who hears of them. All fields but TLS are
// needed. The functions are called by the goroutines of the shards, so they may
// be called at once, and must not block.
type Settings struct {
	Token   string
	IDs     []int    // of the shards of this process
	Total   int      // of all processes
	Address *url.URL // where a session begins
	TLS     *tls.Config

	Concurrency int           // IDENTIFYs at once
	Identify    time.Duration // between IDENTIFYs of one bucket
	Handshake   time.Duration // for each step until READY, at first
	Backoff     time.Duration // before the second try to connect; then twice as long each time
	Invalid     time.Duration // at most, before a new IDENTIFY when a session is invalid

	// Trusted reads an address for resuming; nil if the token must not go there.
	Trusted func(address string) *url.URL
	// Event takes an event, other than READY and RESUMED.
	Event func(ctx context.Context, shard int, name string, data json.RawMessage)
	// Began tells which guilds a session began with.
	Began func(ctx context.Context, shard int, guilds []string)
	// Ready tells whether a shard's events come; Lost, that a connection ended.
	Ready func(shard int, ready bool)
	Lost  func(Loss)
}

// A Loss is the end of a connection that is followed by another.
type Loss struct {
	Shard  int
	Failed int   // attempts to connect in a row that came to nothing
	Code   int   // with which the gateway closed it: 1006 if it broke off, 0 if it was left
	Cause  error // may hold the gateway's address
}

// Shards keep the sessions of some shards. They are safe for concurrent use.
type Shards struct {
	settings Settings
	all      []*shard
}

// New makes Shards. They connect to nothing before Run.
func New(s Settings) *Shards {
	g := &Shards{settings: s}
	identifies := newIdentifies(s.Identify, s.Concurrency)
	for _, id := range s.IDs {
		g.all = append(g.all, &shard{id: id, settings: &g.settings, identifies: identifies})
	}
	return g
}

// Run keeps the shards connected until ctx ends, which is no error, or one fails for
// good. On return all connections are closed. events is the context of what the
// events cause, which may outlast ctx. Run may be called once.
func (g *Shards) Run(ctx, events context.Context) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var running sync.WaitGroup
	for _, s := range g.all {
		running.Go(func() {
			if err := s.run(ctx, events); err != nil {
				stop(err)
			}
		})
	}
	<-ctx.Done()
	running.Wait()
	if err := context.Cause(ctx); !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return nil
}

// Ready reports whether every shard is connected.
func (g *Shards) Ready() bool {
	for _, s := range g.all {
		if !s.ready.Load() {
			return false
		}
	}
	return true
}

// Len is how many shards there are.
func (g *Shards) Len() int { return len(g.all) }

// Guilds is how many guilds the sessions began with.
func (g *Shards) Guilds() (n int64) {
	for _, s := range g.all {
		n += s.guilds.Load()
	}
	return n
}

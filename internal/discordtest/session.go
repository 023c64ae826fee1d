package discordtest

import (
	"encoding/json"
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// session is a bot's login at the gateway. It outlives its connection.
type session struct {
	id            string
	shard, shards int
	intents       int

	confirmed atomic.Int64 // the newest event the bot said it has

	mu     sync.Mutex
	seq    int
	events []dispatched // the newest keptEvents
	conn   atomic.Pointer[connection]
}

// dispatched is an event that was sent, kept to be replayed.
type dispatched struct {
	seq int
	raw []byte
}

// keptEvents is how many events a session can replay.
const keptEvents = 5000

// identify starts a session. It returns the code to close with, or 0.
func (c *connection) identify(data json.RawMessage) int {
	c.d.gateway.note("identify")
	var sent struct {
		Token      string         `json:"token"`
		Intents    *int           `json:"intents"`
		Compress   bool           `json:"compress"`
		Shard      *[2]int        `json:"shard"`
		Properties map[string]any `json:"properties"`
	}
	if json.Unmarshal(data, &sent) != nil || sent.Intents == nil || sent.Properties == nil {
		return 4002
	}
	shard := [2]int{0, 1}
	if sent.Shard != nil {
		shard = *sent.Shard
	}
	switch {
	case c.current() != nil:
		return 4005
	case sent.Token != c.d.token && sent.Token != "Bot "+c.d.token:
		return 4004
	case shard[0] < 0 || shard[0] >= shard[1]:
		return 4010
	case *sent.Intents >= 1<<26 || *sent.Intents < 0:
		return 4013
	case *sent.Intents&intentsPrivileged != 0:
		return 4014
	}
	if c.hasty(shard[0]) {
		c.d.gateway.note("hasty")
		c.write(object{"op": opInvalid, "s": nil, "t": nil, "d": false})
		return 0
	}
	if done, code := c.misbehave(); done {
		return code
	}
	c.mu.Lock()
	c.compress = sent.Compress
	c.mu.Unlock()
	c.start(&session{id: fmt.Sprintf("session-%s", c.d.id()), shard: shard[0], shards: shard[1], intents: *sent.Intents})
	return 0
}

// hasty reports whether an IDENTIFY came before its bucket was free again.
func (c *connection) hasty(shard int) bool {
	window := c.d.settings.window
	if window == 0 {
		return false
	}
	g := &c.d.gateway
	g.mu.Lock()
	defer g.mu.Unlock()
	bucket := shard % max(c.d.settings.concurrency, 1)
	if time.Since(g.last[bucket]) < window {
		return true
	}
	g.last[bucket] = time.Now()
	return false
}

// misbehave does once what the connection's behaviour asks for.
func (c *connection) misbehave() (done bool, code int) {
	b := c.behaviour
	c.behaviour = Behaviour{}
	switch {
	case b.silent:
		return true, 0
	case b.reconnect:
		c.write(object{"op": opReconnect, "s": nil, "t": nil, "d": nil})
		return true, 0
	case b.invalid:
		c.write(object{"op": opInvalid, "s": nil, "t": nil, "d": b.resumable})
		return true, 0
	case b.closeCode != 0:
		return true, b.closeCode
	}
	return false, 0
}

// start sends READY and the guilds of the shard. The session is known before,
// so that what happens meanwhile follows in order.
func (c *connection) start(s *session) {
	d := c.d
	s.mu.Lock()
	s.conn.Store(c)
	d.gateway.mu.Lock()
	c.session = s
	d.gateway.sessions[s.id] = s
	d.gateway.mu.Unlock()
	guilds := d.guildsOf(s)
	listed := []any{}
	for _, g := range guilds {
		listed = append(listed, object{"id": g.ID, "unavailable": true})
	}
	s.dispatch("READY", d.validEvent("READY", object{
		"v": 10, "user": d.botObject(), "guilds": listed, "session_id": s.id, "resume_gateway_url": d.resumeAddress(),
		"shard": []any{s.shard, s.shards}, "application": object{"id": d.application, "flags": 0, "flags_new": "0"},
	}))
	for _, g := range guilds {
		if d.dark(g) {
			continue
		}
		s.dispatch("GUILD_CREATE", d.validEvent("GUILD_CREATE", d.guildCreate(g)))
	}
	s.mu.Unlock()
	d.wake()
}

// guildsOf lists the guilds of a session's shard.
func (d *Discord) guildsOf(s *session) []*Guild {
	d.mu.Lock()
	defer d.mu.Unlock()
	var guilds []*Guild
	for _, g := range d.guilds {
		if !g.gone && shardOf(g.ID, s.shards) == s.shard {
			guilds = append(guilds, g)
		}
	}
	return guilds
}

// dark reports whether a guild is at an outage.
func (d *Discord) dark(g *Guild) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return g.unavailable
}

// wake makes those who wait look again.
func (d *Discord) wake() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.changed.fire()
}

// resume continues a session. It returns the code to close with, or 0.
func (c *connection) resume(data json.RawMessage) int {
	c.d.gateway.note("resume")
	var sent struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       int    `json:"seq"`
	}
	if json.Unmarshal(data, &sent) != nil {
		return 4002
	}
	if sent.Token != c.d.token && sent.Token != "Bot "+c.d.token {
		return 4004
	}
	if done, code := c.misbehave(); done || c.d.settings.noResume {
		return code
	}
	g := &c.d.gateway
	g.mu.Lock()
	s := g.sessions[sent.SessionID]
	if s != nil {
		c.session = s
	}
	g.mu.Unlock()
	if s == nil {
		c.write(object{"op": opInvalid, "s": nil, "t": nil, "d": false})
		return 0
	}
	return s.replay(c, sent.Seq)
}

// replay sends what the bot missed, then RESUMED.
func (s *session) replay(c *connection, seq int) int {
	code := s.catchUp(c, seq)
	c.d.wake()
	return code
}

func (s *session) catchUp(c *connection, seq int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if seq > s.seq {
		return 4007
	}
	if old := s.conn.Load(); old != nil && old != c {
		old.drop()
	}
	if len(s.events) > 0 && s.events[0].seq > seq+1 {
		c.endSession()
		c.write(object{"op": opInvalid, "s": nil, "t": nil, "d": false})
		return 0
	}
	s.conn.Store(c)
	s.confirmed.Store(int64(seq))
	for _, e := range s.events {
		if e.seq > seq {
			c.send(e.raw)
		}
	}
	s.dispatch("RESUMED", []byte(`{"_trace":[]}`))
	return 0
}

func (s *session) detach(c *connection) { s.conn.CompareAndSwap(c, nil) }

package discordtest

import (
	"compress/zlib"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// Operations and intents of the gateway, from Discord's documentation.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opPresence       = 3
	opResume         = 6
	opReconnect      = 7
	opRequestMembers = 8
	opInvalid        = 9
	opHello          = 10
	opAck            = 11

	intentGuilds         = 1 << 0
	intentGuildMessages  = 1 << 9
	intentDirectMessages = 1 << 12
	intentsPrivileged    = 1<<1 | 1<<8 | 1<<15
)

// gateway is the state of connections and sessions.
type gateway struct {
	mu       sync.Mutex
	sessions map[string]*session
	conns    map[*connection]bool
	next     []Behaviour
	counts   map[string]int
	closes   []int // codes the bot closed with
	running  sync.WaitGroup
	last     map[int]time.Time // IDENTIFY by concurrency bucket
}

func (g *gateway) init() {
	g.sessions, g.conns = map[string]*session{}, map[*connection]bool{}
	g.counts, g.last = map[string]int{}, map[int]time.Time{}
}

func (g *gateway) note(what string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.counts[what]++
}

// Seen counts what the bot did at the gateway: "connect", "identify",
// "resume", "heartbeat", "resume address" for a connection where sessions are to
// be resumed, and "hasty" for an IDENTIFY that came too soon.
func (d *Discord) Seen(what string) int {
	d.gateway.mu.Lock()
	defer d.gateway.mu.Unlock()
	return d.gateway.counts[what]
}

// Closes lists the codes the bot closed connections with.
func (d *Discord) Closes() []int {
	d.gateway.mu.Lock()
	defer d.gateway.mu.Unlock()
	return slices.Clone(d.gateway.closes)
}

// all lists the sessions. Locks are taken in the order session, Discord,
// gateway, connection.
func (g *gateway) all() []*session {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Collect(maps.Values(g.sessions))
}

// Connected counts the sessions with a connection.
func (d *Discord) Connected() int {
	n := 0
	for _, s := range d.gateway.all() {
		if s.conn.Load() != nil {
			n++
		}
	}
	return n
}

// AwaitReady waits until n sessions are connected.
func (d *Discord) AwaitReady(n int) {
	d.t.Helper()
	d.must("ready session", &d.changed, func() bool { return d.Connected() == n })
}

// connection is one websocket of the bot's.
type connection struct {
	d         *Discord
	socket    *websocket.Conn
	behaviour Behaviour
	mu        sync.Mutex // guards writing
	compress  bool
	deflate   *zlib.Writer
	mute      bool        // neither acknowledges nor dispatches
	closing   atomic.Bool // the double has sent a close code
	session   *session    // guarded by gateway.mu
	sent      []time.Time // what the bot sent in the last minute
}

func (d *Discord) serveGateway(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	if d.closed {
		d.mu.Unlock()
		return
	}
	d.gateway.running.Add(1)
	d.mu.Unlock()
	defer d.gateway.running.Done()
	d.gateway.note("connect")
	c := &connection{d: d, behaviour: d.gateway.take()}
	if c.behaviour.refuse != 0 {
		w.WriteHeader(c.behaviour.refuse)
		return
	}
	if v := r.URL.Query().Get("v"); v != "9" && v != "10" || r.URL.Query().Get("encoding") != "json" {
		d.problem("gateway: version is neither 9 nor 10, or encoding is not json")
	}
	upgrader := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	socket, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	c.socket = socket
	d.gateway.mu.Lock()
	d.gateway.conns[c] = true
	d.gateway.mu.Unlock()
	defer c.leave()
	c.greet()
	c.listen()
}

func (g *gateway) take() Behaviour {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(g.next) == 0 {
		return Behaviour{}
	}
	first := g.next[0]
	g.next = g.next[1:]
	return first
}

func (c *connection) greet() {
	switch {
	case c.behaviour.cut:
		c.drop()
	case c.behaviour.garbage:
		c.raw(websocket.TextMessage, []byte("{not json"))
	case !c.behaviour.noHello:
		c.write(object{"op": opHello, "s": nil, "t": nil, "d": object{"heartbeat_interval": c.d.settings.heartbeat.Milliseconds(), "_trace": []any{"[\"discordtest\"]"}}})
	}
}

// listen reads what the bot sends until the connection ends.
func (c *connection) listen() {
	for {
		kind, raw, err := c.socket.ReadMessage()
		if err != nil {
			c.ended(err)
			return
		}
		if c.closing.Load() {
			continue
		}
		var packet struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if kind != websocket.TextMessage || len(raw) > 4096 || json.Unmarshal(raw, &packet) != nil {
			c.close(4002)
			continue
		}
		if c.flooded() {
			c.close(4008)
			continue
		}
		if code := c.handle(packet.Op, packet.D); code != 0 {
			c.close(code)
		}
	}
}

// flooded reports whether the bot sent more than 120 packets in a minute.
func (c *connection) flooded() bool {
	now := time.Now()
	c.sent = append(c.sent, now)
	for now.Sub(c.sent[0]) > time.Minute {
		c.sent = c.sent[1:]
	}
	return len(c.sent) > 120
}

// handle carries a packet out. It returns the code to close with, or 0.
func (c *connection) handle(op int, data json.RawMessage) int {
	switch op {
	case opHeartbeat:
		c.d.gateway.note("heartbeat")
		var seq int64 // null before the first event
		if s := c.current(); s != nil && json.Unmarshal(data, &seq) == nil {
			s.confirmed.Store(max(seq, s.confirmed.Load())) // one connection reads at a time
		}
		if !c.muted() {
			c.write(object{"op": opAck, "s": nil, "t": nil, "d": nil})
		}
	case opIdentify:
		return c.identify(data)
	case opResume:
		return c.resume(data)
	case opPresence, opRequestMembers:
		if c.current() == nil {
			return 4003
		}
	default:
		return 4001
	}
	return 0
}

// ended notes how the bot ended the connection, if it did so by itself: with
// 1000 or 1001 it gives its session up.
func (c *connection) ended(err error) {
	var closed *websocket.CloseError
	if !errors.As(err, &closed) || closed.Code == websocket.CloseAbnormalClosure || c.closing.Load() {
		return
	}
	c.d.gateway.mu.Lock()
	c.d.gateway.closes = append(c.d.gateway.closes, closed.Code)
	c.d.gateway.mu.Unlock()
	if s := c.current(); s != nil && (closed.Code == websocket.CloseNormalClosure || closed.Code == websocket.CloseGoingAway) {
		c.d.gateway.forget(s)
	}
}

func (g *gateway) forget(s *session) {
	g.mu.Lock()
	defer g.mu.Unlock()
	delete(g.sessions, s.id)
}

// current is the session of the connection; nil if it has none.
func (c *connection) current() *session {
	c.d.gateway.mu.Lock()
	defer c.d.gateway.mu.Unlock()
	return c.session
}

// leave tidies up after a connection.
func (c *connection) leave() {
	c.socket.Close()
	if s := c.current(); s != nil {
		s.detach(c)
	}
	c.d.gateway.mu.Lock()
	delete(c.d.gateway.conns, c)
	c.d.gateway.mu.Unlock()
	c.d.wake()
}

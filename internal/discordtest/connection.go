package discordtest

import (
	"bytes"
	"compress/zlib"
	"maps"
	"net"
	"slices"
	"time"

	"github.com/gorilla/websocket"
)

// write sends a packet, as Discord does: the longer ones deflated in a
// binary frame if the bot asked for that.
func (c *connection) write(packet object) error { return c.send(encoded(packet)) }

func (c *connection) send(raw []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.compress || len(raw) < 256 {
		return c.frame(websocket.TextMessage, raw)
	}
	var b bytes.Buffer
	if c.deflate == nil {
		c.deflate = zlib.NewWriter(&b)
	} else {
		c.deflate.Reset(&b) // as in RFC 1950, each frame is a stream of its own
	}
	c.deflate.Write(raw)
	c.deflate.Close()
	return c.frame(websocket.BinaryMessage, b.Bytes())
}

func (c *connection) raw(kind int, raw []byte) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.frame(kind, raw)
}

// frame writes one frame. c.mu is held.
func (c *connection) frame(kind int, raw []byte) error {
	c.socket.SetWriteDeadline(time.Now().Add(5 * time.Second))
	return c.socket.WriteMessage(kind, raw)
}

// close ends the connection with a code. It is shut for writing alone, and read
// until the bot ends it: shut as a whole, with something of the bot's unread, it
// would be reset, and the code could be lost with it.
func (c *connection) close(code int) {
	if s := c.current(); s != nil {
		s.detach(c)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.closing.Store(true)
	c.socket.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(code, ""), time.Time{})
	if tcp, ok := c.socket.NetConn().(*net.TCPConn); ok {
		tcp.CloseWrite()
	}
}

// drop resets the connection, as a dead network does.
func (c *connection) drop() {
	if tcp, ok := c.socket.NetConn().(*net.TCPConn); ok {
		tcp.SetLinger(0)
	}
	c.socket.Close()
}

func (c *connection) muted() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.mute
}

// A Behaviour is how the gateway treats one connection of the bot's.
type Behaviour struct {
	refuse                int
	noHello, cut, garbage bool
	silent, reconnect     bool
	invalid, resumable    bool
	closeCode             int
}

// NoHello accepts the connection and says nothing.
func NoHello() Behaviour { return Behaviour{noHello: true} }

// Refuse answers the handshake with an HTTP status.
func Refuse(status int) Behaviour { return Behaviour{refuse: status} }

// CutAtOnce resets the connection after the handshake.
func CutAtOnce() Behaviour { return Behaviour{cut: true} }

// GarbageHello sends a frame that is no JSON instead of HELLO.
func GarbageHello() Behaviour { return Behaviour{garbage: true} }

// SilentAfterHello answers neither IDENTIFY nor RESUME.
func SilentAfterHello() Behaviour { return Behaviour{silent: true} }

// ReconnectAtOnce answers IDENTIFY or RESUME with op 7.
func ReconnectAtOnce() Behaviour { return Behaviour{reconnect: true} }

// InvalidAtOnce answers the first IDENTIFY or RESUME with op 9. One that is
// not resumable ends the session.
func InvalidAtOnce(resumable bool) Behaviour {
	return Behaviour{invalid: true, resumable: resumable}
}

// CloseAtOnce answers IDENTIFY or RESUME with a close code, such as 4004.
func CloseAtOnce(code int) Behaviour { return Behaviour{closeCode: code} }

// Next plans how the next connections are met, one each.
func (d *Discord) Next(behaviours ...Behaviour) {
	d.gateway.mu.Lock()
	defer d.gateway.mu.Unlock()
	d.gateway.next = append(d.gateway.next, behaviours...)
}

// each acts on every present connection and returns how many there are.
func (d *Discord) each(act func(*connection)) int {
	d.gateway.mu.Lock()
	conns := slices.Collect(maps.Keys(d.gateway.conns))
	d.gateway.mu.Unlock()
	for _, c := range conns {
		act(c)
	}
	return len(conns)
}

// Drop resets every connection to the gateway. Sessions can be resumed.
func (d *Discord) Drop() int { return d.each((*connection).drop) }

// Close closes every connection with a code. Sessions can be resumed unless
// the code is 4007 or 4009.
func (d *Discord) Close(code int) int {
	return d.each(func(c *connection) {
		if code == 4007 || code == 4009 {
			c.endSession()
		}
		c.close(code)
	})
}

// Reconnect asks for a new connection with op 7.
func (d *Discord) Reconnect() int {
	return d.each(func(c *connection) { c.write(object{"op": opReconnect, "s": nil, "t": nil, "d": nil}) })
}

// Invalidate tells the bot with op 9 that its session is invalid.
func (d *Discord) Invalidate(resumable bool) int {
	return d.each(func(c *connection) {
		if !resumable {
			c.endSession()
		}
		c.write(object{"op": opInvalid, "s": nil, "t": nil, "d": resumable})
	})
}

// Garbage sends a text frame that is no JSON.
func (d *Discord) Garbage() int {
	return d.each(func(c *connection) { c.raw(websocket.TextMessage, []byte(`{"op":0,"d":`)) })
}

// BrokenFrame sends bytes that are no websocket frame.
func (d *Discord) BrokenFrame() int {
	return d.each(func(c *connection) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.socket.NetConn().Write([]byte{0xff, 0xff, 0xff, 0xff})
	})
}

// AskHeartbeat asks for a heartbeat with op 1.
func (d *Discord) AskHeartbeat() int {
	return d.each(func(c *connection) { c.write(object{"op": opHeartbeat, "s": nil, "t": nil, "d": nil}) })
}

// Mute makes every connection a zombie: open, but neither acknowledging
// heartbeats nor delivering events.
func (d *Discord) Mute() int {
	return d.each(func(c *connection) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.mute = true
	})
}

// Again delivers an interaction a second time, as happens when a session is
// resumed with an old sequence number.
func (i *Interaction) Again() {
	for _, s := range i.d.gateway.all() {
		s.repeat(i.ID)
	}
}

func (d *Discord) hangUp() { d.each(func(c *connection) { c.socket.Close() }) }

func (c *connection) endSession() {
	c.d.gateway.mu.Lock()
	defer c.d.gateway.mu.Unlock()
	if c.session != nil {
		delete(c.d.gateway.sessions, c.session.id)
		c.session.conn.CompareAndSwap(c, nil)
		c.session = nil // the connection may identify anew
	}
}

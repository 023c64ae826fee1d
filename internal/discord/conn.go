package discord

import (
	"bufio"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"net"
	"os"
	"sync"
	"sync/atomic"
	"time"
)

// conn is a connection to the gateway that lets discordgo see only what it
// can take. It reads the server's websocket frames (RFC 6455, section 5.2):
//
//   - op 7, op 9 "resumable", frames and packets that cannot be read end the
//     connection, so that the session is resumed on the next;
//   - op 9 "not resumable" is handed on only when an IDENTIFY is allowed,
//     because discordgo sends one at once;
//   - events are handed on under names it does not know (dispatch.go): what it
//     knows it decodes, for nothing, and may panic over;
//   - a close code is remembered.
//
// Once ended it sends nothing more: discordgo would send a close frame of
// 1000, and Discord would end the session.
type conn struct {
	net.Conn
	in        *bufio.Reader
	patience  time.Duration // for each read; longer once HELLO is seen
	handshake time.Duration
	greeted   func() error // waits before HELLO is handed on
	invalid   func() error // waits before op 9 is

	address   func(head []byte) []byte // rewrites the request of the handshake; nil leaves it
	out       bytes.Buffer             // read and checked, to be handed on
	message   bytes.Buffer             // of several frames, as far as it has come
	opcode    byte                     // of that message; 0 if none has begun
	inflate   io.Reader                // of zlib; nil until a packet is compressed
	upgraded  atomic.Bool
	idle      time.Duration
	said      atomic.Bool // HELLO was seen
	answered  atomic.Bool // and something in answer to the IDENTIFY or RESUME
	silent    atomic.Bool // it ended because nothing came
	ended     atomic.Bool
	mayClose  atomic.Bool // the session may be ended by a close frame
	closeCode atomic.Int32
	once      sync.Once
}

var errEnded = errors.New("gateway connection ended")

// largest is the most a message may have, in bytes. Guilds have a few million.
const largest = 64 << 20

func newConn(inner net.Conn, handshake time.Duration) *conn {
	return &conn{Conn: inner, in: bufio.NewReaderSize(inner, 8192), patience: handshake, handshake: handshake}
}

// Read hands on the next bytes discordgo may see.
func (c *conn) Read(p []byte) (int, error) {
	for c.out.Len() == 0 {
		if err := c.fill(); err != nil {
			c.silent.Store(errors.Is(err, os.ErrDeadlineExceeded))
			c.end()
			return 0, err
		}
	}
	return c.out.Read(p)
}

// Write sends, or drops what is sent to a connection that has ended: at an
// error of writing, discordgo's heartbeat would close whichever connection is
// the present one. Reading shows the end. A close frame ends the connection,
// unsent, unless the session is to end.
func (c *conn) Write(p []byte) (int, error) {
	if closing := len(p) > 0 && c.upgraded.Load() && p[0]&0x0f == frameClose; closing && !c.mayClose.Load() {
		c.end()
	}
	if c.ended.Load() {
		return len(p), nil
	}
	sent := p
	if rewrite := c.address; rewrite != nil {
		c.address = nil // the request is written first, and at once
		sent = rewrite(p)
	}
	c.Conn.SetWriteDeadline(time.Now().Add(c.handshake))
	if _, err := c.Conn.Write(sent); err != nil {
		c.end()
	}
	return len(p), nil
}

// Close closes the connection.
func (c *conn) Close() error {
	c.ended.Store(true)
	return c.Conn.Close()
}

// SetDeadline and the like are ours to set.
func (c *conn) SetDeadline(time.Time) error      { return nil }
func (c *conn) SetReadDeadline(time.Time) error  { return nil }
func (c *conn) SetWriteDeadline(time.Time) error { return nil }

// end ends the connection without a close frame.
func (c *conn) end() {
	c.once.Do(func() {
		c.ended.Store(true)
		c.Conn.Close()
	})
}

// fill reads the HTTP answer to the handshake or the next frame.
func (c *conn) fill() error {
	c.Conn.SetReadDeadline(time.Now().Add(c.patience))
	if !c.upgraded.Load() {
		return c.readHandshake()
	}
	return c.readFrame()
}

func (c *conn) readHandshake() error {
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		c.out.Write(line)
		if len(bytes.TrimSpace(line)) == 0 {
			c.upgraded.Store(true)
			return nil
		}
		if c.out.Len() > 64<<10 {
			return errEnded
		}
	}
}

// Opcodes of frames; those from frameClose on control the connection.
const (
	frameMore, frameText, frameBinary, frameClose = 0, 1, 2, 8
)

// readFrame reads a frame. The last of a message is acted upon.
func (c *conn) readFrame() error {
	head, err := c.in.Peek(2)
	if err != nil {
		return err
	}
	opcode, length, final := head[0]&0x0f, int64(head[1]&0x7f), head[0]&0x80 != 0
	if reserved := head[0]&0x70 != 0; reserved || head[1]&0x80 != 0 || opcode > 10 || opcode > 2 && opcode < 8 {
		return errors.New("gateway frame: not a frame of a server")
	}
	size := map[int64]int{126: 4, 127: 10}[length]
	if size == 0 {
		size = 2
	}
	if head, err = c.in.Peek(size); err != nil {
		return err
	}
	switch size {
	case 4:
		length = int64(binary.BigEndian.Uint16(head[2:]))
	case 10:
		length = int64(binary.BigEndian.Uint64(head[2:]))
	}
	c.in.Discard(size)
	if opcode >= frameClose {
		return c.control(opcode, length, final)
	}
	if (opcode == frameMore) != (c.opcode != 0) || length < 0 || int64(c.message.Len())+length > largest {
		return errors.New("gateway frame: out of order or too long")
	}
	if opcode != frameMore {
		c.opcode = opcode
	}
	if err := c.readPayload(&c.message, length); err != nil || !final {
		return err
	}
	whole := bytes.Clone(c.message.Bytes())
	opcode, c.opcode = c.opcode, 0
	c.message = bytes.Buffer{} // a large one is not kept
	if opcode == frameBinary {
		if whole, err = c.inflated(whole); err != nil {
			return err
		}
	}
	return c.packet(whole)
}

// readPayload reads so many bytes, however slowly they come.
func (c *conn) readPayload(into *bytes.Buffer, length int64) error {
	for length > 0 {
		c.Conn.SetReadDeadline(time.Now().Add(c.patience))
		n, err := io.CopyN(into, c.in, min(length, 64<<10))
		length -= n
		if err != nil {
			return err
		}
	}
	return nil
}

// control hands on a ping, a pong or a close, and remembers the code of that.
func (c *conn) control(opcode byte, length int64, final bool) error {
	if length > 125 || !final {
		return errors.New("gateway frame: not one that controls")
	}
	var payload bytes.Buffer
	if err := c.readPayload(&payload, length); err != nil {
		return err
	}
	if opcode == frameClose {
		if payload.Len() >= 2 {
			c.closeCode.Store(int32(binary.BigEndian.Uint16(payload.Bytes())))
		}
		c.ended.Store(true)
	}
	c.handOn(opcode, payload.Bytes())
	return nil
}

// handOn writes a frame for discordgo to read.
func (c *conn) handOn(opcode byte, payload []byte) {
	c.out.WriteByte(0x80 | opcode)
	switch n := len(payload); {
	case n <= 125:
		c.out.WriteByte(byte(n))
	case n <= 65535:
		c.out.WriteByte(126)
		c.out.Write(binary.BigEndian.AppendUint16(nil, uint16(n)))
	default:
		c.out.WriteByte(127)
		c.out.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	}
	c.out.Write(payload)
}

// inflated unpacks a packet. It keeps the reader, whose window is large, for
// the next.
func (c *conn) inflated(payload []byte) ([]byte, error) {
	var err error
	if c.inflate == nil {
		c.inflate, err = zlib.NewReader(bytes.NewReader(payload))
	} else {
		err = c.inflate.(zlib.Resetter).Reset(bytes.NewReader(payload), nil)
	}
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(c.inflate, largest))
}

// packet acts on the operation of a packet and hands it on.
func (c *conn) packet(raw []byte) error {
	p, err := readPacket(raw)
	if err != nil {
		return err
	}
	if *p.Op == 0 || *p.Op == 7 || *p.Op == 9 {
		c.answered.Store(true)
	}
	switch *p.Op {
	case 0:
		c.dispatched()
		p = p.disguised()
	case 7:
		return errEnded
	case 9:
		if string(bytes.TrimSpace(p.D)) == "true" {
			return errEnded
		}
		err = c.invalid()
	case 10:
		err = c.hello(p.D)
	}
	if err == nil {
		c.handOn(frameText, p.encoded())
	}
	return err
}

// hello notes how long the gateway may be silent: it answers a heartbeat in
// each interval, so that half an interval more is too long.
func (c *conn) hello(data json.RawMessage) error {
	var h struct {
		Interval int64 `json:"heartbeat_interval"` // ms
	}
	if json.Unmarshal(data, &h) != nil || h.Interval <= 0 {
		return errors.New("gateway hello: no heartbeat interval")
	}
	interval := time.Duration(h.Interval) * time.Millisecond
	c.idle = interval + max(interval/2, time.Second)
	c.said.Store(true)
	return c.greeted()
}

// dispatched notes that the session runs: from now on only heartbeats bound
// the silence.
func (c *conn) dispatched() {
	if c.idle > 0 {
		c.patience = c.idle
	}
}

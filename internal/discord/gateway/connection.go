package gateway

import (
	"compress/zlib"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"runtime"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// Operations of the gateway, from Discord's documentation.
const (
	opDispatch       = 0
	opHeartbeat      = 1
	opIdentify       = 2
	opResume         = 6
	opReconnect      = 7
	opInvalidSession = 9
	opHello          = 10
	opAck            = 11
)

const (
	intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages

	// maxPacket is the most a packet may have, in bytes. Guilds have a few million.
	maxPacket = 64 << 20
	// farewell is how long the gateway may take to answer a close frame.
	farewell = 3 * time.Second
)

// A packet is a message of the gateway's, with its data still to be decoded.
type packet struct {
	Op   int             `json:"op"`
	Seq  int64           `json:"s"`
	Name string          `json:"t"`
	Data json.RawMessage `json:"d"`
}

type identify struct {
	Token      string            `json:"token"`
	Intents    discordgo.Intent  `json:"intents"`
	Shard      [2]int            `json:"shard"`
	Properties map[string]string `json:"properties"`
}

type resume struct {
	Token   string `json:"token"`
	Session string `json:"session_id"`
	Seq     int64  `json:"seq"`
}

// ready is READY as far as it is used.
type ready struct {
	Session string `json:"session_id"`
	Resume  string `json:"resume_gateway_url"`
	Guilds  []struct{ ID string }
}

var (
	// errReconnect says that the gateway wants the session on another connection.
	errReconnect = errors.New("gateway: asks for another connection")
	// errIgnored says that the gateway answered a RESUME with nothing.
	errIgnored = errors.New("gateway: does not answer RESUME")
)

// A connection carries a shard's session for as long as it lasts. It is left
// without a close frame, after which Discord would end the session, unless the
// session is to end.
type connection struct {
	shard    *shard
	socket   *websocket.Conn
	patience time.Duration // for writing, for HELLO, and for the answer to IDENTIFY or RESUME
	silence  time.Duration // for which heartbeats may go without an acknowledgement
	awaiting bool          // IDENTIFY or RESUME is not answered yet
	answered func()        // is called when it is
	writing  sync.Mutex
}

// serve holds the session until the connection is lost, and says why. When ctx ends
// it ends the session, so that the bot is shown as offline at once. working is for
// what the events cause.
func (c *connection) serve(ctx, working context.Context) error {
	c.socket.SetReadLimit(maxPacket)
	c.socket.SetCloseHandler(func(int, string) error { return nil })
	defer context.AfterFunc(ctx, c.end)()
	beating, stop := context.WithCancel(ctx)
	var beats sync.WaitGroup
	defer beats.Wait()
	defer stop()
	defer c.socket.Close()
	interval, err := c.hello()
	if err != nil {
		return err
	}
	c.silence = silence(interval)
	beats.Go(func() { c.beat(beating, interval) })
	if err := c.login(ctx); err != nil {
		return err
	}
	for {
		p, err := c.read()
		if err == nil {
			err = c.take(ctx, working, p)
		}
		if err != nil {
			return err
		}
	}
}

// end sends a close frame. The gateway's answer ends the reading.
func (c *connection) end() {
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	c.socket.WriteControl(websocket.CloseMessage, bye, time.Now().Add(farewell))
	time.AfterFunc(farewell, func() { c.socket.Close() })
}

// hello reads HELLO, and returns how often the gateway wants a heartbeat.
func (c *connection) hello() (time.Duration, error) {
	c.await(c.patience)
	p, err := c.read()
	if err != nil {
		return 0, err
	}
	var hello struct {
		Interval int64 `json:"heartbeat_interval"` // ms
	}
	if err := json.Unmarshal(p.Data, &hello); err != nil {
		return 0, err
	}
	interval := time.Duration(hello.Interval) * time.Millisecond
	if p.Op != opHello || interval <= 0 {
		return 0, errors.New("gateway: begins with no HELLO")
	}
	return interval, nil
}

// silence is how long a gateway that wants heartbeats so often may acknowledge none:
// it has half an interval for each.
func silence(interval time.Duration) time.Duration { return interval + max(interval/2, time.Second) }

// beat sends heartbeats: the first after a random part of the interval, so that
// bots that lost their connections together do not come together again.
func (c *connection) beat(ctx context.Context, interval time.Duration) {
	for pause := rand.N(interval); sleep(ctx, pause) == nil; pause = interval {
		if c.heartbeat() != nil {
			c.socket.Close() // ends the reading as well
			return
		}
	}
}

func (c *connection) heartbeat() error {
	var seq *int64 // null before the first event
	if n := c.shard.seq.Load(); n > 0 {
		seq = &n
	}
	return c.write(opHeartbeat, seq)
}

// login sends RESUME, or IDENTIFY if there is nothing to resume.
func (c *connection) login(ctx context.Context) error {
	s := c.shard
	op, data := opResume, any(resume{s.settings.Token, s.session, s.seq.Load()})
	if s.session == "" {
		if err := s.identifies.wait(ctx, s.id); err != nil {
			return err
		}
		me := map[string]string{"os": runtime.GOOS, "browser": "pamphlet", "device": "pamphlet"}
		op, data = opIdentify, identify{s.settings.Token, intents, [2]int{s.id, s.settings.Total}, me}
	}
	c.awaiting = true
	c.await(c.patience)
	return c.write(op, data)
}

// take acts on a packet. An error ends the connection.
func (c *connection) take(ctx, working context.Context, p packet) error {
	switch p.Op {
	case opDispatch:
		return c.dispatch(working, p)
	case opHeartbeat:
		return c.heartbeat()
	case opAck:
		if !c.awaiting {
			c.await(c.silence)
		}
	case opReconnect:
		return errReconnect
	case opInvalidSession:
		if string(p.Data) == "true" {
			return errReconnect
		}
		return c.beginAnew(ctx)
	}
	return nil
}

// dispatch hands an event on. READY and RESUMED are the shard's own.
func (c *connection) dispatch(working context.Context, p packet) error {
	s := c.shard
	if p.Seq > 0 {
		s.seq.Store(p.Seq)
	}
	if c.awaiting {
		c.awaiting, s.failed = false, 0
		c.answered()
		c.await(c.silence)
	}
	switch p.Name {
	case "READY":
		var r ready
		if err := json.Unmarshal(p.Data, &r); err != nil {
			return err
		}
		s.begun(working, r)
	case "RESUMED":
		s.setReady(true)
	default:
		s.settings.Event(working, s.id, p.Name, p.Data)
	}
	return nil
}

// beginAnew begins a session in place of one that is invalid, after the random time
// that Discord asks for.
func (c *connection) beginAnew(ctx context.Context) error {
	c.shard.forget()
	longest := c.shard.settings.Invalid
	if err := sleep(ctx, longest/5+rand.N(max(longest*4/5, 1))); err != nil {
		return err
	}
	return c.login(ctx)
}

// await sets how long reading may take from now on. Only an acknowledged heartbeat
// sets it again: a gateway that acknowledges none is gone, whatever else it sends.
func (c *connection) await(d time.Duration) { c.socket.SetReadDeadline(time.Now().Add(d)) }

func (c *connection) read() (packet, error) {
	var p packet
	kind, r, err := c.socket.NextReader()
	if err == nil && kind == websocket.BinaryMessage { // some servers compress though nobody asked them to
		r, err = zlib.NewReader(r)
	}
	if err == nil {
		err = json.NewDecoder(io.LimitReader(r, maxPacket)).Decode(&p)
	}
	if timedOut(err) && c.awaiting && c.shard.session != "" {
		err = errIgnored
	}
	return p, err
}

// sleep waits unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	wait, stop := context.WithTimeout(ctx, d)
	defer stop()
	<-wait.Done()
	return ctx.Err()
}

func timedOut(err error) bool {
	var timeout net.Error
	return errors.As(err, &timeout) && timeout.Timeout()
}

func (c *connection) write(op int, data any) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	c.socket.SetWriteDeadline(time.Now().Add(c.patience))
	return c.socket.WriteJSON(struct {
		Op   int `json:"op"`
		Data any `json:"d"`
	}{op, data})
}

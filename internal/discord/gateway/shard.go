package gateway

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// A shard keeps one session of the gateway, over one connection after the other.
type shard struct {
	id         int
	settings   *Settings
	identifies *identifies

	session string       // "" if there is none to resume
	resume  *url.URL     // where Discord wants it resumed; nil is the gateway
	seq     atomic.Int64 // of the session's newest event
	failed  int          // attempts to connect in a row that came to nothing
	ignored int          // RESUMEs in a row that had no answer

	ready  atomic.Bool
	guilds atomic.Int64 // how many the session began with
}

// Close codes after which a session cannot be resumed, from Discord's documentation.
const (
	closeInvalidSeq = 4007
	closeTimedOut   = 4009
)

// fatal are the close codes after which reconnecting cannot help, from
// Discord's documentation.
var fatal = map[int]string{
	4004: "the token is not valid",
	4010: "the shard does not exist",
	4011: "more shards are needed",
	4012: "the version of the gateway is not valid",
	4013: "the intents are not valid",
	4014: "a privileged intent is not enabled for the application",
}

// A ClosedError is a close code after which Discord wants no reconnecting.
type ClosedError struct{ Code int }

func (e *ClosedError) Error() string {
	return fmt.Sprintf("discord gateway: closed with %d: %s", e.Code, fatal[e.Code])
}

// maxIgnored is how many RESUMEs in a row may go without an answer before a
// new session is begun. Discord answers; other servers may know no RESUME.
const maxIgnored = 3

// run connects, and connects again, until ctx ends, which is no error, or Discord
// refuses for good. working is for what the events cause.
func (s *shard) run(ctx, working context.Context) error {
	for ctx.Err() == nil {
		err := s.connect(ctx, working)
		s.setReady(false)
		code := closeCode(err)
		if fatal[code] != "" {
			return &ClosedError{code}
		}
		if ctx.Err() != nil {
			break
		}
		if s.lost(err, code) {
			s.forget()
		}
		s.settings.Lost(Loss{Shard: s.id, Failed: s.failed, Code: code, Cause: err})
		sleep(ctx, pause(s.settings.Backoff, s.failed)) // an end of ctx is seen above
	}
	return nil
}

// closeCode is the code with which the gateway closed the connection. It is 1006 if
// the connection broke off, and 0 if it was left.
func closeCode(err error) int {
	var closed *websocket.CloseError
	if errors.As(err, &closed) {
		return closed.Code
	}
	return 0
}

// lost reports whether the session can no longer be had, after a connection that
// ended like that. It counts the RESUMEs that had no answer.
func (s *shard) lost(err error, code int) bool {
	if s.ignored++; !errors.Is(err, errIgnored) {
		s.ignored = 0
	}
	return code == closeInvalidSeq || code == closeTimedOut || s.ignored == maxIgnored
}

// pause is how long to wait before connecting again: twice as long after each
// attempt that came to nothing, at most a minute.
func pause(backoff time.Duration, failed int) time.Duration {
	longest := min(backoff<<min(failed, 12), time.Minute)
	return longest/2 + rand.N(longest/2+1)
}

// connect connects, stays until the connection is lost, and says why it is.
func (s *shard) connect(ctx, working context.Context) error {
	leave := func() {}
	if s.session == "" {
		if err := s.identifies.enter(ctx, s.id); err != nil {
			return err
		}
		leave = sync.OnceFunc(func() { s.identifies.leave(s.id) })
	}
	defer leave()
	address, patience := s.address(), s.handshake()
	s.failed++ // until the gateway has answered
	socket, err := s.dial(ctx, address, patience)
	if err != nil {
		return err
	}
	c := &connection{shard: s, socket: socket, patience: patience, answered: leave}
	return c.serve(ctx, working)
}

// address is where to connect: where Discord wants the session resumed, or, if
// that has just failed, the gateway.
func (s *shard) address() *url.URL {
	if s.session != "" && s.resume != nil && s.failed == 0 {
		return s.resume
	}
	return s.settings.Address
}

// handshake is how long each step of connecting may take: twice as long after
// each attempt but the first that came to nothing, so that a machine that is
// busy, or far away, connects at last.
func (s *shard) handshake() time.Duration {
	first := s.settings.Handshake
	return min(first<<min(max(s.failed-1, 0), 12), max(first, time.Minute))
}

// dial opens a websocket. Once a server has taken the connection, the dialer itself
// watches only the deadline of ctx, not its end.
func (s *shard) dial(ctx context.Context, to *url.URL, patience time.Duration) (*websocket.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	unwatch := func() bool { return true }
	dialer := websocket.Dialer{TLSClientConfig: s.settings.TLS, NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		var d net.Dialer
		conn, err := d.DialContext(ctx, network, address)
		if err == nil {
			unwatch = context.AfterFunc(ctx, func() { conn.Close() })
		}
		return conn, err
	}}
	socket, _, err := dialer.DialContext(ctx, to.String(), nil)
	unwatch()
	return socket, err
}

// begun notes that a session has begun.
func (s *shard) begun(working context.Context, r ready) {
	s.session, s.resume = r.Session, s.settings.Trusted(r.Resume)
	s.guilds.Store(int64(len(r.Guilds)))
	s.setReady(true)
	if r.Guilds == nil {
		return
	}
	var present []string
	for _, g := range r.Guilds {
		present = append(present, g.ID)
	}
	s.settings.Began(working, s.id, present)
}

// forget gives the session up.
func (s *shard) forget() {
	s.session, s.resume, s.ignored = "", nil, 0
	s.seq.Store(0)
	s.setReady(false)
}

// setReady notes whether events come.
func (s *shard) setReady(ready bool) {
	s.ready.Store(ready)
	s.settings.Ready(s.id, ready)
}

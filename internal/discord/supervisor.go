package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// A shard keeps one session of the gateway alive.
type shard struct {
	id, total int
	client    *Client
	ready     atomic.Bool
	known     atomic.Bool // the session has been ready, so that it can be resumed
	line      *line
	back      atomic.Pointer[url.URL] // where Discord wants the session resumed
}

// A ClosedError is a close code after which Discord wants no reconnecting.
type ClosedError struct{ Code int }

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

func (e *ClosedError) Error() string {
	return fmt.Sprintf("discord gateway: closed with %d: %s", e.Code, fatal[e.Code])
}

// errStuck says that discordgo's Open did not return.
var errStuck = errors.New("discord gateway: connecting takes too long")

// mostIgnored is how many RESUMEs in a row may go without an answer before a
// new session is begun. Discord answers; other servers may know no RESUME.
const mostIgnored = 3

// keep connects, and connects again, until ctx ends (then it closes the
// session and returns nil) or Discord refuses for good. working is for what
// the events cause.
func (s *shard) keep(ctx, working context.Context, identifies *identifies) error {
	c := s.client
	l := &line{shard: s.id, pace: c.settings.Pace, identifies: identifies, resumes: s.known.Load, ctx: ctx}
	l.gateway, _ = url.Parse(c.settings.Gateway) // New has read it before
	if c.settings.Gateway == "" {
		l.gateway = nil
	}
	s.line = l
	var session *discordgo.Session
	var down chan struct{}
	ignored := 0
	for try := 0; ctx.Err() == nil; try++ {
		if session == nil {
			session, down = s.fresh(working, l)
		}
		last := l.current.Swap(nil) // what it says of itself is old
		err := s.open(ctx, session, l)
		if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
			l.current.Store(last)
			s.up(c) // what was heard of was the end of an earlier connection
			err = nil
		}
		if err == nil {
			try = 0
			select {
			case <-down:
			case <-ctx.Done():
			}
			err = errEnded
		}
		s.down()
		if code := l.closeCode(); fatal[code] != "" {
			return &ClosedError{code}
		}
		if ctx.Err() != nil {
			break
		}
		if ignored++; !l.ignored() {
			ignored = 0
		}
		if errors.Is(err, errStuck) || l.closeCode() == 4007 || l.closeCode() == 4009 || ignored == mostIgnored {
			session, ignored = nil, 0 // the session can no longer be had
			s.known.Store(false)
		}
		c.metrics.reconnects.Inc()
		c.settings.Log.Info("gateway connection lost", "shard", s.id, "try", try, "code", l.closeCode(), "cause", plain(err))
		sleep(ctx, pause(c.settings.Pace.Backoff, try)) // an end of ctx is seen above
	}
	s.close(session, l)
	return nil
}

// pause is how long to wait before connecting again: not at all after a
// connection that worked, then twice as long each time, at most a minute.
func pause(backoff time.Duration, try int) time.Duration {
	if try == 0 {
		return 0
	}
	most := min(backoff<<min(try, 12), time.Minute)
	return most/2 + rand.N(most/2+1)
}

// fresh makes a session that has never been connected, and a channel that
// receives when its connection is lost.
func (s *shard) fresh(working context.Context, l *line) (*discordgo.Session, chan struct{}) {
	c := s.client
	session, err := newSession(c.settings)
	if err != nil {
		panic(err) // Unreachable: New made one from the same settings.
	}
	session.Dialer = l.dialer()
	session.Client = httpClient(c.rest.transport, c.settings.Pace.Request)
	session.ShardID, session.ShardCount = s.id, s.total
	session.Identify.Shard = &[2]int{s.id, s.total}
	down := make(chan struct{}, 1)
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { c.event(working, s, e) })
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case down <- struct{}{}:
		default:
		}
	})
	return session, down
}

// open connects and waits until discordgo has done so. If it does not come
// back, the connection is ended; if even that does not help, it is stuck.
func (s *shard) open(ctx context.Context, session *discordgo.Session, l *line) error {
	if !s.known.Load() {
		if err := l.identifies.enter(ctx, s.id); err != nil {
			return err
		}
		defer l.identifies.leave(s.id)
	}
	done := make(chan error, 1)
	go func() { done <- session.Open() }()
	// Open reads GET /gateway, the handshake, HELLO and READY, and may have to
	// wait for its IDENTIFY.
	patience := time.NewTimer(5*l.pace.Handshake + 2*l.pace.Identify + l.pace.Invalid)
	defer patience.Stop()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	case <-patience.C:
	}
	l.end()
	select {
	case err := <-done:
		if err == nil {
			err = errEnded
		}
		return err
	case <-time.After(max(l.pace.Handshake, 5*time.Second)):
		return errStuck
	}
}

// up notes that the session is ready. If it breaks off, the next connection
// goes where Discord said, and those after, if that fails, to the gateway.
func (s *shard) up(c *Client) {
	s.line.back.Store(s.back.Load())
	s.known.Store(true)
	s.ready.Store(true)
	c.metrics.ready(s.id, true)
}

// comesBack notes where a session is to be resumed: at Discord's, or, with a
// server of this machine in its place, on this machine. The token goes there.
func (s *shard) comesBack(address string) {
	s.back.Store(nil)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return
	}
	atDiscord := u.Scheme == "wss" && strings.HasSuffix(u.Hostname(), ".discord.gg")
	if s.client.settings.Gateway != "" && (u.Scheme == "ws" || u.Scheme == "wss") && loopback(address) == nil || s.client.settings.Gateway == "" && atDiscord {
		s.back.Store(u)
	}
}

func (s *shard) down() {
	s.ready.Store(false)
	s.client.metrics.ready(s.id, false)
}

// close ends the session at Discord, so that the bot is shown as offline at
// once. discordgo sleeps a second over it.
func (s *shard) close(session *discordgo.Session, l *line) {
	if session == nil {
		return
	}
	l.finish()
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		session.CloseWithCode(websocket.CloseNormalClosure)
	}()
	select {
	case <-closed:
	case <-time.After(3 * time.Second):
		l.end() // it is stuck behind its own lock
	}
}

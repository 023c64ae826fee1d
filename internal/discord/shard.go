package discord

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// A shard is one session of the gateway, over one connection after the other.
// supervisor.go keeps it alive.
type shard struct {
	id, total int
	client    *Client
	line      *line
	session   *discordgo.Session // nil before the first, and when it can no longer be had
	lost      chan struct{}      // receives when the session's connection is lost
	ignored   int                // RESUMEs in a row that had no answer
	ready     atomic.Bool
	guilds    atomic.Int64            // how many the session began with
	known     atomic.Bool             // the session has been ready, so that it can be resumed
	back      atomic.Pointer[url.URL] // where Discord wants the session resumed
}

// errStuck says that discordgo's Open did not return.
var errStuck = errors.New("discord gateway: connecting takes too long")

// begin makes a session that has never been connected.
func (s *shard) begin(working context.Context) {
	c := s.client
	session, err := newSession(c.settings)
	if err != nil {
		panic(err) // Unreachable: New made one from the same settings.
	}
	session.Dialer = s.line.dialer()
	session.Client = httpClient(c.rest.transport, c.settings.Pace.Request)
	session.ShardID, session.ShardCount = s.id, s.total
	session.Identify.Shard = &[2]int{s.id, s.total}
	lost := make(chan struct{}, 1)
	session.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { c.event(working, s, e) })
	session.AddHandler(func(*discordgo.Session, *discordgo.Disconnect) {
		select {
		case lost <- struct{}{}:
		default:
		}
	})
	s.session, s.lost = session, lost
}

// connectOnce connects, stays until the connection is lost or ctx ends, and says why
// it does not any more.
func (s *shard) connectOnce(ctx context.Context) error {
	last := s.line.current.Swap(nil) // what it says of itself is old
	err := s.open(ctx)
	if errors.Is(err, discordgo.ErrWSAlreadyOpen) {
		s.line.current.Store(last)
		s.onReady() // what was heard of was the end of an earlier connection
		err = nil
	}
	defer s.onDisconnect()
	if err != nil {
		s.line.failed.Add(1)
		return err
	}
	s.line.failed.Store(0)
	select {
	case <-s.lost:
	case <-ctx.Done():
	}
	return errEnded
}

// open connects and waits until discordgo has done so. If it does not come
// back, the connection is ended; if even that does not help, it is stuck.
func (s *shard) open(ctx context.Context) error {
	l := s.line
	if !s.known.Load() {
		if err := l.identifies.enter(ctx, s.id); err != nil {
			return err
		}
		defer l.identifies.leave(s.id)
	}
	session, done := s.session, make(chan error, 1)
	go func() { done <- session.Open() }()
	// Open reads GET /gateway, the handshake, HELLO and READY, and may have to
	// wait for its IDENTIFY.
	patience := time.NewTimer(5*l.handshake() + 2*l.pace.Identify + l.pace.Invalid)
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
	case <-time.After(l.handshake()):
		return errStuck
	}
}

// close ends the session at Discord, so that the bot is shown as offline at
// once. discordgo sleeps a second over it.
func (s *shard) close() {
	if s.session == nil {
		return
	}
	s.line.finish()
	session, closed := s.session, make(chan struct{})
	go func() {
		defer close(closed)
		session.CloseWithCode(websocket.CloseNormalClosure)
	}()
	select {
	case <-closed:
	case <-time.After(3 * time.Second):
		s.line.end() // it is stuck behind its own lock
	}
}

// onReady notes that the session is ready. If it breaks off, the next connection
// goes where Discord said, and those after, if that fails, to the gateway.
func (s *shard) onReady() {
	s.line.back.Store(s.back.Load())
	s.known.Store(true)
	s.ready.Store(true)
	s.client.metrics.ready(s.id, true)
	s.client.announce()
}

// announce logs once, when all shards are ready, who is there and where.
func (c *Client) announce() {
	shards := c.shards.Load()
	if shards == nil {
		return
	}
	guilds := int64(0)
	for _, s := range *shards {
		if !s.ready.Load() {
			return
		}
		guilds += s.guilds.Load()
	}
	c.announced.Do(func() {
		c.settings.Log.Info("ready", "user", c.account().Name, "guilds", guilds, "shards", len(*shards),
			"commands", c.registered.Load(), "version", c.settings.Version)
	})
}

// setResumeURL notes where a session is to be resumed: at Discord's, or, with a
// server of this machine in its place, on this machine. The token goes there.
func (s *shard) setResumeURL(address string) {
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

func (s *shard) onDisconnect() {
	s.ready.Store(false)
	s.client.metrics.ready(s.id, false)
}

package discord

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"math/rand/v2"
	"net"
	"net/url"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

// line is a shard's way to the gateway: it dials for discordgo and keeps hold
// of the connection.
type line struct {
	shard      int
	pace       Pace
	identifies *identifies
	resumes    func() bool     // whether discordgo has a session to resume
	ctx        context.Context // of the client; the dialer's own has no end
	failed     atomic.Int32    // attempts to connect in a row that came to nothing
	roots      *x509.CertPool  // nil is the system's
	gateway    *url.URL        // where to connect; nil leaves it to discordgo
	current    atomic.Pointer[conn]
	back       atomic.Pointer[url.URL] // where to resume; taken for one try
}

func newLine(ctx context.Context, s *shard, identifies *identifies) *line {
	l := &line{shard: s.id, pace: s.client.settings.Pace, identifies: identifies, resumes: s.known.Load, ctx: ctx}
	if address := s.client.settings.Gateway; address != "" {
		l.gateway, _ = url.Parse(address) // New has read it before
	}
	return l
}

// dialer returns discordgo's dialer over the line.
func (l *line) dialer() *websocket.Dialer {
	return &websocket.Dialer{
		NetDialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			return l.dial(ctx, network, address, nil)
		},
		NetDialTLSContext: func(ctx context.Context, network, address string) (net.Conn, error) {
			host, _, _ := net.SplitHostPort(address)
			return l.dial(ctx, network, address, &tls.Config{ServerName: host, MinVersion: tls.VersionTLS12, RootCAs: l.roots})
		},
	}
}

// handshake is how long each step of connecting may take: twice as long after
// each attempt but the first that came to nothing, so that a machine that is
// busy, or far away, connects at last.
func (l *line) handshake() time.Duration {
	first := l.pace.Handshake
	return min(first<<min(max(l.failed.Load()-1, 0), 12), max(first, time.Minute))
}

func (l *line) dial(ctx context.Context, network, address string, secure *tls.Config) (net.Conn, error) {
	to := l.gateway
	if back := l.back.Swap(nil); back != nil && l.resumes() && (back.Scheme == "wss") == (secure != nil) {
		to, address = back, hostPort(back)
		if secure != nil {
			secure.ServerName = back.Hostname()
		}
	}
	patience := l.handshake()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	var d net.Dialer
	inner, err := d.DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	if secure != nil {
		outer := tls.Client(inner, secure)
		if err := outer.HandshakeContext(ctx); err != nil {
			inner.Close()
			return nil, err
		}
		inner = outer
	}
	c := newConn(inner, patience)
	c.greeted, c.invalid = l.greeted, l.invalid
	c.address = func(head []byte) []byte { return addressed(head, to) }
	l.current.Store(c)
	return c, nil
}

// addressed is the request of a handshake as it should be: to the very address
// given, where discordgo adds a slash and knows nothing of where to resume, and
// for version 10 of the gateway, as of the rest of the API.
func addressed(head []byte, to *url.URL) []byte {
	head = bytes.Replace(head, []byte("?v=9&"), []byte("?v=10&"), 1)
	if to == nil {
		return head
	}
	lines := strings.SplitAfterN(string(head), "\r\n", 3)
	if len(lines) < 3 || !strings.HasPrefix(lines[1], "Host: ") {
		return head
	}
	query := to.Query()
	query.Set("v", "10")
	query.Set("encoding", "json")
	path := to.EscapedPath()
	if path == "" {
		path = "/"
	}
	return []byte("GET " + path + "?" + query.Encode() + " HTTP/1.1\r\nHost: " + to.Host + "\r\n" + lines[2])
}

// hostPort is where to dial for an address of the gateway.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"ws": "80", "wss": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// greeted waits before discordgo hears HELLO, if it will send an IDENTIFY.
func (l *line) greeted() error {
	if l.resumes() {
		return nil
	}
	return l.identifies.wait(l.ctx, l.shard)
}

// invalid waits as Discord asks before a session that has become invalid is
// followed by a new one: a random time, and the turn of the shard.
func (l *line) invalid() error {
	pause := l.pace.Invalid/5 + rand.N(max(l.pace.Invalid*4/5, 1))
	if err := sleep(l.ctx, pause); err != nil {
		return err
	}
	return l.identifies.wait(l.ctx, l.shard)
}

// end breaks the present connection, if there is one.
func (l *line) end() {
	if c := l.current.Load(); c != nil {
		c.end()
	}
}

// finish lets the present connection be closed for good.
func (l *line) finish() {
	if c := l.current.Load(); c != nil {
		c.mayClose.Store(true)
	}
}

// ignored reports whether the gateway said HELLO on the present connection and
// then, for as long as it may take, nothing to the IDENTIFY or RESUME.
func (l *line) ignored() bool {
	c := l.current.Load()
	return c != nil && c.said.Load() && c.silent.Load() && !c.answered.Load()
}

// closeCode is the code the present connection was closed with; 0 if none.
func (l *line) closeCode() int {
	if c := l.current.Load(); c != nil {
		return int(c.closeCode.Load())
	}
	return 0
}

package discord

import (
	"encoding/json"
	"io"
	"net"
	"testing"
	"testing/synctest"
	"time"

	"pamphlet/internal/discordtest"
)

func TestConnectingIsGivenMoreTimeEachTime(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		first  time.Duration
		failed int32
		want   time.Duration
	}{
		{15 * time.Second, 0, 15 * time.Second},
		{15 * time.Second, 1, 15 * time.Second},
		{15 * time.Second, 2, 30 * time.Second},
		{15 * time.Second, 4, time.Minute},
		{15 * time.Second, 1000, time.Minute},
		{2 * time.Minute, 3, 2 * time.Minute},
	} {
		l := &line{pace: Pace{Handshake: test.first}}
		l.failed.Store(test.failed)
		if got := l.handshake(); got != test.want {
			t.Errorf("%s after %d failures: %s, want %s", test.first, test.failed, got, test.want)
		}
	}
}

func TestPausesGrow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		failed      int
		least, most time.Duration
	}{
		{0, 0, 0},
		{1, 250 * time.Millisecond, 500 * time.Millisecond},
		{3, time.Second, 2 * time.Second},
		{1000, 30 * time.Second, time.Minute},
	} {
		if got := pause(250*time.Millisecond, test.failed); got < test.least || got > test.most {
			t.Errorf("after %d failures: %s, want %s to %s", test.failed, got, test.least, test.most)
		}
	}
}

// A gateway that answers no heartbeat is left after an interval and a half,
// not after discordgo's five.
func TestHowLongTheGatewayMayBeSilent(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		hello string
		want  time.Duration
	}{
		{`{"heartbeat_interval":41250}`, 61875 * time.Millisecond},
		{`{"heartbeat_interval":100}`, 1100 * time.Millisecond},
		{`{"heartbeat_interval":0}`, time.Second},
		{`null`, time.Second},
	} {
		inner, other := net.Pipe()
		defer other.Close()
		c := newConn(inner, time.Second) // until the session runs
		c.greeted = func() error { return nil }
		c.hello(json.RawMessage(test.hello))
		if c.patience != time.Second {
			t.Errorf("%s: %s before READY, want a second", test.hello, c.patience)
		}
		c.dispatched()
		if c.patience != test.want {
			t.Errorf("%s: %s, want %s", test.hello, c.patience, test.want)
		}
	}
}

// Only silence makes a session look forgotten: who answers, or breaks off, may
// take the next RESUME.
func TestWhatCountsAsIgnored(t *testing.T) {
	t.Parallel()
	const hello = `{"op":10,"d":{"heartbeat_interval":60000}}`
	for _, test := range []struct {
		what    string
		packets []string
		ends    bool
		want    bool
	}{
		{"silence after HELLO", []string{hello}, false, true},
		{"silence before it", nil, false, false},
		{"the end after HELLO", []string{hello}, true, false},
		{"op 7", []string{hello, `{"op":7}`}, false, false},
		{"op 9, resumable", []string{hello, `{"op":9,"d":true}`}, false, false},
		{"an event", []string{hello, `{"op":0,"t":"RESUMED"}`}, false, false},
		{"a heartbeat alone", []string{hello, `{"op":11}`}, false, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			server, client := net.Pipe()
			c := newConn(client, 50*time.Millisecond)
			c.greeted = func() error { return nil }
			l := &line{}
			l.current.Store(c)
			go func() {
				server.Write([]byte("HTTP/1.1 101 Switching Protocols\r\n\r\n"))
				for _, packet := range test.packets {
					server.Write(append([]byte{0x81, byte(len(packet))}, packet...))
				}
				if test.ends {
					server.Close()
				}
			}()
			io.ReadAll(c)
			server.Close()
			if got := l.ignored(); got != test.want {
				t.Errorf("%s: %t, want %t", test.what, got, test.want)
			}
		})
	}
}

// Discord asks for a pause of 1 to 5 s. Slowness makes it longer, never shorter.
func TestAPauseFollowsAnInvalidSession(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	play(t, d, echo, func(s *Settings) { s.Pace.Invalid = 500 * time.Millisecond }).ready()
	began := time.Now()
	d.Invalidate(false)
	d.Until("new session", func() bool { return d.Seen("identify") == 2 })
	if got := time.Since(began); got < 100*time.Millisecond || d.Seen("connect") != 1 {
		t.Errorf("IDENTIFY after %s over %d connections, want a fifth of the pace at least, over the same", got, d.Seen("connect"))
	}
}

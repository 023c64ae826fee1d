package discord

import (
	"errors"
	"net"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
)

func TestConnectingIsGivenMoreTimeEachTime(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		first  time.Duration
		failed int
		want   time.Duration
	}{
		{15 * time.Second, 0, 15 * time.Second},
		{15 * time.Second, 1, 15 * time.Second},
		{15 * time.Second, 2, 30 * time.Second},
		{15 * time.Second, 4, time.Minute},
		{15 * time.Second, 1000, time.Minute},
		{2 * time.Minute, 3, 2 * time.Minute},
	} {
		s := &shard{client: &Client{settings: Settings{Pace: Pace{Handshake: test.first}}}, failed: test.failed}
		if got := s.handshake(); got != test.want {
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
		{0, 125 * time.Millisecond, 250 * time.Millisecond},
		{1, 250 * time.Millisecond, 500 * time.Millisecond},
		{3, time.Second, 2 * time.Second},
		{1000, 30 * time.Second, time.Minute},
	} {
		if got := pause(250*time.Millisecond, test.failed); got < test.least || got > test.most {
			t.Errorf("after %d failures: %s, want %s to %s", test.failed, got, test.least, test.most)
		}
	}
}

// Only silence in a row makes a session look forgotten.
func TestASessionIsGivenUp(t *testing.T) {
	t.Parallel()
	broken := errors.New("connection reset")
	for _, test := range []struct {
		what string
		ends []error
		code int
		want bool
	}{
		{"silence", []error{errIgnored, errIgnored, errIgnored}, 0, true},
		{"less silence", []error{errIgnored, errIgnored}, 0, false},
		{"a broken connection between", []error{errIgnored, errIgnored, broken, errIgnored}, 0, false},
		{"broken connections", []error{broken, broken, broken, broken}, 0, false},
		{"a number Discord does not know", []error{broken}, closeInvalidSeq, true},
		{"a session that timed out", []error{broken}, closeTimedOut, true},
		{"some other code", []error{broken}, 4000, false},
	} {
		s, got := &shard{}, false
		for _, err := range test.ends {
			got = s.lost(err, test.code)
		}
		if got != test.want {
			t.Errorf("%s: %t, want %t", test.what, got, test.want)
		}
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

// A gateway that takes the connection and says nothing holds up no stopping.
func TestStoppingWhileConnecting(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	d := discordtest.New(t)
	s := play(t, d, echo, func(s *Settings) {
		s.Gateway, s.Pace.Handshake = "ws://"+listener.Addr().String(), time.Hour
	})
	silent, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

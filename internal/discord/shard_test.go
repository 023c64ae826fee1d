package discord

import (
	"net"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
)

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

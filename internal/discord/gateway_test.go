package discord

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/discord/gateway"
	"pamphlet/internal/discordtest"
)

func TestAnInvalidSessionIsFollowedByANewOne(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, echo).ready()
	for n, strike := range []func(){
		func() { d.Invalidate(false) }, func() { d.Close(4009) }, func() { d.Close(4007) },
	} {
		before := d.Seen("identify")
		strike()
		d.Until("new session", func() bool { return d.Seen("identify") > before && d.Connected() == 1 && s.client.Ready() })
		if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
			t.Errorf("strike %d: got %q", n, got)
		}
	}
}

// impatient gives up soon on a gateway that says nothing.
func impatient(s *Settings) { s.Pace.Handshake = 300 * time.Millisecond }

func TestConnectingGoesWrongInEveryWay(t *testing.T) {
	t.Parallel()
	for name, behaviours := range map[string][]discordtest.Behaviour{
		"no HELLO":           {discordtest.NoHello()},
		"silent after HELLO": {discordtest.SilentAfterHello()},
		"op 7 for READY":     {discordtest.ReconnectAtOnce(), discordtest.ReconnectAtOnce()},
		"op 9 for READY":     {discordtest.InvalidAtOnce(false)},
		"op 9 true":          {discordtest.InvalidAtOnce(true)},
		"cut":                {discordtest.CutAtOnce(), discordtest.CutAtOnce()},
		"garbage":            {discordtest.GarbageHello()},
		"refused":            {discordtest.Refuse(http.StatusBadGateway), discordtest.Refuse(http.StatusTooManyRequests)},
		"closed":             {discordtest.CloseAtOnce(4000), discordtest.CloseAtOnce(4008)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t)
			clinic := d.Guild("clinic")
			general, ana := clinic.Channel("general"), clinic.Member("ana")
			d.Next(behaviours...)
			s := play(t, d, echo, impatient).ready()
			if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
				t.Errorf("got %q", got)
			}
			// and the same when a session is to be resumed
			before := d.Seen("identify") + d.Seen("resume")
			d.Next(behaviours...)
			d.Drop()
			d.Until("other connection", func() bool { return d.Seen("identify")+d.Seen("resume") > before && s.client.Ready() })
			if got := ana.Ask(general, "b").Reply().Text(); got != "ask: b" {
				t.Errorf("after the drop: got %q", got)
			}
		})
	}
}

func TestASessionThatNobodyResumesIsGivenUp(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.NoResume())
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, echo, impatient).ready()
	before := d.Seen("identify")
	d.Drop()
	d.Until("new session", func() bool { return d.Seen("identify") > before && s.client.Ready() })
	if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" || d.Seen("resume") < 3 {
		t.Errorf("got %q after %d RESUMEs, want 3 at least", got, d.Seen("resume"))
	}
}

func TestSomeCloseCodesStopTheBot(t *testing.T) {
	t.Parallel()
	for code, why := range map[int]string{4004: "token", 4010: "shard", 4011: "more shards", 4012: "version", 4013: "intents", 4014: "privileged"} {
		for _, running := range []bool{false, true} {
			d := discordtest.New(t)
			if !running {
				d.Next(discordtest.CloseAtOnce(code))
			}
			client, err := New(Settings{Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- client.Run(t.Context()) }()
			if running {
				d.AwaitReady(1)
				d.Close(code)
			}
			var closed *gateway.ClosedError
			if err := <-ended; !errors.As(err, &closed) || closed.Code != code || !strings.Contains(err.Error(), why) {
				t.Errorf("code %d, running %t: got %v", code, running, err)
			}
			if n := d.Seen("connect"); n != 1 {
				t.Errorf("code %d: connected %d times, want once", code, n)
			}
		}
	}
}

func TestABadTokenIsSaidClearly(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	client, err := New(Settings{Token: "other", API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Run(t.Context()); !errors.Is(err, ErrToken) || strings.Contains(err.Error(), "other") {
		t.Errorf("got %v, want that the token is refused, without it", err)
	}
}

func TestTooFewSessionsLeft(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Starts(1), discordtest.Shards(2))
	client, err := New(Settings{Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "1 sessions may be started, 2 are needed") {
		t.Errorf("got %v", err)
	}
	if d.Seen("connect") != 0 {
		t.Error("connected all the same")
	}
}

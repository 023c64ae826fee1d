package discord

import (
	"net/http"
	"net/url"
	"testing"

	"pamphlet/internal/discordtest"
)

func TestASessionIsResumedWhereDiscordSays(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, echo).ready()
	for n := 1; n <= 2; n++ {
		d.Drop()
		if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
			t.Errorf("after the drop: got %q", got)
		}
		if seen := d.Seen("resume address"); seen < n { // more, if a busy machine lost one
			t.Errorf("drop %d: %d connections where to resume", n, seen)
		}
		s.ready() // what was missed comes before RESUMED
	}
	// If that fails, the gateway itself is tried.
	elsewhere := func() int { return d.Seen("connect") - d.Seen("resume address") }
	before := elsewhere()
	d.Next(discordtest.Refuse(http.StatusBadGateway))
	d.Drop()
	if got := ana.Ask(general, "b").Reply().Text(); got != "ask: b" || d.Seen("identify") != 1 || elsewhere() == before {
		t.Errorf("got %q with %d IDENTIFYs and %d further connections to the gateway itself", got, d.Seen("identify"), elsewhere()-before)
	}
}

// The token goes to Discord only, or to this machine if it stands in for it.
func TestWhereASessionIsNotResumed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		gateway, address string
		want             bool
	}{
		{"", "wss://gateway-us-east1-b.discord.gg", true},
		{"", "wss://gateway-us-east1-b.discord.gg:443/", true},
		{"", "ws://gateway-us-east1-b.discord.gg", false},
		{"", "wss://discord.gg.example.com", false},
		{"", "wss://127.0.0.1", false},
		{"", "", false},
		{"", "%", false},
		{"ws://127.0.0.1:1", "ws://localhost:2/there", true},
		{"ws://127.0.0.1:1", "wss://gateway-us-east1-b.discord.gg", false},
		{"ws://127.0.0.1:1", "http://127.0.0.1:2", false},
	} {
		s := &shard{client: &Client{settings: Settings{Gateway: test.gateway}}}
		s.setResumeURL(test.address)
		if got := s.back.Load() != nil; got != test.want {
			t.Errorf("gateway %q, %q: taken %t, want %t", test.gateway, test.address, got, test.want)
		}
	}
}

func TestTheHandshakeGoesWhereItShould(t *testing.T) {
	t.Parallel()
	const asked = "GET /gateway/?v=9&encoding=json HTTP/1.1\r\nHost: a:1\r\nUpgrade: websocket\r\n\r\n"
	for _, test := range []struct{ to, want string }{
		{"", "GET /gateway/?v=10&encoding=json HTTP/1.1\r\nHost: a:1\r\nUpgrade: websocket\r\n\r\n"},
		{"ws://b:2", "GET /?encoding=json&v=10 HTTP/1.1\r\nHost: b:2\r\nUpgrade: websocket\r\n\r\n"},
		{"ws://b:2/gateway", "GET /gateway?encoding=json&v=10 HTTP/1.1\r\nHost: b:2\r\nUpgrade: websocket\r\n\r\n"},
		{"ws://b:2/?v=9&x=1", "GET /?encoding=json&v=10&x=1 HTTP/1.1\r\nHost: b:2\r\nUpgrade: websocket\r\n\r\n"},
	} {
		var to *url.URL
		if test.to != "" {
			to, _ = url.Parse(test.to)
		}
		if got := string(addressed([]byte(asked), to)); got != test.want {
			t.Errorf("to %q: got %q, want %q", test.to, got, test.want)
		}
	}
	if got := string(addressed([]byte("something else"), &url.URL{})); got != "something else" {
		t.Errorf("what is no request: %q", got)
	}
}

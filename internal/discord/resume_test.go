package discord

import (
	"net/http"
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
func TestWhichGatewaysAreTrusted(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ gateway, address, want string }{
		{"", "wss://gateway-us-east1-b.discord.gg", "wss://gateway-us-east1-b.discord.gg?encoding=json&v=10"},
		{"", "wss://gateway-us-east1-b.discord.gg:443/", "wss://gateway-us-east1-b.discord.gg:443/?encoding=json&v=10"},
		{"", "ws://gateway-us-east1-b.discord.gg", ""},
		{"", "wss://discord.gg.example.com", ""},
		{"", "wss://127.0.0.1", ""},
		{"", "", ""},
		{"", "%", ""},
		{"ws://127.0.0.1:1", "ws://localhost:2/there", "ws://localhost:2/there?encoding=json&v=10"},
		{"ws://127.0.0.1:1", "ws://127.0.0.1:2/?v=9&x=1", "ws://127.0.0.1:2/?encoding=json&v=10&x=1"},
		{"ws://127.0.0.1:1", "wss://gateway-us-east1-b.discord.gg", ""},
		{"ws://127.0.0.1:1", "http://127.0.0.1:2", ""},
	} {
		c, got := &Client{settings: Settings{Gateway: test.gateway}}, ""
		if u := c.gatewayURL(test.address); u != nil {
			got = u.String()
		}
		if got != test.want {
			t.Errorf("gateway %q, %q: got %q, want %q", test.gateway, test.address, got, test.want)
		}
	}
}

func TestTheAddressOfTheAPI(t *testing.T) {
	t.Parallel()
	for other, want := range map[string]string{
		"": "https://discord.com/api/v10", "http://127.0.0.1:1": "http://127.0.0.1:1/api/v10", "http://127.0.0.1:1/": "http://127.0.0.1:1/api/v10",
		"http://127.0.0.1:1/api": "http://127.0.0.1:1/api/v10", "http://127.0.0.1:1/there/api/v9/": "http://127.0.0.1:1/there/api/v10",
	} {
		if got := apiAddress(other); got != want {
			t.Errorf("apiAddress(%q): got %q, want %q", other, got, want)
		}
	}
}

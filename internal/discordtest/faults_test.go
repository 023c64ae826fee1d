package discordtest_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"pamphlet/internal/discordtest"
)

func TestRestFaults(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, other := clinic.Channel("general"), clinic.Channel("other")
	s := newSession(t, d)
	s.ShouldRetryOnRateLimit, s.MaxRestRetries = false, 0
	send := func(c *discordtest.Channel) error {
		_, err := s.ChannelMessageSendComplex(c.ID, &discordgo.MessageSend{Content: "a", AllowedMentions: nobody})
		s.Ratelimiter = discordgo.NewRatelimiter() // forgets what it was told
		return err
	}
	const route = "POST /channels/{channel_id}/messages"
	isLimit := func(err error) bool { var limited *discordgo.RateLimitError; return errors.As(err, &limited) }

	d.Fail(route, 1, discordtest.RouteLimit(time.Hour))
	if err := send(general); !isLimit(err) {
		t.Errorf("route limit: got %v", err)
	}
	if err := send(general); !isLimit(err) || d.TooEarly() != 1 {
		t.Errorf("the same channel too early: got %v, counted %d", err, d.TooEarly())
	}
	if err := send(other); err != nil {
		t.Errorf("another channel: %v", err)
	}
	d.Fail(route, 1, discordtest.Status(500))
	if err := send(other); err == nil || !strings.Contains(err.Error(), "500") {
		t.Errorf("status 500: got %v", err)
	}
	d.Fail(route, 1, discordtest.Cloudflare(time.Millisecond))
	if err := send(other); err == nil || isLimit(err) {
		t.Errorf("page of HTML: got %v", err)
	}
	time.Sleep(2 * time.Millisecond)
	d.Fail(route, 1, discordtest.Reset())
	if err := send(other); err == nil {
		t.Error("reset: no error")
	}
	before := len(other.Messages(nil))
	d.Fail(route, 1, discordtest.ResetAfter())
	if err := send(other); err == nil || len(other.Messages(nil)) != before+1 {
		t.Errorf("reset after the message was made: got %v and %d messages, want %d", err, len(other.Messages(nil)), before+1)
	}
	d.Fail(route, 1, discordtest.Slow(50*time.Millisecond))
	start := time.Now()
	if err := send(other); err != nil || time.Since(start) < 50*time.Millisecond {
		t.Errorf("slow: got %v after %s", err, time.Since(start))
	}
	d.Fail("", 1, discordtest.GlobalLimit(time.Hour, false))
	if err := send(other); !isLimit(err) {
		t.Errorf("global limit: got %v", err)
	}
	if _, err := s.User("@me"); !isLimit(err) {
		t.Errorf("another route under the global limit: got %v", err)
	}
}

func TestWhoMayTalkToTheAPI(t *testing.T) {
	t.Parallel()
	var found problems
	d := discordtest.New(t, found.option())
	get := func(path, token, agent string) int {
		req, err := http.NewRequestWithContext(t.Context(), "GET", d.URL()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", token)
		req.Header.Set("User-Agent", agent)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	const agent = "DiscordBot (https://example.com, 1)"
	for _, test := range []struct {
		what, path, token, agent string
		want                     int
	}{
		{"the bot", "/api/v10/users/@me", "Bot " + d.Token(), agent, 200},
		{"version 9", "/api/v9/users/@me", "Bot " + d.Token(), agent, 200},
		{"version 8", "/api/v8/users/@me", "Bot " + d.Token(), agent, 400},
		{"a wrong token", "/api/v10/users/@me", "Bot x", agent, 401},
		{"a browser", "/api/v10/users/@me", "Bot " + d.Token(), "Mozilla/5.0", 403},
		{"an unknown route", "/api/v10/nothing", "Bot " + d.Token(), agent, 404},
		{"the gateway without a token", "/api/v10/gateway", "", agent, 200},
	} {
		if got := get(test.path, test.token, test.agent); got != test.want {
			t.Errorf("%s: status %d, want %d", test.what, got, test.want)
		}
	}
}

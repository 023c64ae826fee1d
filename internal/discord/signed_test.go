package discord

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// signs takes interactions over HTTP.
func signs(d *discordtest.Discord) func(*Settings) {
	return func(s *Settings) {
		key, err := hex.DecodeString(d.PublicKey())
		if err != nil {
			panic(err)
		}
		s.Interactions, s.PublicKey = "127.0.0.1:0", key
	}
}

// endpoint waits until the client takes interactions over HTTP, and returns where.
func (s *stage) endpoint() string {
	s.Until("endpoint for interactions", s.client.Ready)
	for line := range strings.Lines(s.log.String()) {
		var record struct{ Msg, Address, Path string }
		if json.Unmarshal([]byte(line), &record) == nil && record.Msg == "interactions over HTTP" {
			return "http://" + record.Address + record.Path
		}
	}
	return ""
}

// playSigned is play over HTTP.
func playSigned(t testing.TB, d *discordtest.Discord, handler Handler, change ...func(*Settings)) (*stage, string) {
	t.Helper()
	s := play(t, d, handler, append(change, signs(d))...)
	url := s.endpoint()
	d.SetEndpoint(url)
	return s, url
}

// What the gateway brings comes over HTTP as well: commands, suggestions, buttons,
// menus, forms, files, and answers at once.
func TestEverythingOverHTTP(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, mod := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	playSigned(t, d, desk, opens)

	first := ana.Ask(general, "how often?")
	asked := first.Reply()
	if !strings.Contains(asked.Text(), "Take it **once a day**.") || first.Status() != http.StatusOK || first.Answers() != 1 {
		t.Errorf("got %q, status %d, %d answers", asked.Text(), first.Status(), first.Answers())
	}
	if got := ana.Press(asked, "Note").Reply(); got.Text() != "noted 7" || !got.Ephemeral() {
		t.Errorf("a private answer: %q", got.Text())
	}
	form := ana.Press(asked, "Why").Form()
	if got := ana.Submit(form, map[string]string{"why": "unclear"}).Reply().Text(); got != "said 7: unclear, " {
		t.Errorf("a form: %q", got)
	}
	if got := ana.Select(asked, "Pick one", "2").Reply().Text(); got != "pick 7 2" {
		t.Errorf("a menu: %q", got)
	}
	if got := ana.Type(general, "ask", "question", "saf").Choices(); len(got) == 0 {
		t.Error("no suggestions")
	}
	file := discordtest.File{Name: "a.txt", Body: []byte("body")}
	added := mod.Command(general, "kb add", discordtest.With("file", file), discordtest.With("title", "T")).Reply()
	if got := added.Text(); !strings.Contains(got, "a.txt T true body") {
		t.Errorf("a file: %q", got)
	}
	if d.Seen("connect") != 0 {
		t.Error("the gateway was connected to")
	}
}

// The first answer is the response itself, and no call of Discord's API.
func TestTheFirstAnswerIsTheResponse(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s, _ := playSigned(t, d, echo)
	for n := range 20 {
		if got := ana.Ask(general, fmt.Sprint(n)).Reply().Text(); got != fmt.Sprint("ask: ", n) {
			t.Errorf("got %q", got)
		}
	}
	w := httptest.NewRecorder()
	s.client.Health().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	if strings.Contains(w.Body.String(), `route="POST /interactions/callback"`) {
		t.Error("a callback was called")
	}
	// Discord may come to know of the answer after what follows it.
	d.Fail("PATCH /webhooks/", 3, discordtest.Code(404, 10015))
	if got := ana.Ask(general, "early").Reply().Text(); got != "ask: early" {
		t.Errorf("got %q", got)
	}
}

// A first answer with a file goes as a call, which the response announces.
func TestAFirstAnswerWithAFile(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	with := func(context.Context, bot.Request) bot.Reply {
		return bot.Reply{Kind: bot.Done, Lead: "here", Private: true, Files: []bot.File{{Name: "a.txt", Body: []byte("body")}}}
	}
	playSigned(t, d, with, func(s *Settings) {
		s.Acknowledge = func(r bot.Request) (bot.Request, Acknowledgement) { return r, Opens }
	})
	i := clinic.Member("ana").Ask(clinic.Channel("general"), "a")
	if got := i.Reply(); !strings.HasPrefix(got.Text(), "here") || !got.Ephemeral() || i.Status() != http.StatusAccepted {
		t.Errorf("got %q, private %t, status %d", got.Text(), got.Ephemeral(), i.Status())
	}
}

// Nothing that Discord did not sign, just now and for the first time, is read.
func TestOnlyWhatDiscordSignedIsTaken(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	var calls atomic.Int32
	s, url := playSigned(t, d, func(ctx context.Context, r bot.Request) bot.Reply { calls.Add(1); return echo(ctx, r) })
	asked := ana.Ask(general, "once")
	asked.Reply()
	for range 3 {
		if status := asked.Replay(url); status != http.StatusUnauthorized {
			t.Errorf("a replay: status %d", status)
		}
	}
	valid := func(n int) []byte {
		return fmt.Appendf(nil, `{"id":"%d","application_id":"1","type":2,"token":"interaction-token-forged","user":{"id":"5","username":"u"},"data":{"name":"ask","type":1,"options":[{"name":"question","type":3,"value":"q"}]}}`, 1000+n)
	}
	other := discordtest.New(t)
	now, n := time.Now(), 0
	for _, test := range []struct {
		about  string
		change func(body []byte) (sent []byte, timestamp, signature string)
		want   int
	}{
		{"no headers", func(b []byte) ([]byte, string, string) { return b, "", "" }, 401},
		{"another's key", func(b []byte) ([]byte, string, string) { at, by := other.Sign(b, now); return b, at, by }, 401},
		{"no digits", func(b []byte) ([]byte, string, string) {
			at, by := d.Sign(b, now)
			return b, at, strings.Repeat("z", len(by))
		}, 401},
		{"a short signature", func(b []byte) ([]byte, string, string) { at, by := d.Sign(b, now); return b, at, by[:64] }, 401},
		{"a byte more", func(b []byte) ([]byte, string, string) { at, by := d.Sign(b, now); return append(b, ' '), at, by }, 401},
		{"a byte changed", func(b []byte) ([]byte, string, string) {
			at, by := d.Sign(b, now)
			return bytes.Replace(b, []byte(`"q"`), []byte(`"x"`), 1), at, by
		}, 401},
		{"another time", func(b []byte) ([]byte, string, string) {
			_, by := d.Sign(b, now)
			return b, fmt.Sprint(now.Unix() + 1), by
		}, 401},
		{"long ago", func(b []byte) ([]byte, string, string) { at, by := d.Sign(b, now.Add(-time.Hour)); return b, at, by }, 401},
		{"time to come", func(b []byte) ([]byte, string, string) { at, by := d.Sign(b, now.Add(time.Hour)); return b, at, by }, 401},
		{"too large", func(b []byte) ([]byte, string, string) {
			b = append(b, bytes.Repeat([]byte(" "), maxSigned)...)
			at, by := d.Sign(b, now)
			return b, at, by
		}, 413},
		{"not JSON", func([]byte) ([]byte, string, string) { b := []byte("{not"); at, by := d.Sign(b, now); return b, at, by }, 400},
		{"null", func([]byte) ([]byte, string, string) { b := []byte("null"); at, by := d.Sign(b, now); return b, at, by }, 400},
		{"no interaction", func([]byte) ([]byte, string, string) {
			b := []byte(`{"type":2}`)
			at, by := d.Sign(b, now)
			return b, at, by
		}, 400},
		{"an unknown kind", func([]byte) ([]byte, string, string) {
			b := []byte(`{"id":"9","type":77,"token":"interaction-token-9","user":{"id":"5"}}`)
			at, by := d.Sign(b, now)
			return b, at, by
		}, 400},
		{"all as it should be", func(b []byte) ([]byte, string, string) { at, by := d.Sign(b, now); return b, at, by }, 200},
	} {
		n++
		body, timestamp, signature := test.change(valid(n))
		r, err := http.NewRequest(http.MethodPost, url, bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("X-Signature-Timestamp", timestamp)
		r.Header.Set("X-Signature-Ed25519", signature)
		response, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != test.want {
			t.Errorf("%s: status %d, want %d", test.about, response.StatusCode, test.want)
		}
	}
	d.Until("the handler's calls", func() bool { return calls.Load() >= 2 })
	if n := calls.Load(); n != 2 {
		t.Errorf("the handler was called %d times; want for the first and the last", n)
	}
	for path, want := range map[string]int{url: 405, strings.TrimSuffix(url, InteractionsPath) + "/metrics": 404} {
		if response, err := http.Get(path); err != nil || response.StatusCode != want {
			t.Errorf("GET %s: %v, %v; want %d", path, response, err, want)
		}
	}
	if n := strings.Count(s.log.String(), "set this machine's clock"); n != 1 {
		t.Errorf("a wrong time is told %d times; want once", n)
	}
}

// A handler that is too slow keeps no request for ever, and its answer goes nowhere.
func TestASlowFirstAnswerOverHTTP(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	slow := make(chan struct{})
	s, _ := playSigned(t, d, func(ctx context.Context, r bot.Request) bot.Reply { <-slow; return echo(ctx, r) },
		func(s *Settings) { s.Pace.Acknowledge = 50 * time.Millisecond })
	i := clinic.Member("ana").Type(clinic.Channel("general"), "ask", "question", "saf")
	if status := i.Status(); status != http.StatusServiceUnavailable {
		t.Errorf("status %d", status)
	}
	close(slow)
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}

// Who stops answers first what it took.
func TestStoppingAnswersWhatWasTakenOverHTTP(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	begun, slow := make(chan struct{}), make(chan struct{})
	s, _ := playSigned(t, d, func(ctx context.Context, r bot.Request) bot.Reply { close(begun); <-slow; return echo(ctx, r) })
	i := clinic.Member("ana").Ask(clinic.Channel("general"), "late")
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- s.stop() }()
	s.Until("end of listening", func() bool { return !s.client.Ready() })
	close(slow)
	if got := i.Reply().Text(); got != "ask: late" {
		t.Errorf("got %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

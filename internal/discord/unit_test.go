package discord

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"pamphlet/bot"
)

func TestCustomIDsAreReversible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		verb := rapid.String().Draw(t, "verb")
		args := rapid.SliceOf(rapid.String()).Draw(t, "args")
		id, err := customID(bot.Verb(verb), args)
		if err != nil {
			if characters(verb+strings.Join(args, "")) < 20 && len(args) < 5 {
				t.Fatalf("%q %q: %v", verb, args, err)
			}
			return
		}
		if gotVerb, gotArgs := readCustomID(id); string(gotVerb) != verb || !slices.Equal(gotArgs, args) || characters(id) > 100 {
			t.Fatalf("%q %q became %q, then %q %q", verb, args, id, gotVerb, gotArgs)
		}
	})
}

func FuzzReadCustomID(f *testing.F) {
	for _, id := range []string{"", "1", "1|", "1|good|7|a%7Cb", "2|good", "%", "1|%2|%7"} {
		f.Add(id)
	}
	f.Fuzz(func(t *testing.T, id string) {
		verb, args := readCustomID(id)
		if written, err := customID(verb, args); err == nil && strings.HasPrefix(id, "1|") {
			if again, _ := readCustomID(written); again != verb {
				t.Errorf("%q reads as %q, written and read again as %q", id, verb, again)
			}
		}
	})
}

// drawReply is any reply, also such as the bot would never give.
func drawReply(t *rapid.T) bot.Reply {
	long := rapid.Custom(func(t *rapid.T) string {
		return strings.Repeat(rapid.StringN(1, 20, -1).Draw(t, "piece"), rapid.IntRange(0, 400).Draw(t, "times"))
	})
	r := bot.Reply{
		Kind: rapid.SampledFrom([]bot.Kind{bot.Answer, bot.Unknown, bot.Crisis}).Draw(t, "kind"), Title: long.Draw(t, "title"), Lead: long.Draw(t, "lead"),
		Quote: long.Draw(t, "quote"), Source: long.Draw(t, "source"), Notes: rapid.SliceOfN(long, 0, 3).Draw(t, "notes"), Disclaimer: long.Draw(t, "disclaimer"),
	}
	for range rapid.IntRange(0, 30).Draw(t, "actions") {
		r.Actions = append(r.Actions, bot.Action{Label: long.Draw(t, "label"), Verb: bot.Verb(rapid.String().Draw(t, "verb")), Args: rapid.SliceOf(rapid.String()).Draw(t, "args")})
	}
	for range rapid.IntRange(0, 7).Draw(t, "menus") {
		m := bot.Menu{Verb: "v", Placeholder: long.Draw(t, "hint"), Args: rapid.SliceOf(rapid.String()).Draw(t, "args")}
		for range rapid.IntRange(0, 30).Draw(t, "options") {
			m.Options = append(m.Options, bot.Option{Label: long.Draw(t, "option"), Value: rapid.String().Draw(t, "value"), Description: long.Draw(t, "description")})
		}
		r.Menus = append(r.Menus, m)
	}
	return r
}

func TestNoReplyBreaksDiscordsLimits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m := rendered(drawReply(t))
		total, ids := 0, map[string]bool{}
		for _, e := range m.Embeds {
			if characters(e.Title) > 256 || characters(e.Description) > 4096 {
				t.Fatalf("embed with a title of %d and a description of %d", characters(e.Title), characters(e.Description))
			}
			total += characters(e.Title) + characters(e.Description)
			if e.Footer != nil {
				total += characters(e.Footer.Text)
			}
		}
		if total > 6000 || len(m.Embeds) > 10 || len(m.Components) > 5 {
			t.Fatalf("%d characters in %d embeds, %d rows", total, len(m.Embeds), len(m.Components))
		}
		for _, row := range m.Components {
			if len(row.Components) == 0 || len(row.Components) > 5 {
				t.Fatalf("row of %d", len(row.Components))
			}
			for _, c := range row.Components {
				if ids[c.ID] || c.ID == "" || characters(c.ID) > 100 || characters(c.Label) > 80 || len(c.Options) > 25 {
					t.Fatalf("component %+v", c)
				}
				ids[c.ID] = true
			}
		}
		if raw, err := json.Marshal(m); err != nil || !bytes.Contains(raw, []byte(`"allowed_mentions":{"parse":[]}`)) {
			t.Fatalf("JSON %v without the empty allowed_mentions", err)
		}
	})
}

func TestAReplyThatFitsIsShownWhole(t *testing.T) {
	t.Parallel()
	long := strings.TrimSpace(strings.Repeat("A sentence of the article.\n", 180)) // 4,859 characters
	m := rendered(bot.Reply{Lead: "Lead", Quote: long, Source: "Source", Disclaimer: "Small \\*print\\*"})
	var shown strings.Builder
	for _, e := range m.Embeds {
		shown.WriteString(e.Description)
	}
	if got, want := shown.String(), "Lead\n\n"+long+"\n\nSource"; got != want {
		t.Errorf("got %d characters in %d embeds, want %d", len(got), len(m.Embeds), len(want))
	}
	if got := m.Embeds[len(m.Embeds)-1].Footer.Text; got != "Small *print*" {
		t.Errorf("footer: got %q; it shows no Markdown", got)
	}
}

func TestAPoolKeepsTheOrderOfALane(t *testing.T) {
	t.Parallel()
	p := newPool(8, 10000)
	var mu sync.Mutex
	done := map[string][]int{}
	for n := range 1000 {
		key := fmt.Sprint(n % 7)
		if !p.add(key, func() { mu.Lock(); defer mu.Unlock(); done[key] = append(done[key], n) }) {
			t.Fatal("no room")
		}
	}
	p.start()
	p.drain()
	total := 0
	for key, order := range done {
		total += len(order)
		if !slices.IsSorted(order) {
			t.Errorf("lane %s: %v", key, order)
		}
	}
	if total != 1000 || p.length() != 0 || len(p.lanes) != 0 {
		t.Errorf("%d jobs done, %d waiting, %d lanes kept", total, p.length(), len(p.lanes))
	}
	if p.add("", func() {}) {
		t.Error("a drained pool takes a job")
	}
}

func TestAPoolIsBounded(t *testing.T) {
	t.Parallel()
	p := newPool(1, 2)
	for n, want := range []bool{true, true, false} {
		if got := p.add("a", func() {}); got != want {
			t.Errorf("job %d: taken %t, want %t", n, got, want)
		}
	}
	p.start()
	p.drain()
}

func TestTheGateWaitsAsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, gateWaits)
}

func gateWaits(t *testing.T) {
	header := func(pairs ...string) http.Header {
		h := http.Header{}
		for i := 0; i < len(pairs); i += 2 {
			h.Set(pairs[i], pairs[i+1])
		}
		return h
	}
	for _, test := range []struct {
		what                          string
		status                        int
		header                        http.Header
		scope                         string
		same, other, interaction, cut bool // which calls are held back
	}{
		{"nothing", 200, header(), "", false, false, false, false},
		{"the last of a bucket", 200, header("X-RateLimit-Remaining", "0", "X-RateLimit-Reset-After", "60"), "", true, false, false, true},
		{"not the last", 200, header("X-RateLimit-Remaining", "1", "X-RateLimit-Reset-After", "60"), "", false, false, false, false},
		{"a route limit", 429, header("X-RateLimit-Reset-After", "60.5", "X-RateLimit-Scope", "user", "Retry-After", "61"), "route", true, false, false, true},
		{"a global limit as documented", 429, header("Retry-After", "60", "X-RateLimit-Global", "true", "X-RateLimit-Scope", "global"), "global", true, true, false, true},
		{"the network's limit", 429, header("Retry-After", "60"), "network", true, true, false, true},
		{"nonsense", 429, header("Retry-After", "soon", "X-RateLimit-Scope", "user"), "route", true, false, false, false},
	} {
		g := newGate()
		if got := g.note("same", test.status, test.header); got != test.scope {
			t.Errorf("%s: scope %q, want %q", test.what, got, test.scope)
		}
		now := time.Now()
		if got := g.until("same", false).After(now); got != test.same {
			t.Errorf("%s: the same bucket is held back: %t, want %t", test.what, got, test.same)
		}
		if got := g.until("other", false).After(now); got != test.other {
			t.Errorf("%s: another bucket is held back: %t, want %t", test.what, got, test.other)
		}
		if got := g.until("third", true).After(now); got != test.interaction {
			t.Errorf("%s: an interaction is held back: %t, want %t", test.what, got, test.interaction)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		if err := g.wait(ctx, "same", false); errors.Is(err, errTooLong) != test.cut {
			t.Errorf("%s: waiting with a second left: %v, want that it is refused at once: %t", test.what, err, test.cut)
		}
		cancel()
	}
}

func TestTheGateClosesBeforeABan(t *testing.T) {
	t.Parallel()
	g := newGate()
	for range mostInvalid {
		g.note("a", 403, http.Header{})
	}
	if !g.until("b", true).After(time.Now()) {
		t.Error("calls go on after two thousand refused ones")
	}
}

func TestTheLogHidesSecrets(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := slog.New(Redact(slog.NewJSONHandler(&b, nil), "canary", "")).With("a", "canary").WithGroup("g")
	log.Warn("the canary", "error", fmt.Errorf("with canary in it"), "inner", slog.GroupValue(slog.String("b", "canary")), "n", 1, "any", []string{"canary"})
	if got := b.String(); strings.Contains(got, "canary") || strings.Count(got, "[secret]") != 5 || !strings.Contains(got, `"n":1`) {
		t.Errorf("got %s", got)
	}
}

func TestErrorsHoldNoToken(t *testing.T) {
	t.Parallel()
	// An address where nobody listens.
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	client, err := New(Settings{Token: "canary", API: "http://" + address, Gateway: "ws://" + address, Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	i := &interaction{ID: "1", Token: "canary", Application: "2"}
	for what, call := range map[string]func(context.Context) error{
		"running":       client.Run,
		"acknowledging": func(ctx context.Context) error { return client.rest.callback(ctx, i, answerDefer, nil, nil) },
		"editing":       func(ctx context.Context) error { return client.rest.editOriginal(ctx, i, message{}) },
		"following up":  func(ctx context.Context) error { return client.rest.followUp(ctx, i, message{}) },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		err := call(ctx)
		cancel()
		if err == nil || strings.Contains(err.Error(), "canary") || !strings.HasPrefix(err.Error(), "discord ") {
			t.Errorf("%s: got %v, want an error that names the call, without the token", what, err)
		}
	}
}

func TestSettingsThatCannotWork(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		what string
		s    Settings
	}{
		{"no token", Settings{}},
		{"an API without its gateway", Settings{Token: "t", API: "http://127.0.0.1:1"}},
		{"an API elsewhere", Settings{Token: "t", API: "http://example.com", Gateway: "ws://127.0.0.1:1"}},
		{"a gateway elsewhere", Settings{Token: "t", API: "http://localhost:1", Gateway: "ws://10.0.0.1:1"}},
		{"a shard there is not", Settings{Token: "t", Shards: 2, First: 2, Last: 2}},
		{"shards from back to front", Settings{Token: "t", Shards: 4, First: 2, Last: 1}},
		{"a part of no number of shards", Settings{Token: "t", First: 1, Last: 1}},
	} {
		if _, err := New(test.s, echo); err == nil {
			t.Errorf("%s: no error", test.what)
		}
	}
}

// FuzzConn feeds any bytes of a server to the connection: it hands on whole
// frames, each a packet or one that controls, and ends.
func FuzzConn(f *testing.F) {
	for _, frames := range []string{
		"", "\x81\x09{\"op\":11}", "\x81\x08{\"op\":7}", "\x82\x02xx", "\x88\x02\x0f\xa4", "\x81\x7e\x00\x03abc", "\xff\xff", "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff",
		"\x01\x05{\"op\"\x89\x00\x80\x04:11}", "\x81\x19{\"op\":0,\"t\":\"READY\",\"d\":7}", "\x80\x02{}",
	} {
		f.Add([]byte(frames))
	}
	f.Fuzz(func(t *testing.T, frames []byte) {
		server, client := net.Pipe()
		c := newConn(client, time.Second)
		nothing := func() error { return nil }
		c.greeted, c.invalid = nothing, nothing
		const head = "HTTP/1.1 101 Switching Protocols\r\n\r\n"
		go func() { server.Write(append([]byte(head), frames...)); server.Close() }()
		got, _ := io.ReadAll(c)
		c.Close()
		got, ok := bytes.CutPrefix(got, []byte(head))
		for ok && len(got) > 0 {
			opcode, payload, rest := oneFrame(got)
			if _, err := readPacket(payload); err != nil && opcode < frameClose {
				t.Fatalf("handed on %q: %v", payload, err)
			}
			got = rest
		}
	})
}

// oneFrame cuts the first frame off.
func oneFrame(raw []byte) (opcode byte, payload, rest []byte) {
	size, length := 2, int(raw[1])
	switch length {
	case 126:
		size, length = 4, int(binary.BigEndian.Uint16(raw[2:]))
	case 127:
		size, length = 10, int(binary.BigEndian.Uint64(raw[2:]))
	}
	return raw[0] & 0x0f, raw[size : size+length], raw[size+length:]
}

// FuzzInteraction reads any JSON as an interaction and as a message.
func FuzzInteraction(f *testing.F) {
	for _, raw := range []string{
		`{}`, `null`, `{"id":"1","token":"t","type":2,"user":{"id":"2"},"data":{"name":"ask","options":[{"name":"question","type":3,"value":"q"}]}}`,
		`{"id":"1","token":"t","type":3,"member":{"user":{"id":"2"},"permissions":"x"},"data":{"custom_id":"1|a","values":null}}`,
		`{"id":"1","token":"t","type":5,"user":{"id":"2"},"data":{"components":[{"component":null},{"components":[{}]}]}}`,
		`{"id":"1","author":null,"referenced_message":{"author":null},"mentions":[{}]}`,
	} {
		f.Add([]byte(raw))
	}
	client, err := New(Settings{Token: "t", Commands: testCommands}, echo)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var i interaction
		if json.Unmarshal(raw, &i) == nil {
			if r, _, err := client.request(&i); err == nil && (r.ID == "" || r.Member.ID == "") {
				t.Errorf("a request without ID or member")
			}
		}
		var m messageEvent
		if json.Unmarshal(raw, &m) == nil {
			if r, ours := client.question(&m); ours && (r.ID == "" || r.Kind == "") {
				t.Errorf("a question without ID or kind")
			}
		}
	})
}

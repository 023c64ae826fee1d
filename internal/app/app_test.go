package app

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
	"pamphlet/internal/script"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// quick are times for tests: pauses are short, because the double is near, and
// bounds are wide, because a busy machine must fail no test.
var quick = discord.Pace{
	Identify: time.Millisecond, Invalid: 10 * time.Millisecond, Backoff: 5 * time.Millisecond,
	Acknowledge: time.Minute, Answer: time.Minute, Request: time.Minute, Handshake: time.Minute, Drain: time.Minute,
}

// A running is a server connected to a double.
type running struct {
	*Server
	log  *buffer
	stop func()
}

// starter is the file of a base that holds the starter articles: made once,
// copied often.
var starter = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "starter")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "starter.db")
	base, err := knowledge.Open(context.Background(), path)
	if err != nil {
		return nil, err
	}
	err = scriptbot.LearnStarter(context.Background(), base, script.Start())
	if err := errors.Join(err, base.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// withStarter makes the file of a base with the starter articles.
func withStarter(t testing.TB) string {
	t.Helper()
	body, err := starter()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "pamphlet.db")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// open opens the base at path until the test ends.
func open(t testing.TB, path string) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	return base
}

// run connects a server to d and waits until it is ready. It ends with the
// test, or when stop is called.
func run(t testing.TB, d *discordtest.Discord, base *knowledge.Base, change ...func(*Server, *discord.Settings)) *running {
	t.Helper()
	r := begin(t, d, Parts{Base: base}, change...)
	d.AwaitReady(1)
	return r
}

// loadGuards loads the guards that come with the program, once for all tests.
var loadGuards = sync.OnceValues(func() (bot.Guards, error) { return scriptbot.Guards("") })

func guards(t testing.TB) bot.Guards {
	t.Helper()
	g, err := loadGuards()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// begin is run without waiting for the connection, with further parts.
func begin(t testing.TB, d *discordtest.Discord, p Parts, change ...func(*Server, *discord.Settings)) *running {
	t.Helper()
	r := &running{log: &buffer{}}
	log := slog.New(slog.NewJSONHandler(r.log, nil))
	settings := discord.Settings{
		Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Pace: quick,
		Limits: discord.Limits{MemberBurst: 10_000, GuildBurst: 100_000},
	}
	for _, f := range change {
		f(nil, &settings)
	}
	parts := bot.Parts{Base: p.Base, Guards: guards(t), Log: log, Version: "test"}
	p.Bot, p.Discord, p.Log = moderate.New(moderate.Parts{Parts: parts}), settings, log
	var err error
	if r.Server, err = New(p); err != nil {
		t.Fatal(err)
	}
	for _, f := range change {
		f(r.Server, nil)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("running: %v", err)
			}
		case <-time.After(2 * time.Minute): // longer than a drain
			t.Error("does not stop")
		}
		if log := r.log.String(); strings.Contains(log, d.Token()) || strings.Contains(log, "interaction-token") {
			t.Error("a token is in the log")
		}
	})
	t.Cleanup(r.stop)
	return r
}

// buffer is a log that many may write.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

func TestFirstQuestion(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	run(t, d, open(t, withStarter(t)))

	answer := ana.Ask(general, "How long does an infusion take?").Reply()
	if got := answer.Text(); !strings.Contains(got, "40 minutes") || !strings.Contains(got, "talk to your provider") || answer.Ephemeral() {
		t.Errorf("got %q", got)
	}
	for _, button := range []string{"Helpful", "Not helpful", "Ask a moderator", "Dismiss"} {
		if !strings.Contains(answer.Text(), "["+button+"]") {
			t.Errorf("no button %q: %q", button, answer.Buttons())
		}
	}
	if got := ana.Command(general, "help").Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "no crisis service") {
		t.Errorf("/help: %q", got.Text())
	}
}

// Who browses gets to a passage by menus, alone.
func TestBrowsing(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	base := open(t, withStarter(t))
	run(t, d, base)
	passages, err := base.Passages(t.Context(), bot.Starter)
	if err != nil {
		t.Fatal(err)
	}
	first := strconv.FormatInt(passages[0].ID, 10)
	articles := ana.Command(general, "faq").Reply()
	headings := ana.Select(articles, "Choose an article", first).Reply()
	answer := ana.Select(headings, "Read about …", first).Reply()
	if got := answer.Text(); !answer.Ephemeral() || !strings.Contains(got, "From: "+passages[0].Title) || !strings.Contains(got, "[Share]") {
		t.Errorf("got %q", got)
	}
	ana.Press(answer, "Share")
	shared := general.Await(ana, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), "A member shared this:") })
	if got := shared.Text(); !strings.Contains(got, "From: "+passages[0].Title) || strings.Contains(got, "ana") {
		t.Errorf("shared: %q", got)
	}
}

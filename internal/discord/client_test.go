package discord

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// quick are times for tests: pauses are short, because the double is near, and
// bounds are wide, because a busy machine must fail no test.
var quick = Pace{
	Identify: time.Millisecond, Invalid: 10 * time.Millisecond, Backoff: 5 * time.Millisecond,
	Acknowledge: time.Minute, Answer: time.Minute, Request: time.Minute, Handshake: time.Minute, Drain: time.Minute,
}

var testCommands = []Command{
	{Name: "ask", Description: "Ask a question", Asks: "question", Options: []Option{{Name: "question", Description: "What to ask", Required: true, Suggests: true}}},
	{Name: "kb", Description: "Articles", Manages: true, Guilds: true, Commands: []Command{
		{Name: "add", Description: "Add an article", Options: []Option{
			{Kind: Attachment, Name: "file", Description: "The article", Required: true}, {Name: "title", Description: "Its title"},
		}},
	}},
	{Kind: MessageMenu, Name: "Answer from the articles", Asks: "target"},
	{Kind: MemberMenu, Name: "Who asks"},
}

// A stage is a client connected to a double.
type stage struct {
	*discordtest.Discord
	client *Client
	log    *buffer
	stop   func() error
}

// play connects a client that answers with handler. It ends with the test.
func play(t testing.TB, d *discordtest.Discord, handler Handler, change ...func(*Settings)) *stage {
	t.Helper()
	s := &stage{Discord: d, log: &buffer{}}
	settings := Settings{
		Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Commands: testCommands, Pace: quick,
		Limits: Limits{MemberBurst: 1000, GuildBurst: 100000}, Log: slog.New(slog.NewJSONHandler(s.log, nil)),
		Sorry: say("sorry"), Busy: say("busy"), Often: say("too often"), Unread: say("unread"),
	}
	for _, f := range change {
		f(&settings)
	}
	client, err := New(settings, handler)
	if err != nil {
		t.Fatal(err)
	}
	s.client = client
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- client.Run(ctx) }()
	s.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(2 * time.Minute): // longer than a drain
			return errors.New("does not stop")
		}
	})
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Errorf("running: %v", err)
		}
		if strings.Contains(s.log.String(), d.Token()) || strings.Contains(s.log.String(), "interaction-token") {
			t.Error("a token is in the log")
		}
	})
	return s
}

// ready waits until the client is connected and knows it. Before, it may give
// the connection up, and with it what is asked there.
func (s *stage) ready() *stage {
	s.Until("ready client", func() bool { return s.Connected() == 1 && s.client.Ready() })
	return s
}

func say(text string) func(bot.Request) bot.Reply {
	return func(bot.Request) bot.Reply { return bot.Reply{Kind: bot.Refused, Lead: text, Private: true} }
}

// buffer is a log that many may write.
type buffer struct {
	mu sync.Mutex
	b  strings.Builder
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

// echo answers with what was asked.
func echo(_ context.Context, r bot.Request) bot.Reply {
	return bot.Reply{Kind: bot.Answer, Lead: fmt.Sprintf("%s: %s", r.Kind, r.Text)}
}

func TestEveryWayToAsk(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, ben := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("ben")
	s := play(t, d, echo).ready()

	if got := ana.Ask(general, "is it safe?").Reply(); got.Text() != "ask: is it safe?" || got.Ephemeral() {
		t.Errorf("/ask: got %q, private %t", got.Text(), got.Ephemeral())
	}
	answer := ana.Mention(general, "how often?").Answer()
	if got := answer.Text(); got != "ask: how often?" {
		t.Errorf("mention: got %q", got)
	}
	if got := ana.Reply(answer, "and at night?").Answer().Text(); got != "ask: and at night?" {
		t.Errorf("reply: got %q", got)
	}
	if got := ana.Direct("just me").Answer().Text(); got != "ask: just me" {
		t.Errorf("direct message: got %q", got)
	}
	if got := ana.Ask(ana.DM(), "in private").Reply().Text(); got != "ask: in private" {
		t.Errorf("/ask in direct messages: got %q", got)
	}
	if got := ana.MessageMenu("Answer from the articles", ben.Say(general, "what of it?")).Reply().Text(); got != "ask: what of it?" {
		t.Errorf("menu: got %q", got)
	}
	silent := ana.ReplyQuietly(answer, "not for you")
	passing := ana.Say(general, "hello all")
	ana.Ask(general, "last").Reply()
	if n := len(silent.Answers()) + len(passing.Answers()); n != 0 {
		t.Errorf("%d answers to messages not for the bot", n)
	}
	if err := s.stop(); err != nil {
		t.Errorf("stopping: %v", err)
	}
}

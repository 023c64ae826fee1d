package discord

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

func TestTheSameEventIsAnsweredOnce(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	var calls atomic.Int32
	play(t, d, func(ctx context.Context, r bot.Request) bot.Reply { calls.Add(1); return echo(ctx, r) }).ready()
	asked := ana.Ask(general, "once")
	asked.Again()
	asked.Reply()
	asked.Again()
	ana.Ask(general, "next").Reply()
	if n := calls.Load(); n != 2 || asked.Answers() != 1 {
		t.Errorf("handler called %d times, %d answers; want 2 and 1", n, asked.Answers())
	}
	if n := d.Requests("POST /interactions/"); n != 2 {
		t.Errorf("%d acknowledgements, want 2", n)
	}
}

func TestTwoProcessesGiveOneAnswer(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, echo)
	play(t, d, echo)
	d.AwaitReady(2)
	for n := range 10 {
		asked := ana.Ask(general, fmt.Sprint(n))
		asked.Reply()
		if got := asked.Answers(); got != 1 {
			t.Errorf("%d answers, want one", got)
		}
		question := ana.Mention(general, fmt.Sprint(n))
		question.Answer()
	}
	// Both know the message's ID, so Discord takes the answer once.
	for _, m := range general.Messages(ana) {
		if n := len(m.Answers()); n > 1 {
			t.Errorf("%d answers to a mention, want one", n)
		}
	}
}

func TestTooManyRequestsAreRefusedKindly(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, ben := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("ben")
	play(t, d, echo, func(s *Settings) {
		s.Limits.MemberBurst, s.Limits.MemberRate = 2, 1e-9
		s.Exempt = func(r bot.Request) bool { return strings.Contains(r.Text, "help") }
	}).ready()
	for n, want := range []string{"ask: q", "ask: q", "too often"} {
		if got := ana.Ask(general, "q").Reply(); got.Text() != want || got.Ephemeral() != (n == 2) {
			t.Errorf("question %d: got %q, private %t", n+1, got.Text(), got.Ephemeral())
		}
	}
	if got := ana.Ask(general, "help me").Reply().Text(); got != "ask: help me" {
		t.Errorf("exempt: got %q", got)
	}
	told, ignored := ana.Mention(general, "q"), ana.Mention(general, "q")
	if got := told.Answer().Text(); got != "too often" {
		t.Errorf("mention: got %q", got)
	}
	if got := ben.Ask(general, "q").Reply().Text(); got != "ask: q" {
		t.Errorf("another member: got %q", got)
	}
	if n := len(ignored.Answers()); n != 0 {
		t.Error("every mention over the limit is answered: that is as loud as the member")
	}
}

func TestAcknowledgementsWaitForNoAnswer(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general := clinic.Channel("general")
	release, busy := make(chan bool), make(chan bool, 99)
	play(t, d, func(ctx context.Context, r bot.Request) bot.Reply {
		busy <- true
		<-release
		return echo(ctx, r)
	}, func(s *Settings) { s.Limits.Workers, s.Limits.Handlers = 1, 1 }).ready()
	ana := clinic.Member("ana")
	ana.Type(general, "ask", "question", "hm") // takes the only worker for what is typed
	<-busy
	first := ana.Ask(general, "first") // takes the only other
	<-busy
	all := []*discordtest.Interaction{first}
	for n := range 20 {
		all = append(all, clinic.Member(fmt.Sprint("member ", n)).Ask(general, "next"))
	}
	for _, i := range all {
		d.Until("acknowledgement", func() bool { return i.Acknowledged() > 0 })
		if n := i.Answers(); n != 0 {
			t.Errorf("%d answers, want none yet", n)
		}
	}
	close(release)
	for _, i := range all {
		i.Reply()
	}
}

func TestWhoComesWhenAllIsTakenIsToldSo(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic, ward := d.Guild("clinic"), d.Guild("ward")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	release, busy, left := make(chan bool), make(chan bool, 9), make(chan string)
	play(t, d, func(ctx context.Context, r bot.Request) bot.Reply {
		busy <- true
		<-release
		return echo(ctx, r)
	}, func(s *Settings) {
		s.Limits.Workers, s.Limits.Queue = 1, 1
		s.Left = func(_ context.Context, guild string) { left <- guild }
	}).ready()
	first := ana.Ask(general, "q")
	<-busy
	waiting := ana.Mention(general, "q") // the one that may wait
	if got := ana.Ask(general, "q").Reply(); got.Text() != "busy" || !got.Ephemeral() {
		t.Errorf("/ask: %q, private %t", got.Text(), got.Ephemeral())
	}
	if got := ana.Mention(general, "q").Answer().Text(); got != "busy" {
		t.Errorf("mention: %q", got)
	}
	ward.Remove()
	if got := <-left; got != ward.ID { // heard all the same
		t.Errorf("left %s, want %s", got, ward.ID)
	}
	close(release)
	if got := first.Reply().Text() + ", " + waiting.Answer().Text(); got != "ask: q, ask: q" {
		t.Errorf("those taken before: %q", got)
	}
}

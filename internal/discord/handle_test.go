package discord

import (
	"context"
	"strings"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

func TestAPanicCostsOneApology(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, func(ctx context.Context, r bot.Request) bot.Reply {
		if r.Text == "boom" {
			panic("my secret words")
		}
		return echo(ctx, r)
	}).ready()
	if got := ana.Mention(general, "boom").Answer().Text(); got != "sorry" {
		t.Errorf("mention: got %q", got)
	}
	asked := ana.Ask(general, "boom")
	if got := asked.Reply().Text(); got != "sorry" {
		t.Errorf("/ask: got %q", got)
	}
	if got := ana.Type(general, "ask", "question", "boom").Choices(); len(got) != 0 {
		t.Errorf("suggestions: got %v, want none", got)
	}
	if got := ana.Ask(general, "fine").Reply().Text(); got != "ask: fine" {
		t.Errorf("afterwards: got %q", got)
	}
	if n := asked.Answers(); n != 1 {
		t.Errorf("%d answers, want one", n)
	}
	if log := s.log.String(); strings.Contains(log, "secret words") || !strings.Contains(log, `"where":"handler"`) {
		t.Error("the log has the panic's words, or nothing of it")
	}
}

func TestAHandlerThatDoesNotAnswerIsExcused(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	release := make(chan bool)
	play(t, d, func(context.Context, bot.Request) bot.Reply {
		<-release
		return bot.Reply{Kind: bot.Answer, Lead: "late"}
	},
		func(s *Settings) { s.Pace.Answer = 30 * time.Millisecond }).ready()
	if got := clinic.Member("ana").Ask(clinic.Channel("general"), "q").Reply().Text(); got != "sorry" {
		t.Errorf("got %q", got)
	}
	close(release)
}

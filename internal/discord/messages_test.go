package discord

import (
	"context"
	"sync/atomic"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

func TestEditedAndDeletedQuestions(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	started, release := make(chan bool, 1), make(chan bool)
	var calls atomic.Int32
	play(t, d, func(ctx context.Context, r bot.Request) bot.Reply {
		calls.Add(1)
		if r.Text == "slow" {
			started <- true
			select {
			case <-ctx.Done():
				return bot.Reply{Kind: bot.Answer, Lead: "given up"}
			case <-release:
			}
		}
		return echo(ctx, r)
	}).ready()

	question := ana.Mention(general, "first")
	answer := question.Answer()
	ana.Unfurl(question) // no edit
	ana.Edit(question, "second")
	changed := general.Await(ana, func(m *discordtest.Message) bool { return m.ID == answer.ID && m.Edits == 1 })
	if got := changed.Text(); got != "edit: second" {
		t.Errorf("answer to an edited question: got %q", got)
	}
	ana.Unfurl(question) // announces the same edit again
	late := ana.Say(general, "nothing")
	ana.Edit(late, "<@"+d.Bot()+"> now it is for you")
	if got := late.Answer().Text(); got != "edit: now it is for you" {
		t.Errorf("a mention added by an edit: got %q", got)
	}
	if n := calls.Load(); n != 3 {
		t.Errorf("handler called %d times, want 3: a link's preview is no edit", n)
	}
	deleted := ana.Mention(general, "slow")
	<-started
	ana.Delete(deleted)
	if got := ana.Mention(general, "after").Answer().Text(); got != "ask: after" {
		t.Errorf("after a deleted question: got %q", got)
	}
	if n := len(deleted.Answers()); n != 0 {
		t.Errorf("a deleted question has %d answers", n)
	}
	close(release)
}

// The clock of an edit may be too coarse to tell two apart; a member in danger
// must be heard at the second.
func TestEditsOfTheSameMomentAreBothRead(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	var calls atomic.Int32
	s := play(t, d, func(ctx context.Context, r bot.Request) bot.Reply { calls.Add(1); return echo(ctx, r) }).ready()
	question := ana.Mention(general, "first")
	answer := question.Answer()
	for _, text := range []string{"second", "second", "third"} {
		s.client.onMessage(t.Context(), &messageEvent{
			ID: question.ID, Channel: general.ID, Guild: clinic.ID, Content: "<@" + d.Bot() + "> " + text, Author: &user{ID: ana.ID}, Edited: "2026-11-23T09:00:00+00:00",
		}, true)
	}
	got := general.Await(ana, func(m *discordtest.Message) bool { return m.ID == answer.ID && m.Edits == 2 }).Text()
	if n := calls.Load(); got != "edit: third" || n != 3 {
		t.Errorf("got %q after %d calls, want the third of 3", got, n)
	}
}

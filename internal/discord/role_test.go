package discord

import (
	"context"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// The mention picker offers the bot and the role of the same name.
func TestAMentionOfTheBotsOwnRoleIsAMention(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic, ward := d.Guild("clinic"), d.Guild("ward")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	asked := make(chan bot.Request, 9)
	s := play(t, d, func(ctx context.Context, r bot.Request) bot.Reply { asked <- r; return echo(ctx, r) }).ready()
	d.Until("the bot's own role is known", func() bool { return s.client.role(clinic.ID) == clinic.Role() })

	written := func(id, content string, roles ...string) {
		s.client.onMessage(t.Context(), &messageEvent{
			ID: id, Channel: general.ID, Guild: clinic.ID, Content: content, Author: &user{ID: ana.ID}, Roles: roles,
		}, false)
	}
	another := ana.Say(general, "for others")
	written(another.ID, "<@&"+ward.Role()+"> I want to die", ward.Role())
	question := ana.Say(general, "for the bot")
	written(question.ID, "<@&"+clinic.Role()+"> I want to die", clinic.Role())
	if got := question.Answer().Text(); got != "ask: I want to die" {
		t.Errorf("got %q", got)
	}
	if r := <-asked; r.Text != "I want to die" || !r.Spoken || len(asked) > 0 {
		t.Errorf("asked %+v and %d more, want the role's words once", r, len(asked))
	}
	if n := len(another.Answers()); n != 0 {
		t.Error("another guild's role was answered")
	}
}

// Without the privileged intent, the words may be hidden: silence would leave
// somebody in danger alone.
func TestAMentionOfTheRoleWithoutItsWordsIsAnswered(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, echo).ready()
	d.Until("the bot's own role is known", func() bool { return s.client.role(clinic.ID) != "" })
	if got := ana.Say(general, "<@&"+clinic.Role()+"> I want to die").Answer().Text(); got != "unread" {
		t.Errorf("got %q", got)
	}
}

// A role made after the bot came in is learned as well.
func TestTheBotsRoleMayComeLater(t *testing.T) {
	t.Parallel()
	c, err := New(Settings{Token: "t"}, echo)
	if err != nil {
		t.Fatal(err)
	}
	c.who.Store(&Account{ID: "7"})
	raw := `{"guild_id":"1","role":{"id":"5","tags":{"bot_id":"7"}}}`
	for _, other := range []string{`{"guild_id":"1","role":{"id":"6","tags":{"bot_id":"8"}}}`, raw, `{"guild_id":"1","role":{"id":"9"}}`} {
		if err := c.dispatch(t.Context(), "GUILD_ROLE_CREATE", []byte(other)); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.role("1"); got != "5" {
		t.Errorf("own role: got %q, want 5", got)
	}
}

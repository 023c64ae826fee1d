package app

import (
	"strings"
	"testing"

	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
)

// New posts are answered where a guild wants that, once, and only if the bot is
// sure. In danger there is a card.
func TestNewPostsAreAnswered(t *testing.T) {
	t.Parallel()
	const sure = "How long does an infusion take?"
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	help, off, general, alerts := clinic.Forum("help"), clinic.Forum("off-topic"), clinic.Channel("general"), clinic.Channel("alerts")
	ana := clinic.Member("ana")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "alert", alerts.ID)
	s := run(t, d, base)

	before, _ := ana.Post(help, sure, "")
	last, _ := ana.Post(help, "@bot", "<@"+d.Bot()+"> "+sure)
	d.Until("answer to a mention", func() bool { return len(last.Said()) > 0 }) // events come in order
	choose(t, base, clinic, "autoanswer", help.ID+" "+general.ID)

	elsewhere, _ := ana.Post(off, sure, "")
	answered, question := ana.Post(help, sure, "I would like to know.")
	answered.Announce()
	thread := ana.Thread(general, sure)
	closest, _ := ana.Post(help, "does it hurt", "")
	unsure, _ := ana.Post(help, "who can i bring", "") // answered with .68 to who asks
	nothing, _ := ana.Post(help, "Which bus goes to the beach?", "")
	greeting, _ := ana.Post(help, "Hello everybody", "")
	mentions, _ := ana.Post(help, "Which bus?", "<@"+d.Bot()+"> "+sure)
	danger, _ := ana.Post(help, "I want to kill myself", "")
	gone, deleted := ana.Post(help, sure, "")
	d.Until("answer to the last post", func() bool { return len(gone.Said()) > 0 })
	ana.Delete(deleted)
	d.Until("end of the deleted post's answer", func() bool { return len(gone.Said()) == 0 })
	alerts.Await(ana, func(m *discordtest.Message) bool { return strings.Contains(m.Text(), danger.ID) })
	s.stop() // what was taken is finished

	for _, c := range []struct {
		what string
		*discordtest.Channel
		want int
	}{
		{"a post before the setting", before, 0}, {"in another forum", elsewhere, 0}, {"what comes closest", closest, 0}, {"what is not sure enough", unsure, 0},
		{"nothing found", nothing, 0}, {"small talk", greeting, 0}, {"a mention", mentions, 1}, {"a deleted post", gone, 0},
		{"a post", answered, 1}, {"a thread", thread, 1}, {"danger", danger, 1},
	} {
		if got := len(c.Said()); got != c.want {
			t.Errorf("%s: %d messages, want %d", c.what, got, c.want)
		}
	}
	if t.Failed() {
		return
	}
	answer := answered.Said()[0]
	if got := answer.Text(); !strings.Contains(got, "nobody asked me") || !strings.Contains(got, "40 minutes") || !strings.Contains(got, "talk to your provider") {
		t.Errorf("answer: %q", got)
	}
	if to, _ := answer.JSON()["message_reference"].(map[string]any); to["message_id"] != question.ID {
		t.Errorf("the answer refers to %v, want the post's message", to)
	}
	if got := danger.Said()[0].Text(); !strings.Contains(got, "988") || strings.Contains(got, "nobody asked me") {
		t.Errorf("danger: %q", got)
	}
	kept, err := base.Exchanges(t.Context(), clinic.ID, 100)
	if err != nil || len(kept) != 5 { // two mentions, two posts and a thread
		t.Errorf("%d exchanges are kept, want those that were answered: %v", len(kept), err)
	}
	waiting, err := base.OpenQuestions(t.Context())
	if err != nil || waiting != 0 {
		t.Errorf("%d questions wait that nobody asked: %v", waiting, err)
	}
}

// What stands below a title is read where the application may: for danger, and for
// the question.
func TestAPostsTextIsReadWhereItMayBe(t *testing.T) {
	t.Parallel()
	for _, readable := range []bool{false, true} {
		var options []discordtest.Option
		if readable {
			options = append(options, discordtest.Contents())
		}
		d := discordtest.New(t, options...)
		clinic := d.Guild("clinic")
		help, ana := clinic.Forum("help"), clinic.Member("ana")
		base := open(t, withStarter(t))
		choose(t, base, clinic, "autoanswer", help.ID)
		s := run(t, d, base)
		asked, _ := ana.Post(help, "Tomorrow", "How long does an infusion take?")
		danger, _ := ana.Post(help, "How long does an infusion take?", "I want to kill myself")
		last, _ := ana.Post(help, "How long does an infusion take?", "")
		d.Until("the last answer", func() bool { return len(last.Said()) > 0 })
		s.stop()
		if got := len(asked.Said()) == 1; got != readable {
			t.Errorf("readable %v: the text was answered: %v", readable, got)
		}
		if got := danger.Said(); len(got) != 1 || strings.Contains(got[0].Text(), "988") != readable {
			t.Errorf("readable %v: danger got %d messages", readable, len(got))
		}
	}
}

// A post that is edited is read anew: its answer follows, and danger gets its card.
func TestAnAnswerFollowsItsPost(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Contents())
	clinic := d.Guild("clinic")
	help, ana := clinic.Forum("help"), clinic.Member("ana")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "autoanswer", help.ID)
	s := run(t, d, base)
	said := func(c *discordtest.Channel, want string) func() bool {
		return func() bool { return len(c.Said()) == 1 && strings.Contains(c.Said()[0].Plain(), want) }
	}
	renamed, _ := ana.Post(help, "How long does an infusion take?", "")
	edited, question := ana.Post(help, "Tomorrow", "How long does an infusion take?")
	d.Until("two answers", func() bool { return said(renamed, "40 minutes")() && said(edited, "40 minutes")() })
	renamed.Rename("What should I wear and bring?")
	ana.Edit(question, "What should I wear and bring?")
	d.Until("an answer to the new title", said(renamed, "wear"))
	d.Until("an answer to the new text", said(edited, "wear"))
	renamed.Rename("Which bus goes to the beach?")
	ana.Edit(question, "I want to kill myself")
	d.Until("a card", said(edited, "988"))
	s.stop()
	if !said(renamed, "wear")() {
		t.Errorf("a post that nothing answers now has %d messages, want the old answer", len(renamed.Said()))
	}
}

// Nobody who did not ask hears the bot's apologies.
func TestAPostGetsNoApology(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	help, ana := clinic.Forum("help"), clinic.Member("ana")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "autoanswer", help.ID)
	s := run(t, d, base, func(_ *Server, settings *discord.Settings) {
		if settings != nil {
			settings.Limits.MemberBurst, settings.Limits.MemberRate = 1, 1e-9
		}
	})
	first, _ := ana.Post(help, "How long does an infusion take?", "")
	d.Until("the answer", func() bool { return len(first.Said()) > 0 })
	often, _ := ana.Post(help, "How long does an infusion take?", "")
	danger, _ := ana.Post(help, "I want to kill myself", "")
	d.Until("the card", func() bool { return len(danger.Said()) > 0 })
	s.stop()
	if n := len(often.Said()); n != 0 {
		t.Errorf("%d messages to a post too many", n)
	}
}

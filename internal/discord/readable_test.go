package discord

import (
	"strings"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
)

// Who has switched embeds off reads the whole reply, and of one that has no room
// in a message the beginning.
func TestRepliesAreReadWithoutEmbeds(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, longCard).ready()
	const whole = "**Title**\n\nLead help\n\nQuote\n\nSource\n\nNote\n\n-# Disclaimer\n[Dismiss]"
	asked := ana.Ask(general, "help").Reply()
	for way, m := range map[string]*discordtest.Message{"a command": asked, "a mention": ana.Mention(general, "help").Answer()} {
		if m.Plain() != whole || m.Text() != whole {
			t.Errorf("%s: got %q, without embeds %q, want %q", way, m.Text(), m.Plain(), whole)
		}
	}
	m := ana.Mention(general, "long").Answer()
	if got := m.Plain(); !strings.HasPrefix(got, "**Title**\n\nLead long\n\nA line.\n") {
		t.Errorf("the beginning of a long one: %q", got)
	}
	if got := m.Text(); strings.Count(got, "A line.") != 400 || !strings.Contains(got, "Disclaimer") {
		t.Errorf("a long one with embeds has %d of 400 lines, or no disclaimer", strings.Count(got, "A line."))
	}
}

// What was asked and deleted leaves no answer behind.
func TestAnAnswerGoesWithItsQuestion(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, echo).ready()
	asked, other := ana.Mention(general, "is it safe?"), ana.Mention(general, "and this?")
	answer, stays := asked.Answer(), other.Answer()
	ana.Delete(asked)
	d.Until("removal of the answer", func() bool { return answer.Now() == nil })
	if stays.Now() == nil {
		t.Error("the answer to another question went, too")
	}
}

// A forwarded message has no text of its own, and is read all the same.
func TestAForwardedMessageIsRead(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, ben := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("ben")
	play(t, d, echo).ready()
	said := ben.Say(general, "is it safe?")
	if got := ana.Forward(ana.DM(), said).Answer().Text(); got != "ask: is it safe?" {
		t.Errorf("forwarded to the bot: %q", got)
	}
	if got := ana.MessageMenu("Answer from the articles", ben.Forward(general, said)).Reply().Text(); got != "ask: is it safe?" {
		t.Errorf("the menu of a forwarded message: %q", got)
	}
}

// Whatever Discord refuses the commands for, messages are answered, the log says
// what to do, and the commands come once Discord takes them.
func TestTheBotComesUpWithoutItsCommands(t *testing.T) {
	t.Parallel()
	for what, test := range map[string]struct {
		fault discordtest.Fault
		log   string
	}{
		"a long limit":         {discordtest.RouteLimit(2 * time.Second), "Discord has not taken them yet"},
		"no right":             {discordtest.Code(403, 50001), "check that it is the bot's own"},
		"an entry point":       {discordtest.Code(400, 50240), "turn Activities off"},
		"something else wrong": {discordtest.Code(400, 50035), "if this goes on"},
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t)
			clinic := d.Guild("clinic")
			general, ana := clinic.Channel("general"), clinic.Member("ana")
			d.Fail("PUT /applications/", 1, test.fault)
			s := play(t, d, echo, func(s *Settings) { s.Pace.Patience, s.Pace.Commands = 50*time.Millisecond, 100*time.Millisecond }).ready()
			if got := ana.Mention(general, "q").Answer().Text(); got != "ask: q" {
				t.Errorf("a mention: %q", got)
			}
			d.Until("commands", func() bool { return len(d.Commands(nil)) == len(testCommands) })
			if !strings.Contains(s.log.String(), test.log) {
				t.Errorf("the log lacks %q:\n%s", test.log, s.log)
			}
		})
	}
}

// The command that starts an activity is not ours, and stays.
func TestAnEntryPointStays(t *testing.T) {
	present := []definition{{Type: entryPoint, Name: "launch", Handler: 2}, {Type: 1, Name: "old"}}
	got := withEntryPoint([]definition{{Type: 1, Name: "ask"}}, present)
	if len(got) != 2 || got[1].Name != "launch" || got[1].Handler != 2 {
		t.Errorf("got %+v, want ask and launch", got)
	}
}

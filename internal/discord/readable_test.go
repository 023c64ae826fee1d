package discord

import (
	"context"
	"strings"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// Who has switched embeds off reads the whole reply, however long.
func TestRepliesAreReadWithoutEmbeds(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, richCard).ready()
	const whole = "**Title**\n\nLead help\n\nQuote\n\nSource\n\nNote\n\n-# Disclaimer\n[Dismiss]"
	long := strings.NewReplacer("help", "long", "Quote", strings.TrimSpace(strings.Repeat("A line.\n", 400))).Replace(whole)
	for asked, want := range map[string]string{"help": whole, "long": long, "picture": strings.Replace(whole, "help", "picture", 1)} {
		for way, m := range map[string]*discordtest.Message{"a command": ana.Ask(general, asked).Reply(), "a mention": ana.Mention(general, asked).Answer()} {
			if m.Plain() != want || m.Text() != want {
				t.Errorf("%s, by %s: got %q, without embeds %q, want %q", asked, way, m.Text(), m.Plain(), want)
			}
			if pictures := m.Pictures(); asked == "picture" && (len(pictures) != 1 || pictures[0] != "A ramp" || m.Files()["ramp.txt"] != "all of it") {
				t.Errorf("by %s: pictures %q, files %q", way, pictures, m.Files())
			}
		}
	}
}

// A message of components stays one, whatever is to stand there then; a short one
// becomes one when it has to.
func TestAMessageOfComponentsIsEdited(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, func(ctx context.Context, r bot.Request) bot.Reply {
		if r.Kind != bot.Press {
			return richCard(ctx, r)
		}
		return bot.Reply{Kind: bot.Done, Lead: "pressed", Replaces: true}
	}, func(s *Settings) {
		s.Acknowledge = func(r bot.Request) (bot.Request, Acknowledgement) {
			if r.Kind == bot.Press {
				return r, InPlace
			}
			return r, Publicly
		}
	}).ready()
	asked := ana.Mention(general, "help")
	answer := asked.Answer()
	for _, text := range []string{"picture", "help", "long", "help"} {
		ana.Edit(asked, text)
		d.Until("the answer to "+text, func() bool { return strings.Contains(answer.Now().Plain(), "Lead "+text+"\n") })
		if pictures := answer.Now().Pictures(); (len(pictures) == 1) != (text == "picture") {
			t.Errorf("%s: pictures %q", text, pictures)
		}
	}
	pressed := ana.Press(answer.Now(), "Dismiss").Reply()
	if got := pressed.Plain(); got != "pressed" || len(pressed.Files()) > 0 {
		t.Errorf("a press left %q and files %q", got, pressed.Files())
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

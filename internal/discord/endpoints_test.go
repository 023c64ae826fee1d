package discord

import (
	"context"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// card is a reply with every part.
func card(_ context.Context, r bot.Request) bot.Reply {
	return bot.Reply{
		Kind: bot.Crisis, Title: "Title", Lead: "Lead " + r.Text, Quote: "Quote", Source: "Source", Notes: []string{"Note"}, Disclaimer: "Disclaimer",
		Actions: []bot.Action{{Label: "Dismiss", Verb: "gone"}},
	}
}

// richCard is card, or one that has no room in a message's text, or has a picture
// and a file.
func richCard(ctx context.Context, r bot.Request) bot.Reply {
	reply := card(ctx, r)
	switch r.Text {
	case "long":
		reply.Quote = strings.TrimSpace(strings.Repeat("A line.\n", 400))
	case "picture":
		reply.Pictures = []bot.Picture{{URL: "https://example.org/ramp.png", Alt: "A ramp"}}
		reply.Files = []bot.File{{Name: "ramp.txt", Body: []byte("all of it")}}
	}
	return reply
}

func TestAnAnswerDoesWithoutPermissionsThatItCanDoWithout(t *testing.T) {
	t.Parallel()
	const whole = "**Title**\n\nLead help\n\nQuote\n\nSource\n\nNote\n\n-# Disclaimer\n[Dismiss]"
	pictured := strings.Replace(whole, "help", "picture", 1)
	for _, test := range []struct {
		what, asked string
		denied      []int
		want        string // how it ends
	}{
		{"nothing is denied", "help", nil, whole},
		{"replies are denied", "help", []int{codeNoHistory}, whole},
		{"pictures and files are denied", "picture", []int{codeNoPermission}, pictured},
		{"both are denied", "picture", []int{codeNoHistory, codeNoPermission}, pictured},
		{"writing is denied", "help", []int{codeNoPermission}, ""},
	} {
		d := discordtest.New(t)
		clinic := d.Guild("clinic")
		general, ana := clinic.Channel("general"), clinic.Member("ana")
		s := play(t, d, richCard).ready()
		for _, code := range test.denied {
			d.Fail(sending, 1, discordtest.Code(400, code))
		}
		ana.Mention(general, test.asked)
		d.Until("the last call", func() bool {
			return d.Requests(sending) == len(test.denied)+1 || test.want == "" && d.Requests(sending) == 1
		})
		s.stop()
		var got []string
		for _, m := range general.Messages(ana) {
			if text := m.Text(); !strings.Contains(text, "@") {
				got = append(got, text)
			}
		}
		if said := strings.Join(got, "|"); !strings.HasSuffix(said, test.want) || test.want == "" && said != "" {
			t.Errorf("%s: got %q, want %q", test.what, got, test.want)
		}
	}
}

func TestAFileThatIsTooLargeIsSaidSo(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	play(t, d, desk, func(s *Settings) { s.Limits.File, s.Large = 3, say("too large") }).ready()
	for body, want := range map[string]string{"# A": "a.md B false # A", "# AB": "too large"} {
		file := discordtest.With("file", discordtest.File{Name: "a.md", Body: []byte(body)})
		got := clinic.Member("mod").Command(clinic.Channel("general"), "kb add", file, discordtest.With("title", "B")).Reply().Text()
		if got != want {
			t.Errorf("%q: got %q, want %q", body, got, want)
		}
	}
}

func TestWhatSomebodyElseDeletedIsDismissed(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, func(ctx context.Context, r bot.Request) bot.Reply {
		if r.Kind == bot.Press {
			return bot.Reply{Kind: bot.Silent, Replaces: true}
		}
		return card(ctx, r)
	}).ready()
	answer := ana.Ask(general, "q").Reply()
	d.Fail("DELETE /webhooks/", 1, discordtest.Code(404, 10008))
	ana.Press(answer, "Dismiss")
	d.Until("removal", func() bool { return d.Statuses(404) > 0 })
	s.stop()
	if log := s.log.String(); strings.Contains(log, "10008") {
		t.Errorf("a fault is reported: %s", log)
	}
}

package discord

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// desk answers with everything a reply can hold.
func desk(_ context.Context, r bot.Request) bot.Reply {
	switch {
	case r.Kind == bot.Suggest:
		return bot.Reply{Choices: []string{"is it " + r.Text, r.Args[0], strings.Repeat("x", 150)}}
	case r.Kind == bot.Press && r.Verb == "why":
		return bot.Reply{Kind: bot.Done, Form: &bot.Form{Title: "Tell us", Verb: "said", Args: r.Args, Fields: []bot.Field{
			{Name: "why", Label: "Why?", Long: true, Max: 100}, {Name: "more", Label: "Anything else?", Optional: true, Hint: "If you like"},
		}}}
	case r.Kind == bot.Press && r.Verb == "gone":
		return bot.Reply{Kind: bot.Silent, Replaces: true}
	case r.Kind == bot.Press && r.Verb == "note":
		return bot.Reply{Kind: bot.Done, Lead: "noted " + strings.Join(r.Args, " "), Private: true}
	case r.Kind == bot.Press:
		return bot.Reply{Kind: bot.Answer, Lead: fmt.Sprintf("%s %s", r.Verb, strings.Join(r.Args, " ")), Replaces: true}
	case r.Kind == bot.Submit:
		return bot.Reply{Kind: bot.Done, Lead: fmt.Sprintf("%s %s: %s, %s", r.Verb, strings.Join(r.Args, " "), r.Options["why"], r.Options["more"])}
	case r.Kind == bot.Command && r.Name == "kb add":
		return bot.Reply{
			Kind: bot.Done, Lead: fmt.Sprintf("%s %s %t %s", r.Options["file"], r.Options["title"], r.Member.Manage, r.Files[0].Body),
			Files: []bot.File{{Name: "back.txt", Body: r.Files[0].Body}},
		}
	case r.Kind == bot.Command:
		return bot.Reply{Kind: bot.Done, Lead: r.Name + " " + r.Options["target"]}
	}
	return bot.Reply{
		Kind: bot.Answer, Title: "Taking it", Lead: "Here is what the article says.", Quote: "Take it **once a day**.", Source: "Taking it, 2024",
		Notes: []string{"A note."}, Disclaimer: "Talk to your provider.", Actions: []bot.Action{
			{Label: "Show", Verb: "show", Args: []string{"7", "a|b%"}, Style: bot.Primary}, {Label: "Note", Verb: "note", Args: []string{"7"}},
			{Label: "Why", Verb: "why", Args: []string{"7"}}, {Label: "Gone", Verb: "gone", Style: bot.Danger}, {Label: "Read on", URL: "https://example.com/"},
		},
		Menus: []bot.Menu{
			{Verb: "pick", Args: []string{"7"}, Placeholder: "Pick one", Options: []bot.Option{{Label: "One", Value: "1", Description: "The first"}, {Label: "Two", Value: "2"}}},
			{Verb: "where", Placeholder: "Which channel", Channels: true}, {Verb: "role", Placeholder: "Which role", Roles: true},
		},
	}
}

// opens acknowledges as the desk needs it.
func opens(s *Settings) {
	s.Acknowledge = func(r bot.Request) (bot.Request, Acknowledgement) {
		switch {
		case r.Verb == "why":
			return r, Opens
		case r.Verb == "note":
			return r, Privately
		case r.Kind == bot.Press:
			return r, InPlace
		}
		return r, Publicly
	}
}

func TestEverythingAReplyCanHold(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, mod := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	play(t, d, desk, opens).ready()

	asked := ana.Ask(general, "how often?").Reply()
	want := "**Taking it**\n\nHere is what the article says.\n\nTake it **once a day**.\n\nTaking it, 2024\n\nA note.\n\n-# Talk to your provider."
	if got := asked.Text(); !strings.HasPrefix(got, want+"\n[Pick one ▾]") {
		t.Errorf("answer: got %q, want it to begin with %q", got, want)
	}
	for _, test := range []struct {
		label, want string
		private     bool
	}{
		{"Note", "noted 7", true},
		{"Show", "show 7 a|b%", false},
	} {
		got := ana.Press(asked, test.label).Reply()
		if got.Text() != test.want || got.Ephemeral() != test.private {
			t.Errorf("%s: got %q, private %t; want %q, %t", test.label, got.Text(), got.Ephemeral(), test.want, test.private)
		}
	}
	if now := asked.Now(); now.Text() != "show 7 a|b%" {
		t.Errorf("the pressed message shows %q, want it replaced", now.Text())
	}
	asked = ana.Ask(general, "how often?").Reply()
	if got := ana.Select(asked, "Pick one", "2").Reply().Text(); got != "pick 7 2" {
		t.Errorf("menu: got %q", got)
	}
	asked = ana.Mention(general, "how often?").Answer()
	if got := ana.Select(asked, "Which channel", general.ID).Reply().Text(); got != "where "+general.ID {
		t.Errorf("menu of channels: got %q", got)
	}
	asked = ana.Mention(general, "how often?").Answer()
	form := ana.Press(asked, "Why").Form()
	if form.Title != "Tell us" || len(form.Fields) != 2 || !form.Fields[0].Long || form.Fields[0].Max != 100 || !form.Fields[1].Optional {
		t.Errorf("form: got %+v", form)
	}
	if got := ana.Submit(form, map[string]string{"why": "unclear"}).Reply().Text(); got != "said 7: unclear, " {
		t.Errorf("form sent in: got %q", got)
	}
	gone := ana.Press(asked, "Gone")
	d.Until("removal of what was pressed", func() bool { return asked.Now() == nil })
	if gone.Answers() != 0 {
		t.Error("a silent press shows something")
	}
	choices := ana.Type(general, "ask", "question", "saf").Choices()
	if len(choices) != 3 || choices[0].Name != "is it saf" || choices[1].Value != "question" || len(choices[2].Name) != 100 {
		t.Errorf("choices: got %v", choices)
	}
	added := mod.Command(general, "kb add", discordtest.With("file", discordtest.File{Name: "a.md", Body: []byte("# A")}), discordtest.With("title", "B")).Reply()
	if got := added.Text(); got != "a.md B true # A" || added.Files()["back.txt"] != "# A" {
		t.Errorf("command with a file: got %q and %v", got, added.Files())
	}
	if got := ana.UserMenu(general, "Who asks", mod).Reply().Text(); got != "Who asks "+mod.ID {
		t.Errorf("member's menu: got %q", got)
	}
	if got := ana.PressID(ana.Mention(general, "q").Answer(), "0|old|1").Reply().Text(); got != "sorry" {
		t.Errorf("button of another version, to which nothing is said: got %q", got)
	}
}

func TestPrivacyOfAnswers(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, ben := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("ben")
	play(t, d, func(_ context.Context, r bot.Request) bot.Reply {
		switch r.Text {
		case "silent":
			return bot.Reply{Kind: bot.Silent}
		case "open":
			return bot.Reply{Kind: bot.Answer, Lead: "for all"}
		}
		return bot.Reply{Kind: bot.Crisis, Lead: "for you", Private: true}
	}, func(s *Settings) {
		s.Acknowledge = func(r bot.Request) (bot.Request, Acknowledgement) {
			if strings.HasPrefix(r.Text, "known") || r.Text == "open" {
				return r, Privately
			}
			return r, Publicly
		}
	}).ready()
	for _, test := range []struct {
		question string
		private  bool
	}{
		{"known to be private", true},
		{"found to be private only after the work", true},
		{"open", true}, // acknowledged in private, it stays so
	} {
		if got := ana.Ask(general, test.question).Reply(); got.Ephemeral() != test.private {
			t.Errorf("%s: private %t, want %t", test.question, got.Ephemeral(), test.private)
		}
	}
	if n := len(general.Messages(ben)); n != 0 {
		t.Errorf("ben sees %d messages, want none", n)
	}
	ana.Ask(general, "silent").Gone()
	if got := ana.Mention(general, "on a mention").Answer(); got.Text() != "for you" {
		t.Errorf("a private reply to a mention: got %q, want it in place", got.Text())
	}
}

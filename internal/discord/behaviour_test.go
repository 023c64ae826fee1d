package discord

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"time"

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
	s.Acknowledge = func(r bot.Request) Acknowledgement {
		switch {
		case r.Verb == "why":
			return Opens
		case r.Verb == "note":
			return Privately
		case r.Kind == bot.Press:
			return InPlace
		}
		return Publicly
	}
}

func TestEverythingAReplyCanHold(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, mod := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	play(t, d, desk, opens).ready()

	asked := ana.Ask(general, "how often?").Reply()
	want := "Taking it\nHere is what the article says.\n\nTake it **once a day**.\n\nTaking it, 2024\n\nA note.\nTalk to your provider."
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
		s.Acknowledge = func(r bot.Request) Acknowledgement {
			if strings.HasPrefix(r.Text, "known") || r.Text == "open" {
				return Privately
			}
			return Publicly
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

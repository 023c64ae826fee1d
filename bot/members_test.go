package bot_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

// said handles r, which must work.
func said(t *testing.T, b *bot.Bot, r bot.Request) bot.Reply {
	t.Helper()
	reply, err := b.Handle(t.Context(), r)
	if err != nil {
		t.Fatal(err)
	}
	return reply
}

// pressed is r's member pressing the button with that label.
func pressed(t *testing.T, b *bot.Bot, r bot.Request, on bot.Reply, label string) bot.Reply {
	t.Helper()
	i := slices.IndexFunc(on.Actions, func(a bot.Action) bool { return a.Label == label })
	if i < 0 {
		t.Fatalf("no button %q on %v", label, on.Actions)
	}
	r.Kind, r.Text, r.Verb, r.Args = bot.Press, "", on.Actions[i].Verb, on.Actions[i].Args
	return said(t, b, r)
}

const (
	plain  = "How long does an infusion take?"
	canary = "where do the quetzalcoatlus nest"
	danger = "I want to kill myself tonight"
	warm   = "i can't go on like this, what's the point"
)

func command(r bot.Request, name string, options map[string]string) bot.Request {
	r.Kind, r.Name, r.Text, r.Options = bot.Command, name, "", options
	return r
}

// Who asks for it is forgotten at once and everywhere: questions, the
// conversation, and that a card was shown. Others are not.
func TestAMemberIsForgotten(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	ana, elsewhere, ben := ask(canary), ask(canary), ask(canary)
	elsewhere.Guild, elsewhere.Channel, ben.Member.ID = "other", "far", "ben"
	for _, guild := range []string{"g", "other"} { // the line is only in what its asker alone sees
		if err := base.Set(t.Context(), guild, "private", "on"); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []bot.Request{ana, elsewhere, ben} {
		said(t, b, r)
		r.Text = danger
		said(t, b, r)
		r.Text = warm
		said(t, b, r)
	}
	ana.Text, ben.Text, elsewhere.Text = warm, plain, plain
	said(t, b, ana)
	ana.Text = plain
	lined := func(r bot.Request) bool {
		return len(said(t, b, r).Resources) > 0 || strings.Contains(said(t, b, r).Text(), "findahelpline")
	}
	if !lined(ana) || !lined(elsewhere) {
		t.Fatal("whoever met a card has no line on their next answer: this test sees nothing")
	}
	if got := said(t, b, command(elsewhere, "privacy", map[string]string{"my-data": "delete"})); got.Kind != bot.Done || !got.Private {
		t.Errorf("deleting: %+v", got)
	}
	if lined(ana) || lined(elsewhere) {
		t.Error("that a card was shown is remembered")
	}
	if !lined(ben) {
		t.Error("that another met a card is forgotten")
	}
	for guild, want := range map[string]int{"g": 1, "other": 0} {
		all, err := base.Exchanges(t.Context(), guild, 100)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, e := range all {
			if e.Question == canary {
				n++
			}
		}
		if n != want {
			t.Errorf("%d questions are kept in %s, want %d", n, guild, want)
		}
	}
}

// Deleted questions are gone from the file, not only from view.
func TestForgottenWordsAreNotInTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pamphlet.db")
	base, err := knowledge.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	b := bot.New(bot.Parts{Base: base, Guards: guards(t)})
	said(t, b, ask(canary))
	said(t, b, command(ask(""), "privacy", map[string]string{"my-data": "delete"}))
	if err := base.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(path + "*")
	if err != nil || len(files) == 0 {
		t.Fatal(err)
	}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(body), []byte("quetzalcoatl")) {
			t.Errorf("%s still holds the words", filepath.Base(name))
		}
	}
}

// A reply that others see can be dismissed by its asker, also after a restart,
// and by nobody else but moderators.
func TestDismissing(t *testing.T) {
	first, base := newBot(t, guards(t), nil)
	for _, text := range []string{plain, canary, danger} {
		r := ask(text)
		r.Spoken = true // others see whatever comes, be it a card
		reply := said(t, first, r)
		restarted := bot.New(bot.Parts{Base: base, Guards: guards(t)})
		if got := pressed(t, restarted, r, reply, "Dismiss"); got.Kind != bot.Silent || !got.Replaces {
			t.Errorf("%v for its asker: %+v", reply.Kind, got)
		}
		moderator, ben := r, r
		moderator.Member = bot.Member{ID: "mo", Manage: true}
		ben.Member.ID = "ben"
		if got := pressed(t, restarted, moderator, reply, "Dismiss"); got.Kind != bot.Silent {
			t.Errorf("%v for a moderator: %+v", reply.Kind, got)
		}
		if got := pressed(t, restarted, ben, reply, "Dismiss"); got.Kind != bot.Refused || !got.Private {
			t.Errorf("%v for another: %+v", reply.Kind, got)
		}
		for _, a := range reply.Actions {
			if slices.ContainsFunc(a.Args, func(arg string) bool { return strings.Contains(arg, r.Member.ID) }) {
				t.Errorf("a button tells who asked: %+v", a)
			}
		}
	}
}

// What is pressed below a private reply stays private.
func TestPrivateStaysPrivate(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	if err := base.Set(t.Context(), "g", "private", "on"); err != nil {
		t.Fatal(err)
	}
	reply := said(t, b, ask(plain))
	if err := base.Set(t.Context(), "g", "private", "off"); err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, a := range reply.Actions {
		if a.Verb == bot.VerbDismiss {
			t.Error("a private reply has a button that Discord has itself")
		}
		if a.Verb == bot.VerbShow {
			shown++
			if got := pressed(t, b, ask(""), reply, a.Label); !got.Private {
				t.Errorf("%s leads to what all can see", a.Label)
			}
		}
	}
	if shown == 0 {
		t.Error("no related question: this test sees nothing")
	}
}

// A pressed passage is met by the guards as an answer is.
func TestPressedPassagesKeepTheLine(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	answer := said(t, b, ask(plain))
	related := ""
	for _, a := range answer.Actions {
		if a.Verb == bot.VerbShow {
			related = a.Label
		}
	}
	if got := pressed(t, b, ask(""), answer, related); len(got.Resources) > 0 {
		t.Errorf("a line for who met no card: %q", got.Text())
	}
	said(t, b, ask(danger))
	if got := pressed(t, b, ask(""), answer, related); strings.Contains(got.Text(), "findahelpline") {
		t.Errorf("others read that there was a card: %q", got.Text())
	}
	if err := base.Set(t.Context(), "g", "private", "on"); err != nil {
		t.Fatal(err)
	}
	if got := pressed(t, b, ask(""), answer, related); !strings.Contains(got.Text(), "findahelpline") {
		t.Errorf("no line for who met a card: %q", got.Text())
	}
	broken := bot.New(bot.Parts{Base: base})
	if got := pressed(t, broken, ask(""), answer, related); got.Kind != bot.Crisis || len(got.Matches) > 0 {
		t.Errorf("without rules a press shows %+v", got.Kind)
	}
}

// A request that has begun keeps what its guild had chosen then, in the reply, too.
func TestSettingsAreReadOnce(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	begun, err := b.Begin(t.Context(), ask(plain))
	if err != nil {
		t.Fatal(err)
	}
	if err := base.Set(t.Context(), begun.Guild, bot.SettingPrivate, "on"); err != nil {
		t.Fatal(err)
	}
	for private, r := range map[bool]bot.Request{false: begun, true: ask(plain)} {
		met, ephemeral := b.Ephemeral(t.Context(), r)
		if reply, err := b.Handle(t.Context(), met); err != nil || reply.Private != private || ephemeral != private {
			t.Errorf("private %t, %v; want %t before and in the reply", reply.Private, err, private)
		}
	}
}

// What can be said of a request before it is answered.
func TestAheadOfTheAnswer(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	if err := base.Set(t.Context(), "private", "private", "on"); err != nil {
		t.Fatal(err)
	}
	if err := base.Set(t.Context(), "listed", "channels", "elsewhere"); err != nil {
		t.Fatal(err)
	}
	in := func(r bot.Request, guild string) bot.Request { r.Guild = guild; return r }
	press := func(verb bot.Verb) bot.Request { return bot.Request{Kind: bot.Press, Guild: "g", Verb: verb} }
	for _, test := range []struct {
		about          string
		r              bot.Request
		grave, private bool
	}{
		{"a question", ask(plain), false, false},
		{"a question of someone in danger", ask(danger), true, true},
		{"a question on one's own dose", ask("how much of my sertraline should I take"), true, true},
		{"a question in a private guild", in(ask(plain), "private"), false, true},
		{"a question in a channel without answers", in(ask(plain), "listed"), false, true},
		{"no words", ask("😀"), false, true},
		{"a command", command(ask(""), "help", nil), false, true},
		{"a moderator's command", command(ask(""), "kb add", nil), false, true},
		{"a button", press(bot.VerbHelpful), false, false},
	} {
		grave := b.NeedsPrivacy(test.r)
		_, private := b.Ephemeral(t.Context(), test.r)
		if grave != test.grave || private != test.private {
			t.Errorf("%s: grave %t, private %t; want %t, %t", test.about, grave, private, test.grave, test.private)
		}
	}
	if unguarded := bot.New(bot.Parts{Base: base}); !unguarded.NeedsPrivacy(ask(plain)) {
		t.Error("without rules a question is taken for harmless")
	}
}

package moderate_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

func TestRightsTakenAwayWhileAFormIsOpen(t *testing.T) {
	d := newDesk(t)
	d.command("setup", "role", "helpers", "may", "edit")
	d.press("Save")
	noor := bot.Member{ID: "2", Name: "noor", Roles: []string{"helpers"}}
	form := d.send(bot.Request{Kind: bot.Command, Name: "kb add", Member: noor}).Form
	if form == nil {
		t.Fatalf("no form: %s", d.last.Text())
	}
	d.command("setup", "role", "helpers", "may", "edit")
	d.press("Save")
	d.said(bot.Done, "may no longer edit")
	d.send(bot.Request{Kind: bot.Submit, Verb: form.Verb, Args: form.Args, Member: noor,
		Options: map[string]string{"title": "T", "question": "Q?", "answer": "A."}})
	d.said(bot.Refused, "You need the right to edit here.")
	if drafts, err := d.base.Drafts(t.Context(), "g"); len(drafts) > 0 || err != nil {
		t.Errorf("a draft was made: %v, %v", drafts, err)
	}
	d.command("kb audit")
	d.said(bot.Done, "noor (2): refused submit new: needs the right to edit")

	// Who may edit may not thereby publish.
	d.command("setup", "role", "helpers", "may", "edit")
	d.press("Save")
	d.send(bot.Request{Kind: bot.Submit, Verb: form.Verb, Args: form.Args, Member: noor,
		Options: map[string]string{"title": "T", "question": "Q?", "answer": "A."}})
	d.said(bot.Done, "Draft 1")
	d.send(bot.Request{Kind: bot.Press, Verb: "publish", Args: []string{"1"}, Member: noor})
	d.said(bot.Refused, "You need the right to publish here.")
}

// A button that moves something is its member's, for a day.
func TestAButtonThatMovesSomethingIsItsMembers(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	var publish, discard bot.Action
	for _, a := range d.last.Actions {
		switch a.Label {
		case "Publish":
			publish = a
		case "Discard":
			discard = a
		}
	}
	shown, maria := d.now, bot.Member{ID: "1", Name: "maria", Manage: true}
	changed := func(of bot.Action, i int, to string) bot.Action {
		of.Args = slices.Clone(of.Args)
		of.Args[i] = to
		return of
	}
	for _, test := range []struct {
		what   string
		button bot.Action
		member bot.Member
		after  time.Duration
	}{
		{"another member", publish, bot.Member{ID: "2", Manage: true}, time.Hour},
		{"another member", discard, bot.Member{ID: "2", Manage: true}, time.Hour},
		{"after two days", publish, maria, 48 * time.Hour},
		{"after two days", discard, maria, 48 * time.Hour},
		{"of another draft", changed(discard, 0, "2"), maria, time.Hour},
		{"with a seal for longer", changed(discard, len(discard.Args)-1, "zzzz"+discard.Args[len(discard.Args)-1][4:]), maria, time.Hour},
		{"without a seal", bot.Action{Verb: discard.Verb, Args: discard.Args[:1]}, maria, time.Hour},
		{"without anything", bot.Action{Verb: discard.Verb}, maria, time.Hour},
		{"of another action", bot.Action{Verb: publish.Verb, Args: discard.Args}, maria, time.Hour},
	} {
		d.now = shown.Add(test.after)
		d.send(bot.Request{Kind: bot.Press, Verb: test.button.Verb, Args: test.button.Args, Member: test.member})
		d.said(bot.Refused, "more than a day ago")
	}
	d.now = shown.Add(23 * time.Hour)
	d.send(bot.Request{Kind: bot.Press, Verb: publish.Verb, Args: publish.Args, Member: maria})
	d.said(bot.Done, "Parking: revision 1")
}

// So is each other, wherever it stands: below a queued question, below what was
// published for it, below a draft that was overtaken.
func TestEachButtonThatMovesSomethingIsSealed(t *testing.T) {
	d := newDesk(t)
	d.own(clinic)
	d.send(bot.Request{Kind: bot.Ask, Text: "Who feeds the fish?"})
	answering := func() {
		d.command("kb queue", "question", "1")
		d.press("Write an answer")
		d.submit(map[string]string{"title": "Fish", "question": "Who feeds the fish?", "answer": "The porter does."})
	}
	for _, test := range []struct {
		label string
		shown func()
	}{
		{"Ignore", func() { d.command("kb queue", "question", "1") }},
		{"Snooze", func() { d.command("kb queue", "question", "1") }},
		{"Tell the channel", func() { answering(); d.press("Publish") }},
		{"Make it again over the newest", func() {
			answering()
			d.own(knowledge.Article{Slug: "fish", Title: "Fish", Language: "en", Text: "## Who feeds the cat?\n\nNobody does."})
			d.command("kb preview", "draft", "2")
		}},
	} {
		test.shown()
		i := slices.IndexFunc(d.last.Actions, func(a bot.Action) bool { return a.Label == test.label })
		if i < 0 {
			t.Fatalf("no button %q below: %s", test.label, d.last.Text())
		}
		button, shown := d.last.Actions[i], d.now
		d.send(bot.Request{Kind: bot.Press, Verb: button.Verb, Args: button.Args, Member: bot.Member{ID: "2", Manage: true}})
		d.said(bot.Refused, "shown to somebody else")
		d.now = shown.Add(48 * time.Hour)
		d.send(bot.Request{Kind: bot.Press, Verb: button.Verb, Args: button.Args})
		d.said(bot.Refused, "more than a day ago")
		d.now = shown.Add(time.Hour)
		d.send(bot.Request{Kind: bot.Press, Verb: button.Verb, Args: button.Args})
		if d.last.Kind != bot.Done {
			t.Errorf("%s, pressed by whom it was shown to: %s: %s", test.label, d.last.Kind, d.last.Text())
		}
	}
}

// So is one that changes a setting, or who may do what.
func TestAButtonThatChangesSettingsIsItsMembers(t *testing.T) {
	for _, command := range [][]string{
		{"setup", "setting", "retention", "value", "30"},
		{"setup", "role", "helpers", "may", "publish"},
		{"kb synonym", "add", "lift, elevator"},
	} {
		d := newDesk(t)
		d.command(command[0], command[1:]...)
		save, shown := d.last.Actions[0], d.now
		for _, test := range []struct {
			member string
			args   []string
			after  time.Duration
		}{
			{"2", save.Args, time.Hour},
			{"1", save.Args, 48 * time.Hour},
			{"1", save.Args[:len(save.Args)-1], time.Hour},
			{"1", append([]string{"country"}, save.Args[1:]...), time.Hour},
		} {
			d.now = shown.Add(test.after)
			d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: test.args, Member: bot.Member{ID: test.member, Manage: true}})
			d.said(bot.Refused, "more than a day ago")
		}
		d.now = shown.Add(23 * time.Hour)
		d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: save.Args, Member: bot.Member{ID: "1", Name: "maria", Manage: true}})
		if d.last.Kind != bot.Done {
			t.Errorf("%q, pressed by whom it was shown to: %s", command, d.last.Kind)
		}
	}
}

func TestAPublisherMayChangeSynonymsAndNothingElse(t *testing.T) {
	d := newDesk(t)
	d.command("setup", "role", "helpers", "may", "publish")
	d.press("Save")
	noor := bot.Member{ID: "2", Name: "noor", Roles: []string{"helpers"}}
	d.send(bot.Request{Kind: bot.Command, Name: "kb synonym", Member: noor, Options: map[string]string{"add": "lift, elevator"}})
	d.said(bot.Done, "Then: lift, elevator")
	save := d.last.Actions[0]
	d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: save.Args, Member: noor})
	d.said(bot.Done, "Saved. synonyms: lines: 1")
	d.command("setup", "setting", "retention", "value", "0")
	d.said(bot.Done, "Then: 0")
	d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: d.last.Actions[0].Args, Member: noor})
	d.said(bot.Refused, "shown to somebody else")
	d.send(bot.Request{Kind: bot.Press, Verb: "set", Args: []string{"retention", "x"}, Member: noor})
	d.said(bot.Refused, "You need the right to configure here.")
}

func TestAFileThatDiscordWouldNotTakeIsNotSent(t *testing.T) {
	d := newDesk(t)
	for size, want := range map[int]bot.Kind{9 << 20: bot.Done, 9<<20 + 1: bot.Refused} {
		d.bot = moderate.New(moderate.Parts{Parts: bot.Parts{Base: d.base}, Export: func(context.Context, string) ([]bot.File, error) {
			return []bot.File{{Name: "all.zip", Body: make([]byte, size)}}, nil
		}})
		d.command("kb export")
		d.said(want)
		if want == bot.Refused {
			d.said(bot.Refused, "more than Discord takes as a file; please ask the operator")
		}
		if sent := len(d.last.Files) > 0; sent != (want == bot.Done) {
			t.Errorf("a file of %d bytes: sent is %v", size, sent)
		}
	}
}

// A form cannot follow an acknowledgement: which requests open one is known
// before they are carried out.
func TestWhatOpensAForm(t *testing.T) {
	d := newDesk(t)
	for _, test := range []struct {
		about, name string
		options     map[string]string
		opens       bool
	}{
		{"a form for an article", "kb add", nil, true},
		{"an article as a file", "kb add", map[string]string{"file": "a.md"}, false},
		{"an article at an address", "kb add", map[string]string{"url": "https://example.org"}, false},
		{"an edit by a form", "kb edit", map[string]string{"article": "a"}, true},
		{"another title", "kb edit", map[string]string{"article": "a", "title": "A"}, false},
		{"a setting with its role", "setup", map[string]string{"setting": "alertrole", "role": "7"}, false},
		{"a setting to be typed", "setup", map[string]string{"setting": "retention"}, true},
		{"a setting with its value", "setup", map[string]string{"setting": "retention", "value": "7"}, false},
		{"a message as a draft", moderate.MessageAdd, nil, true},
		{"a member's command", "help", nil, false},
	} {
		r := bot.Request{Kind: bot.Command, Name: test.name, Options: test.options}
		if opens := d.bot.OpensForm(r); opens != test.opens {
			t.Errorf("%s: opens a form: %t, want %t", test.about, opens, test.opens)
		}
	}
	for _, r := range []bot.Request{{Kind: bot.Ask, Text: "Where do I park?"}, {Kind: bot.Press, Verb: bot.VerbHelpful}} {
		if d.bot.OpensForm(r) {
			t.Errorf("%s %s opens a form", r.Kind, r.Verb)
		}
	}
}

// Every command that opens a form is known to do so.
func TestFormsAreKnownAhead(t *testing.T) {
	d := newDesk(t)
	if err := scriptbot.LearnStarter(t.Context(), d.base, d.now); err != nil {
		t.Fatal(err)
	}
	for _, u := range d.bot.Commands() {
		r := bot.Request{Kind: bot.Command, Name: u.Name, Text: "a message", Options: map[string]string{}}
		for _, p := range u.Parameters {
			if p.Required {
				r.Options[p.Name] = "1"
			}
		}
		if reply := d.send(r); reply.Form != nil && !d.bot.OpensForm(r) {
			t.Errorf("/%s opens a form nobody knew of", u.Name)
		}
	}
}

package bot_test

import (
	"slices"
	"testing"
	"time"

	"pamphlet/bot"
)

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
		{"of another deed", bot.Action{Verb: publish.Verb, Args: discard.Args}, maria, time.Hour},
	} {
		d.now = shown.Add(test.after)
		d.send(bot.Request{Kind: bot.Press, Verb: test.button.Verb, Args: test.button.Args, Member: test.member})
		d.said(bot.Refused, "more than a day ago")
	}
	d.now = shown.Add(23 * time.Hour)
	d.send(bot.Request{Kind: bot.Press, Verb: publish.Verb, Args: publish.Args, Member: maria})
	d.said(bot.Done, "Parking: revision 1")
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

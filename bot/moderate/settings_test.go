package moderate_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
)

// A value is saved in place of the one it was previewed against, and once.
func TestASettingIsSavedAsItWasPreviewed(t *testing.T) {
	t.Run("changed elsewhere meanwhile", func(t *testing.T) {
		d := newDesk(t)
		d.command("kb synonym", "add", "lift, elevator")
		d.choose("synonyms", "coach, bus")
		d.press("Save")
		d.said(bot.Refused, "Another value was entered since")
		d.command("kb synonym")
		d.said(bot.Done, "1. coach, bus")
	})
	t.Run("pressed twice", func(t *testing.T) {
		d := newDesk(t)
		d.command("setup", "setting", "threshold", "value", "60%")
		preview := d.last
		for range 2 {
			d.last = preview
			d.press("Save")
			d.said(bot.Done, "Saved. threshold: 60%")
		}
		if all, err := d.base.Audit(t.Context(), "g", "", 10); err != nil || len(all) != 1 {
			t.Errorf("the audit: %+v, %v", all, err)
		}
	})
	t.Run("of two previews the later one", func(t *testing.T) {
		d := newDesk(t)
		d.command("setup", "setting", "threshold", "value", "50%")
		first := d.last
		d.command("setup", "setting", "threshold", "value", "60%")
		d.press("Save")
		d.last = first
		d.press("Save")
		d.said(bot.Refused, "Another value was entered since")
	})
}

// No alert notifies everybody: in Discord, that role has the guild's own id.
func TestNoAlertNotifiesEverybody(t *testing.T) {
	for _, role := range []string{"g", "<@&g>", "@everyone", "here"} {
		d := newDesk(t)
		d.command("setup", "setting", "alertrole", "role", role)
		d.said(bot.Refused, "a role other than @everyone")
	}
}

func TestSeveralChannelsAreChosenAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	menu := d.send(bot.Request{Kind: bot.Command, Name: "setup", Options: map[string]string{"setting": "channels"}}).Menus[0]
	if !menu.Channels || menu.Max < 2 {
		t.Fatalf("menu: %+v", menu)
	}
	proposed := d.send(bot.Request{Kind: bot.Press, Verb: menu.Verb, Args: append(menu.Args, "11", "22")})
	save := proposed.Actions[0]
	saved := d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: save.Args})
	if got := saved.Lead; !strings.Contains(got, "<#11> <#22>") {
		t.Errorf("got %q", got)
	}
	if got := d.send(bot.Request{Kind: bot.Press, Verb: menu.Verb, Args: menu.Args}); got.Kind != bot.Refused {
		t.Errorf("nothing chosen: got %+v", got)
	}
}

// A setting that cannot be read is as if it were not set; the operator is told
// which it is.
func TestADamagedSettingKeepsNobodyFromAnswers(t *testing.T) {
	d := newDesk(t)
	if err := d.base.Set(t.Context(), "g", "threshold", "abc"); err != nil {
		t.Fatal(err)
	}
	reply, err := d.bot.Handle(t.Context(), bot.Request{Kind: bot.Ask, Guild: "g", Channel: "c", Member: bot.Member{ID: "ana"}, Text: "Where do I park?"})
	if err != nil || reply.Kind == "" {
		t.Errorf("asking: %q, %v; want a reply", reply.Kind, err)
	}
	values, err := d.base.Settings(t.Context(), "g")
	if found := moderate.CheckSettings(values); err != nil || len(found) != 1 || !strings.Contains(found[0], "threshold") {
		t.Errorf("found %q, %v; want the threshold", found, err)
	}
}

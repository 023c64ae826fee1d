package bot_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
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

// A form that is sent in part, as the command line can, changes that part.
func TestAFieldThatIsNotSentStaysAsItIs(t *testing.T) {
	d := newDesk(t)
	d.own(knowledge.Article{Slug: "parking", Title: "Parking", Language: "en",
		Text: "## Where can I park?\n? Is there a car park?\n\nBehind the clinic.\n\n## Is there a bus?\n\nBus 7 stops there."})
	for _, fields := range []map[string]string{{"text": "In front of the clinic."}, {"ways": "Where do I leave my car?"}} {
		d.command("kb edit", "article", "parking", "passage", "park")
		d.submit(fields)
		d.press("Publish")
		d.said(bot.Done)
	}
	a, _, err := d.base.CurrentArticle(t.Context(), "g", "parking")
	want := "## Where can I park?\n? Where do I leave my car?\n\nIn front of the clinic.\n\n## Is there a bus?\n\nBus 7 stops there."
	if err != nil || a.Text != want {
		t.Errorf("%v\ngot  %q\nwant %q", err, a.Text, want)
	}
}

// Nobody is told that a question was passed on that is not kept.
func TestAQuestionIsNotPassedOnWhereNoneIsKept(t *testing.T) {
	d := newDesk(t)
	d.own(clinic)
	ana := bot.Member{ID: "ana"}
	asked := d.send(bot.Request{Kind: bot.Ask, Member: ana, Text: "Who feeds the fish?"})
	d.choose("retention", "0")
	d.send(bot.Request{Kind: bot.Press, Member: ana, Verb: bot.VerbAskModerator, Args: []string{asked.Exchange}})
	d.said(bot.Refused, "I no longer have that question.")
	d.send(bot.Request{Kind: bot.Press, Member: ana, Verb: bot.VerbNotHelpful, Args: []string{asked.Exchange}})
	d.said(bot.Done)
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
	if found := bot.CheckSettings(values); err != nil || len(found) != 1 || !strings.Contains(found[0], "threshold") {
		t.Errorf("found %q, %v; want the threshold", found, err)
	}
}

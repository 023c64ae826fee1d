package bot_test

import (
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

var clinic = knowledge.Article{Slug: "parking", Title: "Parking", Language: "en",
	Text: "## Where can I park?\n\nYou can park your car behind the clinic, free of charge."}

// shared saves what the operator shares with every guild.
func (d *desk) shared(a knowledge.Article) {
	d.t.Helper()
	a.Guild = bot.Shared
	if _, err := d.base.Save(d.t.Context(), a, knowledge.Change{Who: "operator", When: d.now}); err != nil {
		d.t.Fatal(err)
	}
}

// A guild without articles of its own has a threshold all the same, and its
// preview says so.
func TestTheThresholdOfAGuildWithoutArticlesIsPreviewed(t *testing.T) {
	d := newDesk(t)
	d.shared(clinic)
	d.command("kb tests", "add", "park the car at the clinic")
	d.said(bot.Done, "Kept as a test")
	d.command("setup", "setting", "threshold", "value", "99%")
	d.said(bot.Done, "Tests that would break (1)")
}

// A draft of what is shared is tried on what it would be, not on what it is.
func TestADraftOfWhatIsSharedIsTried(t *testing.T) {
	d := newDesk(t)
	d.shared(clinic)
	send := func(r bot.Request) bot.Reply {
		t.Helper()
		r.Guild, r.Member, r.Time = bot.Shared, bot.Member{ID: "1", Name: "operator", Manage: true}, d.now
		reply, err := d.bot.Handle(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		d.last = reply
		return reply
	}
	send(bot.Request{Kind: bot.Command, Name: "kb tests", Options: map[string]string{"add": "Where can I park?"}})
	d.said(bot.Done, "Kept as a test")
	send(bot.Request{Kind: bot.Command, Name: "kb remove", Options: map[string]string{"article": "parking"}})
	d.said(bot.Done, "Tests that would break (1)")
}

package moderate_test

import (
	"testing"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/knowledge"
)

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

// What all guilds read is tried on the tests of all of them, by what each has
// chosen; and those who are outvoted find it in their audit.
func TestWhatIsSharedIsTriedOnTheTestsOfAllGuilds(t *testing.T) {
	d := newDesk(t)
	d.shared(clinic)
	ask := func(guild, question string) {
		t.Helper()
		r := bot.Request{Kind: bot.Command, Name: "kb tests", Guild: guild, Options: map[string]string{"add": question},
			Member: bot.Member{ID: "1", Manage: true}, Time: d.now}
		if reply, err := d.bot.Handle(t.Context(), r); err != nil || reply.Kind != bot.Done {
			t.Fatalf("%s: %s, %v", guild, reply.Text(), err)
		}
	}
	own := clinic
	own.Guild, own.Slug = "own", "own-parking"
	if _, err := d.base.Save(t.Context(), own, knowledge.Change{}); err != nil {
		t.Fatal(err)
	}
	ask("own", "Where can I park?") // its own article answers first
	ask("reads", "Where can I park?")
	ask("reads", "park the car at the clinic")
	ask("left", "Where can I park?")
	if err := d.base.Leave(t.Context(), "left", d.now); err != nil {
		t.Fatal(err)
	}

	removal := moderate.Proposal{Articles: []knowledge.Drafted{{Article: clinic, Removes: true}}}
	steps := 0
	trial, err := d.bot.DryRun(t.Context(), bot.Shared, removal, func(done, of int) {
		if steps++; done != steps || of != 3 {
			t.Errorf("step %d: %d of %d", steps, done, of)
		}
	})
	if err != nil || trial.Tests != 3 || len(trial.Broken) != 2 || steps != 3 {
		t.Fatalf("%d tests, %d steps, broken: %+v, %v", trial.Tests, steps, trial.Broken, err)
	}
	for _, b := range trial.Broken {
		if b.Guild != "reads" || b.Old == "" || b.New != "" {
			t.Errorf("broken: %+v", b)
		}
	}
	if err := d.bot.NoteBroken(t.Context(), trial.Broken, knowledge.Change{Who: "operator", When: d.now, Why: "moved away"}); err != nil {
		t.Fatal(err)
	}
	for guild, want := range map[string]bool{"reads": true, "own": false} {
		rows, err := d.base.Audit(t.Context(), guild, "", 1)
		noted := len(rows) > 0 && rows[0].What == "shared" && rows[0].Detail == "what all servers read was changed; tests of this server that break: 2 (moved away)"
		if err != nil || noted != want {
			t.Errorf("%s: %+v, %v", guild, rows, err)
		}
	}
	// A change of the guild itself runs its own tests only.
	if trial, err = d.bot.DryRun(t.Context(), "reads", moderate.Proposal{}, nil); err != nil || trial.Tests != 2 {
		t.Errorf("%d tests, %v", trial.Tests, err)
	}
	// A threshold that a guild chose holds for its tests, before and after.
	if err := d.base.Choose(t.Context(), "reads", "threshold", "0.05", knowledge.Change{When: d.now}); err != nil {
		t.Fatal(err)
	}
	ask("reads", "free things near the clinic building")
	longer := clinic
	longer.Text += "\n\n## Who looks after the garden?\n\nThe gardener does."
	trial, err = d.bot.DryRun(t.Context(), bot.Shared, moderate.Proposal{Articles: []knowledge.Drafted{{Article: longer}}}, nil)
	if err != nil || trial.Tests != 4 || len(trial.Broken) != 0 {
		t.Errorf("%d tests, broken: %+v, %v", trial.Tests, trial.Broken, err)
	}
}

// A test that is not there is not said to be removed, nor noted as removed.
func TestATestThatIsNotThereIsNotRemoved(t *testing.T) {
	d := newDesk(t)
	d.command("kb tests", "remove", "7")
	d.said(bot.Refused, "Please name the number of a test")
	d.command("kb audit")
	d.said(bot.Done, "Nothing has been changed yet.")
}

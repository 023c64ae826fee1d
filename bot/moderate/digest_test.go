package moderate_test

import (
	"strings"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge"
)

func TestTheDailyDigest(t *testing.T) {
	base, err := knowledge.Open(t.Context(), rqlitetest.Database(t, knowledge.Memory))
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	b := moderate.New(moderate.Parts{Parts: bot.Parts{Base: base, Guards: guards(t)}})
	monday := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	by := knowledge.Change{Who: "maria", When: monday}
	library := knowledge.Article{Guild: "g", Slug: "library", Title: "The library", Language: "en", Review: monday.AddDate(0, 0, -1),
		Text: "# When is the library open?\n\nThe library opens at nine in the morning and closes at six."}
	if _, err := base.Save(t.Context(), library, by); err != nil {
		t.Fatal(err)
	}
	for _, question := range []string{"When is the library open?", "when is the library open", "Who feeds the fish?"} {
		if _, err := b.Handle(t.Context(), bot.Request{Kind: bot.Ask, Guild: "g", Channel: "c", Member: bot.Member{ID: "ana"}, Text: question, Time: monday}); err != nil {
			t.Fatal(err)
		}
	}
	digests := func(day int) []bot.Post {
		t.Helper()
		all, err := b.Digests(t.Context(), monday.AddDate(0, 0, day))
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if all := digests(1); len(all) != 0 {
		t.Errorf("without a channel: %+v", all)
	}
	if err := base.Choose(t.Context(), "g", "digest", "staff", by); err != nil {
		t.Fatal(err)
	}
	all := digests(1)
	if len(all) != 1 || all[0].Channel != "staff" {
		t.Fatalf("digests: %+v", all)
	}
	for _, want := range []string{
		"Yesterday I answered 2×, showed what comes closest 0× and could not answer 1×.",
		"Asked yesterday (different questions: 2):\n- When is the library open? (2×)\n- Who feeds the fish? (1×)",
		"Waiting for an answer (1); /kb queue opens them:\n- Who feeds the fish? (1×)",
		"Past their review date (1):\n- The library, due on 22 November 2026",
	} {
		if got := all[0].Reply.Text(); !strings.Contains(got, want) {
			t.Errorf("digest:\n%s\nlacks:\n%s", got, want)
		}
	}
	if all := digests(1); len(all) != 0 {
		t.Error("two digests on one day")
	}
	if err := b.Left(t.Context(), "g", monday); err != nil {
		t.Fatal(err)
	}
	if all := digests(2); len(all) != 0 {
		t.Error("a digest for a guild the bot was taken out of")
	}
	if err := b.Joined(t.Context(), "g"); err != nil {
		t.Fatal(err)
	}
	if err := base.Purge(t.Context(), monday.AddDate(0, 0, 60)); err != nil {
		t.Fatal(err)
	}
	last := digests(60)
	if len(last) != 1 || strings.Contains(last[0].Reply.Text(), "fish") {
		t.Errorf("after the retention: %+v", last)
	}
}

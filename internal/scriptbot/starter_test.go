package scriptbot

import (
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

// A program that no longer has an article takes it out of a database that an
// earlier one wrote.
func TestAnArticleThatNoLongerComesAlongAnswersNoMore(t *testing.T) {
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	old := knowledge.Article{Guild: bot.Starter, Slug: "old", Title: "Old", Language: "en", Text: "# What was known?\n\nWhat nobody holds true any more."}
	if _, err := base.Save(t.Context(), old, knowledge.Change{Who: "pamphlet"}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds all as it should be
		if err := LearnStarter(t.Context(), base, time.Now()); err != nil {
			t.Fatal(err)
		}
		all, err := base.Articles(t.Context(), bot.Starter)
		if err != nil || len(all) != 10 {
			t.Errorf("%d articles, want the 10 of this program: %v", len(all), err)
		}
		for _, a := range all {
			if a.Slug == old.Slug {
				t.Error("the old article still answers")
			}
		}
	}
}

package knowledge

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Questions count on their day, an answer for the article that it quoted, and
// what another guild was asked for neither.
func TestStats(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "parking", "# Where do I park?\n\nBehind the house.\n\n# Is there a bus?\n\nNumber 7."), article("g", "visits", "# When may I visit?\n\nAt two."))
	save(t, b, article("h", "other", "# Other\n\nOf another guild."))
	parking, err := b.PassagesOf(t.Context(), "g", "parking")
	if err != nil {
		t.Fatal(err)
	}
	first := parking[0].ID
	ask := func(guild string, daysAgo int, kind string, passage int64, verdict string) {
		t.Helper()
		id, err := b.Record(t.Context(), guild, Exchange{Day: monday.AddDate(0, 0, -daysAgo), Question: "Where?", Kind: kind, Passage: passage})
		if err == nil && verdict != "" {
			err = b.Judge(t.Context(), guild, id, verdict)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	ask("g", 0, "answer", first, "helpful")
	ask("g", 0, "answer", first, "wrong passage")
	ask("g", 0, "clarify", 0, "")
	ask("g", 2, "answer", first, "")
	ask("g", 2, "closest", first, "")
	ask("g", 2, "unknown", 0, "")
	ask("g", 3, "answer", first, "")
	ask("h", 0, "answer", first, "helpful")

	got, err := b.Stats(t.Context(), "g", 3, monday)
	if err != nil {
		t.Fatal(err)
	}
	today := monday.UTC().Truncate(24 * time.Hour)
	want := Stats{
		Days: []DayStats{
			{Day: today.AddDate(0, 0, -2), Answered: 1, Closest: 1, Unknown: 1}, {Day: today.AddDate(0, 0, -1)}, {Day: today, Answered: 2, Clarify: 1},
		},
		Articles: []ArticleStats{
			{Slug: "parking", Title: got.Articles[0].Title, Quoted: 3, Helpful: 1, NotHelpful: 1, Used: 1, Passages: 2},
			{Slug: "visits", Title: got.Articles[1].Title, Passages: 1},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want (-), got (+):\n%s", diff)
	}
}

package knowledge

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
	"pamphlet/migrations"
)

// dated is an article with a title of its own that was published in a year.
func dated(slug, title string, year int, text string) Article {
	a := article("g", slug, text)
	a.Title, a.Published = title, time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	return a
}

// Whatever is suggested is written as the article writes it, and is answered by
// its own passage when it is asked.
func TestASuggestionAnswersByItsPassage(t *testing.T) {
	b := open(t)
	save(t, b,
		dated("pool", "The pool", 2024, "## Opening Hours & Fees\n\nThe pool opens at nine.\n\n## Are dogs allowed\n\nNo dogs."),
		dated("gym", "The gym", 2024, "## Opening Hours & Fees\n\nThe gym opens at ten.\n\n## are towels lent?\n\nYes, towels are lent."),
		dated("gym-2", "The gym", 2026, "## Opening Hours & Fees\n\nThe gym opens at eleven."),
	)
	all, err := b.Questions(t.Context(), "g", "", 25)
	if err != nil {
		t.Fatal(err)
	}
	for question, text := range map[string]string{
		"Opening Hours & Fees (The pool)":            "The pool opens at nine.",
		"Opening Hours & Fees (The gym, 2024-01-01)": "The gym opens at ten.",
		"Opening Hours & Fees (The gym, 2026-01-01)": "The gym opens at eleven.",
		"Are dogs allowed":                           "No dogs.",
		"are towels lent?":                           "Yes, towels are lent.",
	} {
		if !slices.Contains(all, question) {
			t.Errorf("%q is not suggested: %q", question, all)
		}
		if r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: question}); err != nil || !r.Answered || r.Matches[0].Text != text {
			t.Errorf("%q is answered by %+v, %v", question, r.Matches, err)
		}
	}
	if len(all) != 5 {
		t.Errorf("%d are suggested: %q", len(all), all)
	}
	if some, err := b.Questions(t.Context(), "g", "are", 1); err != nil || len(some) != 1 || some[0] != "are towels lent?" && some[0] != "Are dogs allowed" {
		t.Errorf("for what begins so: %q, %v", some, err)
	}
}

// A base of an earlier program listed headings as questions that nobody wrote.
func TestHeadingsOfAnEarlierProgramAreAsTheyAreWritten(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "pool", "## Length of a visit\n? How long?\n\nAn hour.\n\n## Über uns\n\nEin Verein.\n\n## Are dogs allowed?\n\nNo.\n\n## What about cats?\n\nNo."))
	for heading, before := range map[string]string{
		"Length of a visit": `["What about length of a visit?","How long?"]`, "Über uns": `["What about über uns?"]`,
	} {
		if err := b.db.Batch(t.Context(), sqlite.List(sqlite.ExpectOne(`update passages set questions = ? where heading = json_array(?)`, before, heading))); err != nil {
			t.Fatal(err)
		}
	}
	step, err := migrations.Files.ReadFile("0004_headings.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, stmt := range strings.SplitAfter(string(step), ";\n") {
		if strings.TrimSpace(stmt) != "" {
			if err := b.db.Batch(t.Context(), sqlite.List(sqlite.Do(stmt))); err != nil {
				t.Fatal(err)
			}
		}
	}
	got, err := b.Questions(t.Context(), "g", "", 25)
	slices.Sort(got)
	if want := []string{"Are dogs allowed?", "How long?", "Length of a visit", "What about cats?", "Über uns"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v, want %q", got, err, want)
	}
	sound(t, b)
}

// Where nothing has been typed, what is asked most comes first, and no article
// takes all the room.
func TestPopularQuestionsAreMixed(t *testing.T) {
	b := open(t)
	save(t, b,
		dated("bath", "The bath", 2024, "## Is there soap?\n? Where is the soap?\n\nYes.\n\n## Is there hot water?\n\nAlways.\n\n## Are there towels?\n\nFor two euros."),
		dated("gym", "The gym", 2024, "## Who teaches?\n\nTwo teachers.\n\n## Are there lockers?\n\nIn the cellar."),
		dated("pool", "The pool", 2024, "## How deep is it?\n\nTwo metres."))
	if _, err := b.Save(t.Context(), Article{Guild: "other", Slug: "x", Title: "X", Language: "en", Text: "## Is it secret?\n\nYes."}, Change{}); err != nil {
		t.Fatal(err)
	}
	asked := func(guild, question string, times int) {
		found, err := b.Search(t.Context(), search.Query{Guild: "g", Text: question})
		if err != nil || !found.Answered {
			t.Fatalf("%q is not answered: %v", question, err)
		}
		for range times {
			if _, err := b.Record(t.Context(), guild, Exchange{Day: time.Date(2026, 12, 1, 0, 0, 0, 0, time.UTC), Question: question, Kind: "answer", Passage: found.Matches[0].ID}); err != nil {
				t.Fatal(err)
			}
		}
	}
	asked("g", "Are there lockers?", 3)
	asked("g", "Are there towels?", 2)
	asked("g", "Is there hot water?", 1)
	asked("other", "How deep is it?", 9)
	if err := b.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []string{"Are there lockers?", "Are there towels?", "How deep is it?", "Is there hot water?", "Who teaches?", "Is there soap?"}
	for _, limit := range []int{25, 3} {
		got, err := b.Popular(t.Context(), "g", "g", limit)
		if some := want[:min(limit, len(want))]; err != nil || !slices.Equal(got, some) {
			t.Errorf("%q, want %q, %v", got, some, err)
		}
	}
}

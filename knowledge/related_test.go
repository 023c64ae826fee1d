package knowledge

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/migrations"
)

func TestNoTwoSuggestionsAreAlike(t *testing.T) {
	march, may := time.Date(2025, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		about string
		all   []Related
		want  []string
	}{
		{"different", []Related{{Question: "Fees", Title: "Pool"}, {Question: "Hours", Title: "Pool"}}, []string{"Fees", "Hours"}},
		{"of two articles", []Related{{Question: "Fees", Title: "Pool"}, {Question: "fees", Title: "Gym"}, {Question: "Hours", Title: "Gym"}},
			[]string{"Fees (Pool)", "fees (Gym)", "Hours"}},
		{"of two years", []Related{{Question: "Fees", Title: "Pool", Date: march}, {Question: "Fees", Title: "Pool", Date: may}},
			[]string{"Fees (Pool, 2025-03-01)", "Fees (Pool, 2025-05-01)"}},
	} {
		var got []string
		for _, to := range distinct(test.all) {
			got = append(got, to.Question)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.about, got, test.want)
		}
	}
}

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
		if got := passageAsked(t, b, question).Text; got != text {
			t.Errorf("%q is answered by %q", question, got)
		}
	}
	if len(all) != 5 {
		t.Errorf("%d are suggested: %q", len(all), all)
	}
	if some, err := b.Questions(t.Context(), "g", "are", 1); err != nil || len(some) != 1 || some[0] != "are towels lent?" && some[0] != "Are dogs allowed" {
		t.Errorf("for what begins so: %q, %v", some, err)
	}
}

// What was asked before is another subject: nothing of it is suggested.
func TestSuggestionsAreOfTheSubjectAtHand(t *testing.T) {
	match := func(id int64, article, question string, own bool) Match {
		return Match{Passage: Passage{ID: id, Article: article, Questions: []string{question}}, own: own}
	}
	matches := []Match{
		match(1, "pool", "Fees", true), match(2, "pool", "Fees", true), match(3, "pool", "Hours", false),
		match(4, "gym", "Towels", true), match(5, "cinema", "What is on", false), {Passage: Passage{ID: 6, Article: "gym"}, own: true},
	}
	r := Result{Answered: true, Matches: matches}
	r.suggest()
	if got := passagesOf(r.Related); !slices.Equal(got, []int64{3, 4}) {
		t.Errorf("after an answer: %d", got)
	}
	if got := passagesOf(nearest(matches)); !slices.Equal(got, []int64{1, 4}) {
		t.Errorf("without one: %d", got)
	}
}

func passagesOf(all []Related) (ids []int64) {
	for _, to := range all {
		ids = append(ids, to.Passage)
	}
	return ids
}

// A match on what was asked before alone does not hold the question's own words.
func TestWhichMatchesAreOnTheQuestionItself(t *testing.T) {
	b := twoArticles(t)
	// What is not sure by itself is read with what was asked before.
	r, err := b.Search(t.Context(), Query{Guild: "g", Text: "are headaches common with them", Earlier: []string{"what helps with nausea before an infusion"}, Threshold: 0.99})
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for _, m := range r.Matches {
		own[last(m)] = m.own
	}
	if own["What helps with nausea?"] || !own["What are the side effects of antidepressants?"] || len(own) < 2 {
		t.Errorf("%v", own)
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

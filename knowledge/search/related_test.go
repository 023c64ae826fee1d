package search

import (
	"slices"
	"testing"
	"time"

	"pamphlet/knowledge/passage"
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

// What was asked before is another subject: nothing of it is suggested.
func TestSuggestionsAreOfTheSubjectAtHand(t *testing.T) {
	match := func(id int64, article, question string, own bool) Match {
		return Match{Passage: passage.Passage{ID: id, Article: article, Questions: []string{question}}, own: own}
	}
	matches := []Match{
		match(1, "pool", "Fees", true), match(2, "pool", "Fees", true), match(3, "pool", "Hours", false),
		match(4, "gym", "Towels", true), match(5, "cinema", "What is on", false), {Passage: passage.Passage{ID: 6, Article: "gym"}, own: true},
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
	m := twoArticles()
	// What is not sure by itself is read with what was asked before.
	r, err := New(m).Search(t.Context(), m.guild(), Query{Text: "are headaches common with them", Earlier: []string{"what helps with nausea before an infusion"}, Threshold: 0.99})
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]bool{}
	for _, m := range r.Matches {
		own[m.Heading[len(m.Heading)-1]] = m.own
	}
	if own["What helps with nausea?"] || !own["What are the side effects of antidepressants?"] || len(own) < 2 {
		t.Errorf("%v", own)
	}
}

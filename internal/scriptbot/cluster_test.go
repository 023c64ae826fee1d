package scriptbot

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pamphlet/bot"
	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
	"pamphlet/knowledge/search"
)

// Two hundred questions find the same passages, ids and scores and all, in a
// cluster as in memory: as they are listed, and in the words of the passages.
func TestAClusterFindsTheSame(t *testing.T) {
	start := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	open := func(database string) *knowledge.Base {
		base, err := knowledge.Open(t.Context(), database)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { base.Close() })
		if err := LearnStarter(t.Context(), base, start); err != nil {
			t.Fatal(err)
		}
		return base
	}
	base, cluster := open(knowledge.Memory), open(rqlitetest.Start(t, 3).Patient())
	asked := 0
	for _, question := range questionsOf(t, base) {
		q := search.Query{Guild: bot.Starter, Text: question}
		want, err := base.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		got, err := cluster.Search(t.Context(), q)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Exporter(func(reflect.Type) bool { return true })); err != nil || diff != "" {
			t.Errorf("%q: %v\n%s", question, err, diff)
		}
		if len(want.Matches) > 0 {
			asked++
		}
	}
	if asked < 200 {
		t.Errorf("asked only %d questions that find something", asked)
	}
}

// questionsOf are questions that the starter articles answer.
func questionsOf(t *testing.T, base *knowledge.Base) (all []string) {
	t.Helper()
	articles, err := base.Articles(t.Context(), bot.Starter)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		passages, err := base.PassagesOf(t.Context(), bot.Starter, a.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range passages {
			all = append(all, p.Questions...)
			words := strings.Fields(passage.Plain(p.Text))
			for at := 5; at+8 < len(words); at += 12 {
				all = append(all, "what about "+strings.Join(words[at:at+8], " "))
			}
		}
	}
	return all[:min(len(all), 250)]
}

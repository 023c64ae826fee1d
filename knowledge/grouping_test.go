package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"pamphlet/internal/longtest"
	"pamphlet/knowledge/search"
)

// A wording is a question and what it asks for.
type wording struct{ question, answer string }

// wordings reads a collection in which many questions ask for one answer.
func wordings(t *testing.T, folder, queries string) []wording {
	t.Helper()
	answers := map[string]string{}
	scan(t, folder+"/qrels.tsv", func(line string) {
		if f := strings.Split(line, "\t"); len(f) == 3 && f[2] != "0" && answers[f[0]] == "" {
			answers[f[0]] = f[1]
		}
	})
	var all []wording
	scan(t, folder+"/"+queries, func(line string) {
		var q struct{ ID, Text string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if answers[q.ID] != "" {
			all = append(all, wording{q.Text, answers[q.ID]})
		}
	})
	return all
}

func scan(t *testing.T, path string, line func(string)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip("the development data is not here")
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line(lines.Text())
	}
}

// grouped asks all questions one after the other, as a queue takes them, and
// returns the number of each one's group. The base tells which words are common
// in its guild.
func grouped(t *testing.T, b *Base, all []wording) []int64 {
	t.Helper()
	g, err := b.guild(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	var queue []search.Queued
	groups := make([]int64, len(all))
	for i, w := range all {
		if groups[i], err = b.searcher.Same(t.Context(), g.searched(), w.question, queue); err != nil {
			t.Fatal(err)
		}
		if groups[i] == 0 {
			groups[i] = int64(len(queue) + 1)
			queue = append(queue, search.Queued{ID: groups[i], Terms: search.Terms(w.question)})
		}
	}
	return groups
}

// unanswering reads the passages of a collection, but for those that answer one
// of the questions, which nobody could answer yet.
func unanswering(t *testing.T, folder string, questions []wording) []Article {
	t.Helper()
	answers := map[string]bool{}
	for _, w := range questions {
		answers[w.answer] = true
	}
	var all []Article
	scan(t, folder+"/corpus.jsonl", func(line string) {
		var p struct{ ID, Title, Text string }
		if err := json.Unmarshal([]byte(line), &p); err != nil {
			t.Fatal(err)
		}
		if !answers[p.ID] && p.Text != "" && p.Title != "" {
			all = append(all, Article{Guild: "g", Slug: p.ID, Title: p.Title, Language: "en", Text: p.Text})
		}
	})
	return all
}

// TestGrouping measures how well a queue tells that two questions are one: of
// the pairs it takes for one, the share that is (precision), and of the pairs
// that are one, the share that it sees (recall). In the second collection all
// questions are on one disease, and some of the pairs it calls different are
// word for word the same.
func TestGrouping(t *testing.T) {
	longtest.Figures(t)
	for _, test := range []struct {
		folder, queries           string
		leastPrecision, leastSeen float64
	}{
		{"stackfaq", "queries.jsonl", 0.9, 0.09},
		{"stackfaq", "queries_typos.jsonl", 0.9, 0.05},
		{"covid_faq_en", "queries.jsonl", 0.6, 0.2},
		{"covid_faq_en", "queries_typos.jsonl", 0.6, 0.12},
	} {
		folder := "../../shared/data/" + test.folder
		all := wordings(t, folder, test.queries)
		b := open(t)
		save(t, b, unanswering(t, folder, all)...)
		groups := grouped(t, b, all)
		var right, taken, same int
		for i, a := range all {
			for j, b := range all[:i] {
				if groups[i] == groups[j] {
					taken++
				}
				if a.answer == b.answer {
					same++
					if groups[i] == groups[j] {
						right++
					}
				}
			}
		}
		precision, recall := float64(right)/float64(max(taken, 1)), float64(right)/float64(max(same, 1))
		t.Logf("%s/%s: %d wordings, precision %.3f, recall %.3f", test.folder, test.queries, len(all), precision, recall)
		if precision < test.leastPrecision {
			t.Errorf("%s: questions that differ share a place in the queue: precision %.3f", test.folder, precision)
		}
		if recall < test.leastSeen {
			t.Errorf("%s: questions that mean the same stand apart: recall %.3f", test.folder, recall)
		}
	}
}

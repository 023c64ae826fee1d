package bench

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/eval"
)

// BenchmarkOnce joins the collections in the folder BENCH_SETS (see package
// eval: corpus.jsonl and queries.jsonl in a folder each) to one base, and asks
// each of their questions of each engine, in mixed order. With -benchtime 1x
// none is asked twice, so that nothing comes from a cache of answers. One
// question of our own goes before, because what comes first loads the index.
func BenchmarkOnce(b *testing.B) {
	folder := os.Getenv("BENCH_SETS")
	if folder == "" {
		b.Skip("BENCH_SETS names no folder of collections")
	}
	t, questions := joined(b, folder)
	for _, e := range engines {
		b.Run(fmt.Sprintf("%s/%d", e.name, len(t.passages)), func(b *testing.B) {
			engine := e.make(b, t)
			if _, err := engine.ask(b.Context(), "What should somebody know before the first time?"); err != nil {
				b.Fatal(err)
			}
			var times []time.Duration
			for b.Loop() {
				for _, q := range questions {
					start := time.Now()
					if _, err := engine.ask(b.Context(), q); err != nil {
						b.Fatal(err)
					}
					times = append(times, time.Since(start))
				}
			}
			report(b, times)
			b.ReportMetric(float64(len(questions)), "questions")
		})
	}
}

// joined reads the collections in folder, and their questions, none twice.
func joined(b *testing.B, folder string) (*text, []string) {
	found, err := filepath.Glob(filepath.Join(folder, "*", "corpus.jsonl"))
	if err != nil {
		b.Fatal(err)
	}
	var t text
	var questions []string
	seen := make(map[string]bool)
	for _, path := range found {
		set, err := eval.Read(filepath.Dir(path))
		if err != nil {
			b.Fatal(err)
		}
		for _, a := range eval.Articles(set.Passages, "g") {
			a.Slug = strings.ToLower(set.Name) + "-" + a.Slug
			t.articles = append(t.articles, a)
		}
		for _, p := range set.Passages {
			t.passages = append(t.passages, passage{p.Title, strings.TrimSpace(p.Heading + " " + p.Question), p.Text})
		}
		for _, q := range set.Questions {
			if key := strings.ToLower(strings.TrimSpace(q.Text)); !seen[key] {
				seen[key] = true
				questions = append(questions, q.Text)
			}
		}
	}
	if len(questions) == 0 {
		b.Fatalf("%s: no questions in */queries.jsonl", folder)
	}
	r := rand.New(rand.NewPCG(1, 2))
	r.Shuffle(len(questions), func(i, j int) { questions[i], questions[j] = questions[j], questions[i] })
	return &t, questions
}

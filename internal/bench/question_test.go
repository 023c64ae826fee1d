package bench

import (
	"fmt"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pamphlet/knowledge"
)

// BenchmarkQuestion asks the same made-up questions of each engine, over bases
// of the sizes in BENCH_PASSAGES (10000 if it is not set). Reported are the
// median and the 95th percentile, after one round to warm up, and the memory in
// use.
func BenchmarkQuestion(b *testing.B) {
	sizes := os.Getenv("BENCH_PASSAGES")
	if sizes == "" {
		sizes = "10000"
	}
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		w, err := newWriter("../lexicon/words.tsv")
		if err != nil {
			b.Fatal(err)
		}
		all := w.passages(n)
		t, questions := &text{inArticles(all), all}, w.questions(all, 500)
		for _, e := range engines {
			b.Run(fmt.Sprintf("%s/%d", e.name, n), func(b *testing.B) { measure(b, e.make(b, t), questions) })
		}
	}
}

// inArticles makes articles of eight passages each.
func inArticles(all []passage) []knowledge.Article {
	var articles []knowledge.Article
	for i, p := range all {
		if i%8 == 0 {
			articles = append(articles, knowledge.Article{Guild: "g", Slug: strconv.Itoa(i), Title: p.title, Language: "en"})
		}
		a := &articles[len(articles)-1]
		a.Text += "# " + p.heading + "\n\n" + p.text + "\n\n"
	}
	return articles
}

func measure(b *testing.B, e engine, questions []string) {
	for _, q := range questions {
		if _, err := e.ask(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := e.ask(b.Context(), questions[i%len(questions)]); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	report(b, times)
	b.ReportMetric(float64(memory.HeapAlloc>>20), "heap-MiB")
}

// report reports the median and the 95th percentile of times.
func report(b *testing.B, times []time.Duration) {
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds()), "p95-µs")
}

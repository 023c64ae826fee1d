package knowledge

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge/search"
)

// BenchmarkEngines asks and writes on a file, one node and three, in one run. A
// guild has 1,000 passages. Questions are all different; four ask at a time. A write
// is a moderator's: an article of two passages is changed.
func BenchmarkEngines(b *testing.B) {
	for _, engine := range []struct {
		name string
		open func(*testing.B) string
	}{
		{"file", func(b *testing.B) string { return filepath.Join(b.TempDir(), "k.db") }},
		{"1-node", func(b *testing.B) string { return rqlitetest.Start(b, 1).URLs() }},
		{"3-nodes", func(b *testing.B) string { return rqlitetest.Start(b, 3).URLs() }},
	} {
		b.Run(engine.name, func(b *testing.B) {
			base, err := Open(b.Context(), engine.open(b))
			if err != nil {
				b.Fatal(err)
			}
			defer base.Close()
			var all []Article
			for n := range 250 {
				all = append(all, article("g", fmt.Sprint("a", n), fmt.Sprintf("# Where is gate %[1]d?\n\nGate %[1]d is behind house %[2]d.\n\n# When does gate %[1]d open?\n\nAt %[3]d in the morning.\n\n# Who has key %[1]d?\n\nThe neighbour of house %[2]d.\n\n# What costs ticket %[1]d?\n\nIt costs %[2]d francs.", n, n*7, n%12)))
			}
			if _, err := base.SaveAll(b.Context(), "g", all, Change{Who: "maria", When: monday}, nil); err != nil {
				b.Fatal(err)
			}
			b.Run("questions", func(b *testing.B) { benchmarkQuestions(b, base) })
			b.Run("writes", func(b *testing.B) { benchmarkWrites(b, base) })
		})
	}
}

func benchmarkQuestions(b *testing.B, base *Base) {
	const hands = 4
	ask := func(n int64) {
		r, err := base.Search(b.Context(), search.Query{Guild: "g", Text: fmt.Sprintf("where is gate %d, and who has the key of house %d", n%250, n*13%1750)})
		if err != nil || len(r.Matches) == 0 {
			b.Errorf("question %d: %d matches, %v", n, len(r.Matches), err)
		}
	}
	ask(0)
	var next atomic.Int64
	took := make([]time.Duration, b.N)
	b.ResetTimer()
	var asking sync.WaitGroup
	for range hands {
		asking.Go(func() {
			for n := next.Add(1); n <= int64(b.N); n = next.Add(1) {
				start := time.Now()
				ask(n)
				took[n-1] = time.Since(start)
			}
		})
	}
	asking.Wait()
	report(b, took)
}

func benchmarkWrites(b *testing.B, base *Base) {
	took := make([]time.Duration, b.N)
	b.ResetTimer()
	for n := range took {
		start := time.Now()
		a := article("g", "changing", fmt.Sprintf("# What is new?\n\nThis is number %d.\n\n# What stays?\n\nThe house.", time.Now().UnixNano()))
		if _, err := base.Save(b.Context(), a, Change{Who: "maria", When: monday}); err != nil {
			b.Fatal(err)
		}
		took[n] = time.Since(start)
	}
	report(b, took)
}

func report(b *testing.B, took []time.Duration) {
	b.StopTimer()
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	b.ReportMetric(ms(took[len(took)/2]), "p50-ms")
	b.ReportMetric(ms(took[len(took)*99/100]), "p99-ms")
	b.ReportMetric(float64(len(took))/b.Elapsed().Seconds(), "per-s")
}

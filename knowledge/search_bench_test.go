package knowledge

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pamphlet/knowledge/search"
)

// zipf makes sentences of words whose frequencies fall as in real text
// (Zipf's law with exponent 1.1 over 30,000 words).
type zipf struct{ *rand.Zipf }

func newZipf(seed uint64) zipf {
	return zipf{rand.NewZipf(rand.New(rand.NewPCG(seed, 1)), 1.1, 10, 30_000)}
}

func (z zipf) words(n int) string {
	var s strings.Builder
	for i := range n {
		if i > 0 {
			s.WriteByte(' ')
		}
		fmt.Fprintf(&s, "w%s", spelled(z.Uint64()))
	}
	return s.String()
}

// spelled writes a number in letters, so that it is a word.
func spelled(n uint64) string {
	return strings.Map(func(r rune) rune { return 'a' + r - '0' }, fmt.Sprint(n))
}

func (z zipf) article(n int) Article {
	var text strings.Builder
	for range 10 {
		fmt.Fprintf(&text, "# %s\n\n", z.words(5))
		for range 8 {
			text.WriteString(strings.ToUpper(z.words(1)) + " " + z.words(13) + ". ")
		}
		text.WriteString("\n\n")
	}
	return Article{Guild: "g", Slug: fmt.Sprintf("a%d", n), Title: z.words(4), Language: "en", Text: strings.TrimSpace(strings.ReplaceAll(text.String(), " \n", "\n"))}
}

// BenchmarkSearch asks questions of six words of a base of 10,000 passages.
func BenchmarkSearch(b *testing.B) {
	base, z := open(b), newZipf(1)
	articles := make([]Article, 1000)
	for i := range articles {
		articles[i] = z.article(i)
	}
	if _, err := base.SaveAll(b.Context(), "g", articles, Change{Who: "bench", When: monday}, nil); err != nil {
		b.Fatal(err)
	}
	questions := make([]string, 500)
	for i := range questions {
		questions[i] = z.words(6)
		if _, err := base.Search(b.Context(), search.Query{Guild: "g", Text: questions[i]}); err != nil {
			b.Fatal(err)
		}
	}
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := base.Search(b.Context(), search.Query{Guild: "g", Text: questions[i%len(questions)]}); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds()), "p95-µs")
}

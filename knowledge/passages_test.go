package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shared opens a file of the development data, which users do not have.
func shared(t testing.TB, path ...string) *os.File {
	t.Helper()
	f, err := os.Open(filepath.Join(append([]string{"..", "..", "shared"}, path...)...))
	if err != nil {
		t.Skip("the development data is not here")
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestAnAnswerLiesWholeInOnePassage measures what cutting costs: on 98 long
// papers with 1,380 marked answers, at least 97 % must lie in one passage,
// and the passages must stay short.
func TestAnAnswerLiesWholeInOnePassage(t *testing.T) {
	type document struct{ ID, Title, Text string }
	papers := make(map[string]Article)
	passages := make(map[string][]Passage)
	var lengths []int
	for d := range readLines[document](t, shared(t, "data", "covidqa_long", "documents.jsonl")) {
		papers[d.ID] = Article{Title: d.Title, Text: d.Text}
		passages[d.ID] = papers[d.ID].Passages()
		for _, p := range passages[d.ID] {
			lengths = append(lengths, words(p.Text))
		}
	}
	type answer struct {
		Doc        string
		Start, End int // characters
	}
	whole, all := 0, 0
	for a := range readLines[answer](t, shared(t, "data", "covidqa_long", "queries.jsonl")) {
		text := []rune(papers[a.Doc].Text)
		marked := string(text[a.Start:a.End])
		start := len(string(text[:a.Start])) + len(marked) - len(strings.TrimLeft(marked, " \n"))
		end := start + len(strings.TrimSpace(marked))
		all++
		if slices.ContainsFunc(passages[a.Doc], func(p Passage) bool { return p.Start <= start && end <= p.End }) {
			whole++
		}
	}
	slices.Sort(lengths)
	median := lengths[len(lengths)/2]
	t.Logf("%d of %d answers whole (%.1f %%); %d passages, median %d words, 90th percentile %d, longest %d",
		whole, all, 100*float64(whole)/float64(all), len(lengths), median, lengths[len(lengths)*9/10], lengths[len(lengths)-1])
	if 100*whole < 97*all {
		t.Errorf("%d of %d answers lie whole in one passage, want 97 %%", whole, all)
	}
	if median > 180 {
		t.Errorf("the median passage has %d words, want at most 180", median)
	}
}

func readLines[T any](t *testing.T, f *os.File) func(func(T) bool) {
	return func(yield func(T) bool) {
		r := bufio.NewScanner(f)
		r.Buffer(nil, 1<<24)
		for r.Scan() {
			var v T
			if err := json.Unmarshal(r.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			if !yield(v) {
				return
			}
		}
	}
}

package source

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pamphlet/knowledge"
)

func collect(t *testing.T, rows string) []knowledge.Article {
	t.Helper()
	var articles []knowledge.Article
	for a, err := range Passages(t.Context(), "rows.jsonl", strings.NewReader(rows), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	return articles
}

func TestRowsOfOneDocBecomeOneArticle(t *testing.T) {
	got := collect(t, `
{"id": "a1", "title": "Tea", "heading": "Kinds", "text": "Green tea\n- is mild ", "question": "Which teas?", "doc": "https://x.example/tea", "source": "Tea Board"}
{"id": 2, "title": "Tea", "heading": ["Kinds", "Black"], "text": "Black tea is strong.", "question": ["black?", "strong?"], "doc": "https://x.example/tea"}
{"title": "Café", "text": "Cafe\u0301 \u0000opens."}
{"id": "a3", "title": "Tea", "text": "Back again.", "doc": "https://x.example/tea", "url": "https://x.example/again"}
`)
	tea := "## Kinds\n\nGreen tea\n- is mild\n\n## Kinds / Black\n\nBlack tea is strong."
	want := []knowledge.Article{
		{
			Slug: "tea", Title: "Tea", Source: "https://x.example/tea", Text: tea, Identity: "#doc https://x.example/tea",
			Precut: []knowledge.Passage{
				{External: "a1", Title: "Tea", Heading: []string{"Kinds"}, Questions: []string{"Which teas?"}, Start: 10, End: 29, Text: "Green tea\n- is mild"},
				{External: "2", Title: "Tea", Heading: []string{"Kinds", "Black"}, Questions: []string{"black?", "strong?"}, Start: 49, End: 69, Text: "Black tea is strong."},
			},
		},
		{
			Slug: "cafe", Title: "Café", Text: "Café opens.", Identity: "#title Café",
			Precut: []knowledge.Passage{{Title: "Café", Start: 0, End: 12, Text: "Café opens."}},
		},
		{
			Slug: "tea", Title: "Tea", Source: "https://x.example/tea", Text: "Back again.", Identity: "#doc https://x.example/tea#2",
			Precut: []knowledge.Passage{{External: "a3", Title: "Tea", End: 11, Text: "Back again.", Source: "https://x.example/again"}},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("articles (-want +got):\n%s", diff)
	}
}

// Every public collection is read whole; every passage is a range of its
// article's text, and identities differ.
func TestRealCollectionsKeepEveryPassage(t *testing.T) {
	withoutRace(t)
	paths, err := filepath.Glob(filepath.Join(shared(t, "data"), "*", "corpus.jsonl"))
	if err != nil || len(paths) == 0 {
		t.Skip("no collections beside the project")
	}
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		articles, report, err := Read(t.Context(), path, body, Options{})
		if err != nil {
			t.Error(err)
			continue
		}
		identities := map[string]bool{}
		for _, a := range articles {
			if identities[a.Identity] {
				t.Errorf("%s: identity %q twice", path, a.Identity)
			}
			identities[a.Identity] = true
			for _, p := range a.Precut {
				if p.Text != a.Text[p.Start:p.End] {
					t.Fatalf("%s: passage %s is not its range", path, p.External)
				}
			}
		}
		if rows := strings.Count(strings.TrimSpace(string(body)), "\n") + 1; report.Passages != rows {
			t.Errorf("%s: %d passages of %d rows", path, report.Passages, rows)
		}
	}
}

// endlessRows makes n rows, ten to a doc, without holding them.
func endlessRows(n int) io.Reader {
	r, w := io.Pipe()
	go func() {
		for i := range n {
			if _, err := fmt.Fprintf(w, "{\"id\":\"p%d\",\"title\":\"Title %d\",\"doc\":\"d%d\",\"heading\":\"H\",\"text\":\"Some words of passage %d that are read.\"}\n", i, i/10, i/10, i); err != nil {
				return // the reader stopped
			}
		}
		w.Close()
	}()
	return r
}

func TestACollectionIsReadAsItComes(t *testing.T) {
	r := endlessRows(1 << 40) // would never end
	articles := 0
	for _, err := range Passages(t.Context(), "rows.jsonl", r, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if articles++; articles == 1000 {
			break
		}
	}
	r.(io.Closer).Close()
}

func TestAnArticleOfManyPassagesIsParted(t *testing.T) {
	var rows strings.Builder
	for i := range 5000 {
		fmt.Fprintf(&rows, "{\"id\":\"%d\",\"title\":\"All\",\"text\":\"Passage %d.\"}\n", i, i)
	}
	got := collect(t, rows.String())
	if len(got) != 3 || len(got[0].Precut) != 2000 || got[2].Identity != "#title All#3" {
		t.Errorf("5,000 passages of one title became %d articles, the last %q", len(got), got[len(got)-1].Identity)
	}
}

// BenchmarkPassages reads rows and reports what is held at the end.
func BenchmarkPassages(b *testing.B) {
	for b.Loop() {
		n := 0
		for a, err := range Passages(b.Context(), "rows.jsonl", endlessRows(100_000), Options{}) {
			if err != nil {
				b.Fatal(err)
			}
			n += len(a.Precut)
		}
		b.ReportMetric(float64(n), "passages/op")
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB-held")
}

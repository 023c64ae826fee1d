package fit

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"pamphlet/articles"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

var update = flag.Bool("update", false, "rewrite the golden file; a person reads the difference")

// TestGolden asks the starter articles the questions of two lists and compares
// what comes first with what came first before. A line is a question, a tab and
// the headings that may win, parted by bars ("-" for none). A change of ranking
// is a change of the golden files, which somebody reads.
//
// The first list was written along with the articles. The second is what people
// who had read nothing but the articles wrote as members would: its first 160
// lines were looked at when synonyms and asides were chosen, the others were not.
func TestGolden(t *testing.T) {
	base := starter(t)
	for questions, name := range map[string]string{"questions.tsv": "golden.txt", "members.tsv": "members.txt"} {
		t.Run(name, func(t *testing.T) { compareGolden(t, base, "testdata/"+questions, "testdata/"+name) })
	}
}

func compareGolden(t *testing.T, base *knowledge.Base, questions, path string) {
	list, err := os.ReadFile(questions)
	if err != nil {
		t.Fatal(err)
	}
	var lines strings.Builder
	var first, three, answered, wrong, asked, strange int
	mrr := 0.0
	for line := range strings.Lines(string(list)) {
		question, want, _ := strings.Cut(strings.TrimSpace(line), "\t")
		r, err := base.Search(t.Context(), search.Query{Guild: "g", Text: question})
		if err != nil {
			t.Fatal(err)
		}
		place := 1 + slices.IndexFunc(r.Matches, func(m search.Match) bool { return slices.Contains(strings.Split(want, "|"), heading(m)) })
		says := "unknown"
		switch {
		case r.Answered:
			says = "answer"
		case len(r.Choices) > 0:
			says = "clarify"
		}
		if want == "-" {
			strange++
		} else if asked++; place > 0 {
			mrr += 1 / float64(place)
		}
		first += one(want != "-" && place == 1)
		three += one(place >= 1 && place <= 3)
		answered += one(want != "-" && r.Answered)
		wrong += one(r.Answered && place != 1)
		fmt.Fprintf(&lines, "%s\n  want %s: place %d, %s\n", question, want, place, says)
		if place != 1 && len(r.Matches) > 0 {
			fmt.Fprintf(&lines, "  got  %s\n", heading(r.Matches[0]))
		}
	}
	sums := fmt.Sprintf("recall@1 %d/%d  recall@3 %d/%d  mrr %.3f  answered %d/%d  wrongly answered %d/%d\n\n",
		first, asked, three, asked, mrr/float64(asked), answered, asked, wrong, asked+strange)
	golden(t, path, sums, lines.String())
}

// golden compares what came of questions, the sums and the lines behind them, with
// what the file at path holds.
func golden(t *testing.T, path, sums, lines string) {
	t.Helper()
	got := sums + lines
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the ranking changed; if that is meant, run\n\tgo test ./internal/fit -run Golden -update\nand read the difference. Now: %swas: %.*s", sums, len(sums), want)
	}
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// heading is the innermost heading of a match.
func heading(m search.Match) string {
	if len(m.Heading) == 0 {
		return m.Title
	}
	return m.Heading[len(m.Heading)-1]
}

// starter is a base of the starter articles.
func starter(t *testing.T) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	names, err := fs.Glob(articles.FS, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []knowledge.Article
	for _, name := range names {
		text, err := fs.ReadFile(articles.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		read, _, err := source.Read(t.Context(), name, text, source.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range read {
			a.Guild = "g"
			all = append(all, a)
		}
	}
	if _, err := base.SaveAll(t.Context(), "g", all, knowledge.Change{Who: "test"}, nil); err != nil {
		t.Fatal(err)
	}
	return base
}

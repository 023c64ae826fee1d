package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/longtest"
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
// and the passages must not grow beyond what a reply shows.
func TestAnAnswerLiesWholeInOnePassage(t *testing.T) {
	longtest.Figures(t)
	type document struct{ ID, Title, Text string }
	papers := make(map[string]Article)
	passages := make(map[string][]Passage)
	var lengths []int
	for d := range readLines[document](t, shared(t, "data", "covidqa_long", "documents.jsonl")) {
		papers[d.ID] = Article{Title: d.Title, Text: d.Text}
		passages[d.ID] = papers[d.ID].Passages()
		for _, p := range passages[d.ID] {
			lengths = append(lengths, len(strings.Fields(p.Text)))
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
	if median > 400 {
		t.Errorf("the median passage has %d words, want at most 400", median)
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

func TestCutting(t *testing.T) {
	long := func(n int, last string) string {
		return strings.TrimSpace(strings.Repeat("Some plain words stand here. ", n)) + " " + last
	}
	for _, test := range []struct {
		name, text string
		want       []string // how each passage begins
	}{
		{"a heading begins a passage", "# A\n\nOne.\n\n# B\n\nTwo.", []string{"One.", "Two."}},
		{"a heading with no text gives none", "# A\n\n# B\n\nTwo.", []string{"Two."}},
		{"short paragraphs of one section stay together", "# A\n\nOne.\n\nTwo.", []string{"One."}},
		{"a list stays with the line that introduces it", "# A\n\n" + long(110, "") + "\n\nBring these:\n\n- one\n- two", []string{"Some", "Some"}},
		{"a warning stays with its instruction", "# A\n\n" + long(30, "") + "\n\n" + long(30, "Take it with food.") + "\n\nDo not take it twice. " + long(30, ""), nil},
		{"a long paragraph is cut between sentences", "# A\n\n" + long(160, ""), []string{"Some", "Some"}},
		{"a paragraph that stands twice answers once", "# A\n\nThis very paragraph stands twice in the article, word for word.\n\n# B\n\nThis very paragraph stands twice in the article, word for word.", []string{"This"}},
	} {
		passages := Article{Title: "T", Text: test.text}.Passages()
		if test.want != nil && len(passages) != len(test.want) {
			t.Errorf("%s: %d passages, want %d", test.name, len(passages), len(test.want))
			continue
		}
		for i, begin := range test.want {
			if !strings.HasPrefix(passages[i].Text, begin) {
				t.Errorf("%s: passage %d begins %.20q, want %q", test.name, i, passages[i].Text, begin)
			}
		}
		for _, p := range passages {
			if strings.HasPrefix(p.Text, "Do not") || strings.HasPrefix(p.Text, "- ") {
				t.Errorf("%s: a passage begins with %.20q", test.name, p.Text)
			}
		}
	}
}

func TestADuplicatesHeadingBecomesAQuestionOfTheFirst(t *testing.T) {
	same := "An infusion takes about forty minutes, and you rest for an hour after it."
	passages := Article{Title: "T", Text: "# How long is it?\n\n" + same + "\n\n# Length of a visit\n? Is it quick?\n\n" + same}.Passages()
	want := []string{"How long is it?", "Length of a visit", "Is it quick?"}
	if len(passages) != 1 || !slices.Equal(passages[0].Questions, want) {
		t.Errorf("got %d passages, questions %q, want %q", len(passages), passages[0].Questions, want)
	}
}

func TestHeadingPathsAndQuestions(t *testing.T) {
	text := "Before any heading.\n\n# Ketamine\n\n## Side effects\n\nOne.\n\n### Rare ones\n\nTwo.\n\n## Can I drive?\n? Is driving safe?\n<https://example.org/d>\n\nThree."
	var got []string
	for _, p := range (Article{Title: "Guide", Source: "https://example.org", Text: text}).Passages() {
		got = append(got, strings.Join(p.Heading, ">")+"|"+strings.Join(p.Questions, ";")+"|"+p.Source)
	}
	want := []string{
		"||https://example.org",
		"Ketamine>Side effects|Side effects|https://example.org",
		"Ketamine>Side effects>Rare ones|Rare ones|https://example.org",
		"Ketamine>Can I drive?|Can I drive?;Is driving safe?|https://example.org/d",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestCodeIsNeverCutNorJoined(t *testing.T) {
	code := "```\n# no heading\n\n\n" + strings.Repeat("a line of code that is long enough\n", 90) + "```"
	a := Article{Slug: "a", Title: "A", Text: "## How?\n\nRun this:\n\n" + code + "\n\n" + strings.Repeat("Then a sentence of some words follows. ", 40)}
	found := a.Passages()
	if !strings.Contains(found[0].Text, code) || !strings.HasPrefix(found[0].Text, "Run this:") {
		t.Errorf("the first passage is %q", found[0].Text)
	}
	for _, p := range found {
		if len(p.Heading) != 1 || p.Text != a.Text[p.Start:p.End] {
			t.Errorf("passage %q under %q", p.Text, p.Heading)
		}
	}
}

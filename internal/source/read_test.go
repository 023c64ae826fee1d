package source

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// readOne reads body, which must be one article.
func readOne(t *testing.T, name, body string) (knowledge.Article, Report) {
	t.Helper()
	articles, report, err := Read(t.Context(), name, []byte(body), Options{})
	if err != nil {
		t.Fatalf("Read(%s): %v", name, err)
	}
	if len(articles) != 1 {
		t.Fatalf("Read(%s) gave %d articles, want 1", name, len(articles))
	}
	return articles[0], report
}

// wantText compares canonical text and prints the difference.
func wantText(t *testing.T, got, want string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("canonical text (-want +got):\n%s", diff)
	}
}

// Each fixture in testdata stands beside its canonical form, as Export writes
// it, and the list of what was left out.
func TestFixturesReadAsTheirGoldenForm(t *testing.T) {
	for _, name := range []string{"blog.txt", "leaflet.txt", "mixed.md", "clinic.html", "faq.html", "questions.csv", "questions.jsonl"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join("testdata", name)
			body, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			a, report := readOne(t, path, string(body))
			got := string(Export(a)) + "\n=== left out\n"
			for _, l := range report.Left {
				got += l.Why + ": " + l.Text + "\n"
			}
			golden := path + ".golden"
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			wantText(t, got, string(want))
		})
	}
}

func TestExportReadsBackToTheSameArticle(t *testing.T) {
	for _, name := range []string{"blog.txt", "mixed.md", "clinic.html", "questions.csv"} {
		body, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		first, _ := readOne(t, name, string(body))
		again, _ := readOne(t, "again.md", string(Export(first)))
		first.Identity = knowledge.Named + first.Slug // as an export says
		if diff := cmp.Diff(first, again); diff != "" {
			t.Errorf("%s, read, exported and read again (-first +again):\n%s", name, diff)
		}
	}
}

func TestListsGoInOneLevelAtATime(t *testing.T) {
	a, _ := readOne(t, "a.txt", "Take with you:\n\n  - a card\n          - the blue one\n  - keys\n")
	wantText(t, a.Text, "Take with you:\n\n- a card\n  - the blue one\n- keys")
}

// shared returns a folder of public articles kept beside the project, or skips.
func shared(t testing.TB, parts ...string) string {
	path := filepath.Join(append([]string{"..", "..", "..", "shared"}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skip("no shared articles beside the project")
	}
	return path
}

func TestEveryWordOfRealArticlesStandsInTheirSource(t *testing.T) {
	withoutRace(t)
	files, _, err := Find(shared(t, "data", "articles"), shared(t, "articles"))
	if err != nil {
		t.Fatal(err)
	}
	read := 0
	for _, f := range files {
		body, err := os.ReadFile(f.Path)
		if err != nil {
			t.Fatal(err)
		}
		articles, _, err := Read(t.Context(), f.Path, body, Options{})
		if err != nil {
			continue // only front matter
		}
		read++
		if word, after := missing(withoutNumbers(passage.Plain(withoutRepeats(articles[0].Text))), withoutNumbers(string(body))); word != "" {
			t.Errorf("%s: %q, after %q, does not follow in the source", f.Path, word, after)
		}
	}
	if read < 100 {
		t.Errorf("only %d articles were read", read)
	}
}

// withoutRepeats takes out the headings that stand again below a folded part.
func withoutRepeats(text string) string {
	seen := map[string]bool{}
	lines := strings.Split(text, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "#") && seen[l] {
			lines[i] = ""
		}
		seen[l] = true
	}
	return strings.Join(lines, "\n")
}

// missing returns the first word of text that does not come in source after
// the words before it.
func missing(text, source string) (word, after string) {
	have := wordsOnly(source)
	i := 0
	for _, w := range wordsOnly(text) {
		at := slices.Index(have[i:], w)
		if at < 0 {
			return w, strings.Join(have[max(i-5, 0):i], " ")
		}
		i += at + 1
	}
	return "", ""
}

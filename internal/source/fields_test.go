package source

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pamphlet/internal/source/draft"
	"pamphlet/knowledge"
)

func TestAnUnclearDateIsLeftUnsetAndNoted(t *testing.T) {
	a, report := readOne(t, "a.txt", "A Title\n\nPublished: 01/02/2023\n\nA paragraph of the article.\n")
	if !a.Published.IsZero() || len(report.Notes) != 1 || !strings.Contains(report.Notes[0], "01/02/2023") {
		t.Errorf("published %v, notes %q", a.Published, report.Notes)
	}
}

func TestWhatIsGivenWins(t *testing.T) {
	day := time.Date(2020, 1, 2, 0, 0, 0, 0, time.UTC)
	body := "---\ntitle: Found\ndate: 2023-01-01\nlang: de\ntags: [a]\nsource: https://x.example/\n---\n# Found\n\nA sentence.\n"
	articles, _, err := Read(t.Context(), "a.md", []byte(body), Options{
		Title: "Said", Source: "https://y.example/", Language: "fr", Slug: "My Slug", Published: day, Review: day, Tags: []string{"b", "a"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := knowledge.Article{
		Title: "Said", Source: "https://y.example/", Language: "fr", Slug: "my-slug", Published: day, Review: day, Tags: []string{"a", "b"}, Text: "A sentence.",
		Identity: "slug:my-slug",
	}
	if diff := cmp.Diff(want, articles[0]); diff != "" {
		t.Errorf("article (-want +got):\n%s", diff)
	}
}

func TestFormatsAreToldByTypeThenNameThenContent(t *testing.T) {
	for _, test := range []struct{ name, mediaType, body, want string }{
		{"a.md", "", "words", draft.Markdown},
		{"a.md", "text/html; charset=utf-8", "<p>words", draft.WebPage},
		{"page", "", "  <!DOCTYPE html><p>words", draft.WebPage},
		{"a.txt", "", "# Heading\n\nwords", draft.Markdown},
		{"a.txt", "", "words, and 1 # more", draft.PlainText},
		{"a.txt", "", "question,answer\n", draft.PlainText},
		{"-", "", "question,answer\nA?,b\n", draft.CommaList},
		{"-", "", "id\tanswer\tquestion\n", draft.TabList},
		{"-", "", `{"question":"A?","answer":"b","text":"c"}`, draft.JSONList},
		{"-", "", `{"id":"1","text":"c"}`, draft.Collection},
		{"a.JSONL", "", `{"id":"1","text":"c"}`, draft.Collection},
		{"a.json", "", `[{"question":"A?"}]`, draft.JSONList},
		{"-", "", "PK\x03\x04", draft.WordFile},
		{"-", "", "---\nformat: pamphlet\n---\nwords", draft.Exported},
	} {
		if got := format(test.name, test.mediaType, []byte(test.body)); got != test.want {
			t.Errorf("format(%q, %q, %q) = %s, want %s", test.name, test.mediaType, test.body, got, test.want)
		}
	}
}

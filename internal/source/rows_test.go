package source

import (
	"slices"
	"strings"
	"testing"

	"pamphlet/knowledge"
)

// Rows of one document keep their own titles, and a heading that is a question
// is one the passage answers.
func TestRowsOfOneDocumentKeepTheirTitles(t *testing.T) {
	rows := `{"id":"1","title":"What is it?","heading":"What is it?","text":"A virus.","doc":"d"}
{"id":"2","title":"How does it spread?","heading":"How does it spread?","question":"Is it catching?","text":"By air.","doc":"d"}
`
	var all []knowledge.Article
	for a, err := range Passages(t.Context(), "rows.jsonl", strings.NewReader(rows), Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	if len(all) != 1 || len(all[0].Precut) != 2 {
		t.Fatalf("%d articles", len(all))
	}
	second := all[0].Precut[1]
	want := []string{"How does it spread?", "Is it catching?"}
	if second.Title != "How does it spread?" || !slices.Equal(second.Questions, want) {
		t.Errorf("title %q, questions %q", second.Title, second.Questions)
	}
}

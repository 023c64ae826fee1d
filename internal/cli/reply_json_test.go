package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pamphlet/knowledge"
)

// When nothing is sure, JSON holds what comes closest, whole, with what is shown
// of it.
func TestClosestAsJSON(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "library.md")
	text := "# The library\n\n## Lending\n\nBooks may be kept for four weeks. A book that comes back late costs ten cents a day. " +
		"Whoever owes more than five euros cannot borrow until they have paid. " + strings.Repeat("The desk takes coins. ", 20) +
		"\n\n## Late at night\n\nBooks can be given back at any hour through the flap.\n"
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, folder, "", "import", path)
	base, err := knowledge.Open(t.Context(), filepath.Join(folder, "k.db"))
	if err != nil {
		t.Fatal(err)
	}
	if err := base.Set(t.Context(), "local", "threshold", "0.99"); err != nil {
		t.Fatal(err)
	}
	base.Close()
	for name, printed := range map[string]string{
		"ask":   run(t, folder, "", "ask", "--json", "what is the cost of a late book"),
		"batch": run(t, folder, `{"id":"7","text":"what is the cost of a late book"}`+"\n", "ask", "--batch"),
	} {
		var got answer
		if err := json.Unmarshal([]byte(printed), &got); err != nil {
			t.Fatal(err)
		}
		if got.Kind != "closest" || len(got.Passages) < 1 || len(got.Passages) > 3 || got.Confidence <= 0 || got.Confidence >= 0.99 {
			t.Fatalf("%s: %s with %d passages, confidence %.2f", name, got.Kind, len(got.Passages), got.Confidence)
		}
		for _, p := range got.Passages {
			if p.Excerpt == nil {
				t.Fatalf("%s: no excerpt", name)
			}
			shown := p.Text[p.Excerpt.Start:p.Excerpt.End]
			if n := utf8.RuneCountInString(shown); n == 0 || n > 300 || !strings.Contains(got.Text, "“"+shown+"”") {
				t.Errorf("%s: %d characters are shown: %q, of %q", name, n, shown, got.Text)
			}
		}
		if first := got.Passages[0]; !strings.Contains(first.Text, "ten cents") || len(first.Heading) != 1 || first.Heading[0] != "Lending" {
			t.Errorf("%s: first %q", name, first.Text)
		}
	}
	if answered := run(t, folder, "", "ask", "--json", "Lending"); strings.Contains(answered, `"excerpt"`) {
		t.Error("an answer has an excerpt: it is shown whole")
	}
}

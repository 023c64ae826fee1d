package knowledge

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// Every word of an article is in a passage or is a heading, a question or a
// source, and every passage says where in its section it stands.
func TestEveryWordIsReachable(t *testing.T) {
	line := rapid.SampledFrom([]string{
		"# Title", "## A heading", "## Another heading?", "? another way", "<https://example.org/x>",
		"A sentence of some words that stands alone here %d.", "Line one %d\nline two\nc/o line three", "See [the form](https://example.org/form?a=%d) now. Then go.",
		"- item %d\n- item two\n  its second line", "1. step %d\n2. step two", "| Name | Value |\n| a | %d |\n| b | 2 |", "```go\nx := %d\n\n\n# not a heading\n```", "```\nnot closed",
	})
	rapid.Check(t, func(t *rapid.T) {
		var parts []string
		for i, l := range rapid.SliceOfN(line, 1, 40).Draw(t, "lines") {
			parts = append(parts, strings.ReplaceAll(l, "%d", strings.Repeat("w", i+1)))
		}
		a := Article{Slug: "a", Title: "Title", Language: "en", Text: strings.Join(parts, "\n\n")}
		reachable := map[string]bool{}
		for _, b := range blocks(a.Text) {
			if b.kind == heading || b.kind == question || b.kind == origin {
				keepWords(reachable, b.Of(a.Text))
			}
		}
		for _, p := range a.Passages() {
			if p.Text != a.Text[p.Start:p.End] {
				t.Fatalf("%q is not its range", p.Text)
			}
			if p.Part < 1 || p.Part > p.Parts || p.Header != "" && !strings.Contains(a.Text[:p.Start], p.Header) {
				t.Fatalf("part %d of %d, header %q: %q", p.Part, p.Parts, p.Header, p.Text)
			}
			keepWords(reachable, p.Text)
		}
		for _, word := range strings.Fields(a.Text) {
			if !reachable[word] {
				t.Fatalf("%q of %q is in no passage", word, a.Text)
			}
		}
	})
}

func keepWords(reachable map[string]bool, text string) {
	for _, word := range strings.Fields(text) {
		reachable[word] = true
	}
}

// A table in two parts names its columns in both.
func TestPartsOfATable(t *testing.T) {
	rows := "| Name | What it is good for |\n" + strings.Repeat("| tea | a drink that is good in the morning and at noon |\n", 60)
	a := Article{Slug: "a", Title: "A", Text: "## Drinks\n\n" + strings.TrimSpace(rows)}
	found := a.Passages()
	if len(found) < 2 {
		t.Fatalf("%d passages", len(found))
	}
	for i, p := range found {
		want := "| Name | What it is good for |"
		if i == 0 {
			want = ""
		}
		if p.Part != i+1 || p.Parts != len(found) || p.Header != want {
			t.Errorf("part %d of %d with header %q, want %q", p.Part, p.Parts, p.Header, want)
		}
	}
}

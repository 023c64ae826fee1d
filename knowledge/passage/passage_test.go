package passage

import (
	"strings"
	"testing"
	"unicode/utf8"

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
		text := strings.Join(parts, "\n\n")
		reachable := map[string]bool{}
		for _, b := range blocks(text) {
			if b.kind == heading || b.kind == question || b.kind == origin {
				keepWords(reachable, b.Of(text))
			}
		}
		found, _ := Cut("Title", text)
		for _, p := range found {
			if p.Part < 1 || p.Part > p.Parts || p.Header != "" && !strings.Contains(text[:p.Start], p.Header) {
				t.Fatalf("part %d of %d, header %q: %q", p.Part, p.Parts, p.Header, p.Text)
			}
			keepWords(reachable, p.Text)
		}
		for _, word := range strings.Fields(text) {
			if !reachable[word] {
				t.Fatalf("%q of %q is in no passage", word, text)
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
	found, _ := Cut("A", "## Drinks\n\n"+strings.TrimSpace(rows))
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

// whole checks the promises that hold for every passage of any article.
func whole(t *testing.T, title, text string) {
	t.Helper()
	end := 0
	parts, _ := Cut(title, text)
	for _, p := range parts {
		if p.Start < end || p.End > len(text) || p.Text != text[p.Start:p.End] || strings.TrimSpace(p.Text) == "" {
			t.Fatalf("passage [%d:%d] after %d is not that range of the text: %q", p.Start, p.End, end, p.Text)
		}
		if n := quoted(p.Text); n > roomForQuote {
			t.Fatalf("passage of %d characters does not fit an embed", n)
		}
		if utf8.ValidString(text) && !utf8.ValidString(p.Text) {
			t.Fatalf("passage %q cuts a character", p.Text)
		}
		end = p.End
	}
}

func FuzzPassages(f *testing.F) {
	f.Add("Parking", "Park behind the house.\n\n# When?\n\nUntil nine. Do not park in front.")
	f.Add("t", "# a\n\n- x\n  - y\n\n| a | b |\n| c | d |\n? q\n<http://x>\n1. z\n\xff")
	f.Add("t", strings.Repeat("endless ", 2000)+"\n\n"+strings.Repeat("*", 9000))
	f.Fuzz(func(t *testing.T, title, text string) {
		whole(t, title, text)
	})
}

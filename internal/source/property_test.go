package source

import (
	"fmt"
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// wordsOnly returns the runs of letters and digits of text, entities resolved.
func wordsOnly(text string) []string {
	return strings.FieldsFunc(norm.NFC.String(html.UnescapeString(text)), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// withoutNumbers takes the marks of numbered items off: Markdown counts anew.
func withoutNumbers(text string) string {
	return regexp.MustCompile(`(?m)^ *\d+\. `).ReplaceAllString(text, "")
}

// canonical says in what way text breaks the rules of canonical text, or "".
func canonical(text string) string {
	switch {
	case !utf8.ValidString(text):
		return "invalid UTF-8"
	case !norm.NFC.IsNormalString(text):
		return "not NFC"
	case strings.TrimSpace(text) != text:
		return "white space around it"
	case strings.Contains(text, "\n\n\n") && !strings.Contains(text, "```"):
		return "two blank lines"
	}
	for n, l := range strings.Split(text, "\n") {
		if strings.TrimRight(l, " ") != l && l != "|  |" {
			return fmt.Sprintf("line %d ends in a space: %q", n+1, l)
		}
		for _, r := range l {
			if unicode.IsControl(r) || r != ' ' && unicode.IsSpace(r) {
				return fmt.Sprintf("line %d holds %U", n+1, r)
			}
		}
	}
	return ""
}

// Sentences, headings, items and rows in any order are read to canonical text
// that holds their words in their order, and reading the export gives the same.
func TestAnyMarkdownBecomesCanonicalText(t *testing.T) {
	line := rapid.SampledFrom([]string{
		"", "", "# One", "## What is *this*?", "? other wording", "- item", "  - nested **item**", "\n1. first", "\n10. tenth", "| a | b |", "| --- | --- |",
		"A sentence that is a little longer than a heading would be, with `code` and [a link](https://example.org).",
		"**Bold line**", "> quote", "<div>", "</div>", "<details><summary>More</summary>", "</details>", "Hard break  ", "café\u0301 \u00ad soft",
		"    indented", "```", "---", "***", "text | with | bars", "<br>", "&amp; &eacute;", "\\# not a heading", "<https://example.org>", "\t- tab",
		"~~gone~~ here", "[x [y] z](/rel) and [q](https://e.example/a(b)?c=d)", "\n1. one<br>two<br>- three", "- a<br>- b<br>- c<br>d", "H~ ~2 /**/x", "````go\nx := 1\n\n\n\ty\n````", "<pre>a  b\n  c</pre>", "\n| c \\| d | `x|y` |\n|---|---|\n| e | ~~f~~ |\n", "\n- one\n\n  goes on\n\n- two", "\n1. **Is it?** Yes.\n2. **Or not?** No.", "\n• g\n• h\n", "Term?\n: its meaning", "[[Note|its words]] and %% hidden %%", "Line<br>another<br><br># third<br>| x | y |<br>? z", "**bold**<br>text",
	})
	rapid.Check(t, func(t *rapid.T) {
		source := strings.Join(rapid.SliceOfN(line, 1, 40).Draw(t, "lines"), "\n")
		articles, _, err := Read(t.Context(), "a.md", []byte(source), Options{Title: "Any"})
		if err != nil {
			return // nothing but marks
		}
		a := articles[0]
		if broken := canonical(a.Text); broken != "" {
			t.Fatalf("%s in %q", broken, a.Text)
		}
		// HTML moves a tag that stands within a table before it, words and all.
		mixed := strings.Contains(source, "| ---") && (strings.Contains(source, "<d") || strings.Contains(source, "</"))
		if word, after := missing(withoutNumbers(passage.Plain(withoutRepeats(a.Text))), withoutNumbers(source)); word != "" && !mixed {
			t.Fatalf("%q after %q is not in the source\n%s", word, after, a.Text)
		}
		again, _, err := Read(t.Context(), "b.md", Export(a), Options{})
		if err != nil {
			t.Fatalf("reading the export of %q: %v", a.Text, err)
		}
		if again[0].Text != a.Text {
			t.Fatalf("export of %q was read as %q", a.Text, again[0].Text)
		}
		checkPassages(t, a, again[0])
	})
}

// checkPassages holds an article to three promises: each of its words is in a
// passage, a heading, another wording or a source; each passage is its range of
// the text and says which part of its section it is; and the article that its
// export was read as has the same ones.
func checkPassages(t *rapid.T, a, again knowledge.Article) {
	passages, others := a.Passages(), again.Passages()
	if !slices.EqualFunc(passages, others, func(p, q knowledge.Passage) bool {
		return p.Text == q.Text && p.Start == q.Start && p.Part == q.Part && p.Parts == q.Parts && p.Header == q.Header && slices.Equal(p.Heading, q.Heading)
	}) {
		t.Fatalf("passages of %q differ from those of its export:\n%+v\n%+v", a.Text, passages, others)
	}
	reachable := map[string]bool{}
	reach := func(text string) {
		for _, w := range wordsOnly(text) {
			reachable[w] = true
		}
	}
	for _, p := range passages {
		if p.Text != a.Text[p.Start:p.End] || p.Part < 1 || p.Part > p.Parts {
			t.Fatalf("part %d of %d is not its range: %q of %q", p.Part, p.Parts, p.Text, a.Text)
		}
		reach(p.Text)
	}
	for l := range strings.SplitSeq(a.Text, "\n") {
		if strings.HasPrefix(l, "#") || strings.HasPrefix(l, "? ") || strings.HasPrefix(l, "<") {
			reach(l)
		}
	}
	for _, w := range wordsOnly(a.Text) {
		if !reachable[w] {
			t.Fatalf("%q of %q is in no passage", w, a.Text)
		}
	}
}

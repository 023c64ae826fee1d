package knowledge

import (
	"strings"
	"testing"
)

func TestLinks(t *testing.T) {
	for _, test := range []struct{ text, plain, targets string }{
		{"See [the form](https://a.example/x?y=1.Z) now.", "See the form now.", "https://a.example/x?y=1.Z"},
		{"[a](mailto:b@c.example)[d](tel:+1555)", "ad", "mailto:b@c.example tel:+1555"},
		{"[see [1]](https://a.example)", "see [1]", "https://a.example"},
		{"[x](javascript:alert) [y](file.md) [](https://a.example)", "[x](javascript:alert) [y](file.md) [](https://a.example)", ""},
		{"Run:\n\n```sh\ngo *now*\n```", "Run:\n\n\ngo *now*\n", ""},
	} {
		var targets []string
		for _, l := range Links(test.text) {
			targets = append(targets, l.Target)
		}
		if got := Plain(test.text); got != test.plain || strings.Join(targets, " ") != test.targets {
			t.Errorf("%q: %q, %q, want %q, %q", test.text, got, targets, test.plain, test.targets)
		}
	}
}

func TestNoSentenceEndsWithinALink(t *testing.T) {
	text := "Read [this. And that](https://a.example/?q=a.B!c) first. [Done.](https://b.example) Then go."
	want := []string{"Read [this. And that](https://a.example/?q=a.B!c) first.", "[Done.](https://b.example)", "Then go."}
	var got []string
	for _, s := range sentencesOf(text) {
		got = append(got, s.Of(text))
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A passage with links is found by the same words as one without.
func TestTheStemsOfALinkAreThoseOfItsWords(t *testing.T) {
	s := newStemmers()
	linked := s.of(Passage{Language: "en", Text: "Fill in [this form](https://forms.example.org/register?a=b). Run:\n\n```python\nbooking now\n```"})
	plain := s.of(Passage{Language: "en", Text: "Fill in this form. Run:\n\n\nbooking now\n"})
	if got, want := strings.Fields(linked.body), strings.Fields(plain.body); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("stems %q, want %q", got, want)
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

func FuzzMarks(f *testing.F) {
	f.Add("a [b. C](https://d.example/?e) f.\n```x\ng\n```")
	f.Fuzz(func(t *testing.T, text string) {
		if got := masked(text); len(got) != len(text) {
			t.Fatalf("masked %q is %d bytes, not %d", text, len(got), len(text))
		}
		for _, s := range sentencesOf(text) {
			for _, l := range Links(text) {
				if l.Start < s.Start && s.Start < l.End || l.Start < s.End && s.End < l.End {
					t.Fatalf("sentence %q cuts %q", s.Of(text), l.Of(text))
				}
			}
		}
	})
}

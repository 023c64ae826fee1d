package lint

import (
	"slices"
	"testing"
	"time"
)

func TestLint(t *testing.T) {
	l := New()
	dated := func(text string) Article {
		return Article{Text: text, Source: "https://example.org/a", Published: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	}
	for _, test := range []struct {
		article Article
		want    []string // rule: excerpt
	}{
		{dated("# Sleep\n\nMost people sleep well afterwards."), nil},
		{dated("The usual start is 0.5 mg/kg over an hour."), []string{"dose: 0.5 mg/kg"}},
		{dated("Swallow 2 tablets."), []string{"dose: 2 tablets"}},
		{dated("About 30 people took part in 2021."), nil},
		{dated("He committed suicide in May."), []string{"wording: committed suicide"}},
		{dated("A lethal dose is not known. Its LD50 in rats is given elsewhere."), []string{"lethal amount: lethal dose", "lethal amount: LD50"}},
		{dated("Here is how to kill yourself."), []string{"method: how to kill yourself"}},
		{dated("How to help someone who wants to die, and how to talk about suicide."), nil},
		{dated("It is a miracle, guaranteed and risk-free."), []string{"absolute claim: miracle", "absolute claim: guaranteed", "absolute claim: risk-free"}},
		{dated("This cures depression."), []string{"absolute claim: cures depression"}},
		{dated("There is no cure yet."), nil},
		{dated("In danger, call 988 at any time."), []string{"crisis line: call 988"}},
		{dated("Samaritans: call 116 123."), []string{"crisis line: Samaritans: call 116 123"}},
		{dated("Call the clinic at 800-555-0199."), nil},
		{dated("# How\n\nTake the spray sitting up.\n\n# Warnings\n\nDo not drive afterwards."), []string{"warning apart: Take the spray sitting up"}},
		{dated("# How\n\nTake the spray sitting up. Do not drive afterwards.\n\n# Warnings\n\nMore."), nil},
		{Article{Text: "Text."}, []string{"date: ", "source: "}},
		{Article{Text: "# A\n<https://example.org>\n\nText.", Published: time.Unix(1, 0)}, nil},
	} {
		var got []string
		for _, f := range l.Lint(test.article) {
			got = append(got, f.Rule+": "+f.Excerpt)
			if f.Advice == "" || test.article.Text[f.Start:f.End] != f.Excerpt {
				t.Errorf("%q: a finding without advice, or not of its place: %+v", test.article.Text, f)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q: got %q, want %q", test.article.Text, got, test.want)
		}
	}
}

func TestHasDose(t *testing.T) {
	l := New()
	for text, want := range map[string]bool{
		"56 mg": true, "0.5mg/kg": true, "two sessions a week": false, "2-3 tablets": true, "84-mg": true, "1,000 IU": true,
		"five years": false, "40 minutes": false, "10 g of salt": true, "3 G network": true, "room 12": false,
	} {
		if got := l.HasDose(text); got != want {
			t.Errorf("HasDose(%q) = %v, want %v", text, got, want)
		}
	}
}

func FuzzLint(f *testing.F) {
	l := New()
	f.Add("# A\n\nTake 2 mg.\n# Warnings\n")
	f.Add("#\n#\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, finding := range l.Lint(Article{Text: text}) {
			if text[finding.Start:finding.End] != finding.Excerpt {
				t.Errorf("%q is not at its place", finding.Excerpt)
			}
		}
	})
}

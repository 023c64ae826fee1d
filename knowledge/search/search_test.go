package search_test

import (
	"testing"

	"pamphlet/knowledge/search"
)

const infusions = `# What is an infusion?

An infusion is given into a vein.

# How long does it take?
? What is the length of a visit?
<https://example.org/length>

It takes about forty minutes. Do not drive home.`

func TestSearchFindsTheRightPassage(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions), article("other", "secret", "# A secret\n\nInfusions of gold take a year."))
	for _, test := range []struct{ question, heading, sentence string }{
		{"how long does an infusion take", "How long does it take?", "It takes about forty minutes."},
		{"May I drive home?", "How long does it take?", "Do not drive home."},
		{"into which vein is it given", "What is an infusion?", "An infusion is given into a vein."},
		{"length of visits", "How long does it take?", ""}, // another way to ask
	} {
		m := ask(t, b, test.question)
		if m.Heading[len(m.Heading)-1] != test.heading {
			t.Errorf("%q: found %q, want %q", test.question, m.Heading, test.heading)
		}
		if got := m.Sentence.Of(m.Text); test.sentence != "" && got != test.sentence {
			t.Errorf("%q: sentence %q, want %q", test.question, got, test.sentence)
		}
		if m.Confidence < 0 || m.Confidence > 1 {
			t.Errorf("%q: confidence %v", test.question, m.Confidence)
		}
	}
}

func TestASentenceMayEndWithinAWrittenWord(t *testing.T) {
	b := open(t)
	french := article("g", "perfusions", "# Les perfusions\n\nPour une perfusion, appelez quelqu'un. Elle dure une heure.")
	french.Language = "fr"
	save(t, b, article("g", "infusions", "# Infusions\n\nBefore an infusion, what are they gonna do? Nothing."), french)
	for question, article := range map[string]string{"infusion": "infusions", "perfusion": "perfusions"} {
		if m := ask(t, b, question); m.Article != article {
			t.Errorf("%q: found %q, want %q", question, m.Article, article)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	for _, q := range []search.Query{
		{Guild: "g", Text: ""},
		{Guild: "g", Text: "what is it"},
		{Guild: "g", Text: "xylophone"},
		{Guild: "nobody", Text: "infusion"},
		{Guild: "g", Text: `"*^:(){}AND`},
	} {
		if r, err := b.Search(t.Context(), q); err != nil || len(r.Matches) > 0 || r.Answered {
			t.Errorf("%+v: %+v, %v", q, r, err)
		}
	}
}

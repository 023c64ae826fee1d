package search_test

import (
	"strings"
	"testing"

	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

func TestAMisspeltWordIsReadAndShown(t *testing.T) {
	b := twoArticles(t)
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "How long does an infuison take?"})
	if err != nil || len(r.Matches) == 0 {
		t.Fatal(r, err)
	}
	if r.Corrected != "How long does an infusion take?" || len(r.Corrections) != 1 || r.Corrections[0] != (search.Correction{From: "infuison", To: "infusion"}) {
		t.Errorf("read as %q, %v", r.Corrected, r.Corrections)
	}
	if last(r.Matches[0]) != "How long does an infusion take?" {
		t.Errorf("found %q", last(r.Matches[0]))
	}
	if r, err = b.Search(t.Context(), search.Query{Guild: "g", Text: "dizzy after the infusion"}); err != nil || r.Corrected != "" {
		t.Errorf("words that the base knows were changed to %q, %v", r.Corrected, err)
	}
}

func TestASynonymLeadsToThePassageAndIsNamed(t *testing.T) {
	b := twoArticles(t)
	m := ask(t, b, "I feel sick, what can I do")
	if last(m) != "What helps with nausea?" {
		t.Fatalf("found %q", last(m))
	}
	via := ""
	for _, f := range m.Why.Found {
		via += f.Via
	}
	if !strings.Contains(via, "nausea") {
		t.Errorf("the synonym is not named: %+v", m.Why.Found)
	}
}

func TestAGuildsOwnSynonymCounts(t *testing.T) {
	b := twoArticles(t)
	by := knowledge.Change{Who: "maria", When: monday}
	if err := b.Choose(t.Context(), "g", knowledge.SettingSynonyms, "zonked, sleepy 0.8", by); err != nil {
		t.Fatal(err)
	}
	if m := ask(t, b, "zonked"); last(m) != "What are the side effects of ketamine?" {
		t.Errorf("found %q", last(m))
	}
}

func TestAFollowUpIsReadWithWhatCameBefore(t *testing.T) {
	b := twoArticles(t)
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "and how long does it take?", Earlier: []string{"what is an infusion"}})
	if err != nil || len(r.Matches) == 0 || last(r.Matches[0]) != "How long does an infusion take?" {
		t.Errorf("follow-up: %+v, %v", r.Matches, err)
	}
	r, err = b.Search(t.Context(), search.Query{Guild: "g", Text: "who won the football cup?", Earlier: []string{"how long does an infusion take"}})
	if err != nil || r.Answered {
		t.Errorf("a new topic was answered from the old one: %+v, %v", r.Matches[0].Why, err)
	}
}

func TestAnOpenQuestionIsAskedBack(t *testing.T) {
	b := twoArticles(t)
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "what are the side effects?"})
	if err != nil || len(r.Choices) != 2 || r.Answered {
		t.Errorf("choices %+v, answered %v, %v", r.Choices, r.Answered, err)
	}
	r, err = b.Search(t.Context(), search.Query{Guild: "g", Text: "what are the side effects of ketamine?"})
	if err != nil || len(r.Choices) != 0 || !r.Answered {
		t.Errorf("a clear question: choices %+v, answered %v, %v", r.Choices, r.Answered, err)
	}
}

func TestDuplicatesAreShownOnce(t *testing.T) {
	b := twoArticles(t)
	const long = "The drip runs slowly into a vein of the arm while a nurse checks pressure, pulse and breathing every ten minutes, and afterwards people rest until they feel steady."
	save(t, b, article("g", "first", "# The drip\n\n"+long), article("g", "second", "# On the drip\n\n"+long))
	m := ask(t, b, "how does the drip run into the vein")
	if len(m.Duplicates) != 1 || m.Duplicates[0].Article == m.Article {
		t.Errorf("duplicates of %q: %+v", m.Article, m.Duplicates)
	}
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "how does the drip run into the vein", Limit: 5})
	if err != nil || len(r.Matches) < 2 || len(r.Matches[0].Duplicates) != 0 {
		t.Errorf("a list of a wanted length folded duplicates: %d matches, %v", len(r.Matches), err)
	}
}

func TestACopyWithAnotherFigureOrANotIsNoDuplicate(t *testing.T) {
	const long = "The drip runs for 40 minutes into a vein of the arm while a nurse checks pressure, pulse and breathing, and afterwards people may drive until they feel tired."
	for _, other := range []string{strings.Replace(long, "40", "90", 1), strings.Replace(long, "may drive", "may not drive", 1)} {
		b := open(t)
		save(t, b, article("g", "first", "# The drip\n\n"+long), article("g", "second", "# On the drip\n\n"+other))
		if m := ask(t, b, "how does the drip run into the vein"); len(m.Duplicates) != 0 {
			t.Errorf("%q is given as a source of %q", m.Duplicates[0].Text, m.Text)
		}
	}
}

func TestAQuestionWhoseRarestWordNobodyWroteAboutIsNotAnswered(t *testing.T) {
	b := twoArticles(t)
	for _, q := range []string{"how much does an infusion cost", "is an infusion safe in pregnancy", "infusion side effects of lithium"} {
		if r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: q}); err != nil || r.Answered {
			t.Errorf("%q was answered: %+v, %v", q, r.Matches[0].Why, err)
		}
	}
}

func TestLongAndOddQuestionsCostABoundedAmount(t *testing.T) {
	b := twoArticles(t)
	for _, q := range []string{strings.Repeat("infusion nausea dizzy tablets ", 2000), "in\u200bfu\u200bsion take", strings.Repeat("x", 5000), "\x00\x01infusion"} {
		if _, err := b.Search(t.Context(), search.Query{Guild: "g", Text: q}); err != nil {
			t.Errorf("%.40q: %v", q, err)
		}
	}
}

func FuzzSearch(f *testing.F) {
	b := open(f)
	save(f, b, article("g", "ketamine", search.Clinic))
	for _, s := range []string{"infusion", `"*^:(){}AND NEAR(`, "\xff\x00", "l'été 😀", "wat helps with nausia"} {
		f.Add(s, "what are the side effects")
	}
	f.Fuzz(func(t *testing.T, text, earlier string) {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: text, Earlier: []string{earlier}})
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range r.Matches {
			if !(m.Confidence >= 0 && m.Confidence <= 1) || m.Sentence.End > len(m.Text) {
				t.Fatalf("match %+v", m)
			}
		}
	})
}

func TestAnAcronymThatNoPassageHoldsIsSpeltOut(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "depression", "# What is treatment-resistant depression?\n\nAn illness that two medicines did not ease.\n\n"+
		"# What is depression?\n\nA common illness of mood.\n\n# How is depression treated?\n\nBy talking, by medicines, by time."))
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "what is TRD"})
	if err != nil || !r.Answered || last(r.Matches[0]) != "What is treatment-resistant depression?" {
		t.Fatalf("%+v, %v", r.Matches, err)
	}
	for _, f := range r.Matches[0].Why.Found {
		if f.Via != "TRD" {
			t.Errorf("%s is explained by %q", f.Term, f.Via)
		}
	}
}

func TestWhatIsToldBeforeAQuestionCountsForLess(t *testing.T) {
	b := twoArticles(t)
	for _, text := range []string{
		"Nausea helps nobody, and a tablet taken before my visit passes within an hour or two, often. I was wondering how long an infusion takes?",
		"Hi all! Does anyone know how long an infusion takes? Thanks in advance",
	} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: text})
		if err != nil || !r.Answered || last(r.Matches[0]) != "How long does an infusion take?" {
			t.Errorf("%q: %+v, %v", text, r.Matches[0].Heading, err)
		}
	}
	// What was told still says what a question is about.
	for _, about := range []string{"ketamine", "antidepressants"} {
		r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "My doctor mentioned " + about + ". I was wondering, what are the side effects?"})
		if err != nil || !r.Answered || r.Matches[0].Article != about {
			t.Errorf("of %s the side effects from %s, answered %v, %v", about, r.Matches[0].Article, r.Answered, err)
		}
	}
}

func TestAnUnknownWordThatTheQuestionSaysOtherwiseIsLeftOut(t *testing.T) {
	b := twoArticles(t)
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "nausea or vertigo nauseous"})
	if err != nil || len(r.Matches) == 0 {
		t.Fatal(r, err)
	}
	for _, word := range r.Matches[0].Why.Missing {
		if word == "nauseous" {
			t.Error("nauseous is missing beside nausea")
		}
	}
}

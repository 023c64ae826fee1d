package knowledge

import (
	"context"
	"reflect"
	"testing"
)

// ask returns the best match, or fails the test.
func ask(t *testing.T, b *Base, question string) Match {
	t.Helper()
	r, err := b.Search(t.Context(), Query{Guild: "g", Text: question})
	if err != nil || len(r.Matches) == 0 {
		t.Fatalf("%q: %d matches, %v", question, len(r.Matches), err)
	}
	return r.Matches[0]
}

func save(t testing.TB, b *Base, articles ...Article) {
	t.Helper()
	for _, a := range articles {
		if _, err := b.Save(t.Context(), a, Change{Who: "maria", When: monday}); err != nil {
			t.Fatal(err)
		}
	}
}

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

func TestSearchFindsNothing(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	for _, q := range []Query{
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

func TestSearchSeesEveryChange(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	ask(t, b, "infusion")
	save(t, b, article("g", "infusions", "# Pumps\n\nA pump is kept in the cellar."))
	if m := ask(t, b, "where is the pump kept"); m.Revision != 2 {
		t.Errorf("found revision %d of the changed article", m.Revision)
	}
	if r, err := b.Search(t.Context(), Query{Guild: "g", Text: "vein"}); err != nil || len(r.Matches) > 0 {
		t.Errorf("what was removed is found: %+v, %v", r.Matches, err)
	}
}

func TestSearchAgainScoresTheSame(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	first, err := b.Search(t.Context(), Query{Guild: "g", Text: "how long does an infusion take"})
	if err != nil {
		t.Fatal(err)
	}
	b.indexes.guilds = nil // as a new process
	again, err := b.Search(t.Context(), Query{Guild: "g", Text: "how long does an infusion take"})
	if err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("first %+v, then %+v, %v", first, again, err)
	}
}

func TestSearchStopsWhenToldTo(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "infusions", infusions))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := b.Search(ctx, Query{Guild: "g", Text: "infusion"}); err == nil {
		t.Error("a cancelled question was answered")
	}
}

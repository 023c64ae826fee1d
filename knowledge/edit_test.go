package knowledge

import (
	"strings"
	"testing"
)

func TestRewordingAndOtherWaysToAsk(t *testing.T) {
	a := article("g", "infusions", infusions)
	p := a.Passages()
	reworded, err := a.Reword(p[0], "An infusion is a drip.")
	if err != nil || reworded.Text != strings.Replace(infusions, "An infusion is given into a vein.", "An infusion is a drip.", 1) {
		t.Errorf("reworded: %q, %v", reworded.Text, err)
	}
	asked, err := a.AlsoAsked(p[1], "how many minutes?")
	if got := strings.Join(asked.Passages()[1].Questions, "|"); err != nil || got != "How long does it take?|What is the length of a visit?|how many minutes?" {
		t.Errorf("questions: %s, %v", got, err)
	}
	if asked.Passages()[1].Source != "https://example.org/length" {
		t.Error("the source below the heading is lost")
	}
	if _, err := a.Reword(Passage{Start: 3, End: 9, Text: "other"}, "x"); err != ErrNoPassage {
		t.Errorf("a passage of another revision: %v", err)
	}
	plain := article("g", "plain", "One two three.")
	asked, err = plain.AlsoAsked(plain.Passages()[0], "how many?")
	if err != nil || asked.Passages()[0].Questions[0] != "how many?" {
		t.Errorf("without a heading: %+v, %v", asked.Passages(), err)
	}
}

func TestOtherWaysToAskAreWhatTheyAreSaidToBe(t *testing.T) {
	a := article("g", "infusions", infusions+"\n\n# Where?\n<https://example.org/where>\n? at which place\n\nIn the clinic.\n\n- by bus\n- by car")
	passages := a.Passages()
	length, where := passages[1], passages[2]
	for _, test := range []struct {
		about string
		p     Passage
		ways  []string
		want  string
	}{
		{"another in its place", length, []string{"how many minutes?"}, "How long does it take?|how many minutes?"},
		{"none", length, nil, "How long does it take?"},
		{"in another order, one twice, with spaces", length, []string{" is it  long ", "What is the length of a visit?", "is it long", ""}, "How long does it take?|is it long|What is the length of a visit?"},
		{"below a source", where, []string{"how do I find it"}, "Where?|how do I find it"},
	} {
		changed, err := a.Asked(test.p, test.ways)
		if err != nil {
			t.Errorf("%s: %v", test.about, err)
			continue
		}
		for _, p := range changed.Passages() {
			same := p.Text == test.p.Text
			if got := strings.Join(p.Questions, "|"); same && (got != test.want || p.Source != test.p.Source) {
				t.Errorf("%s: %s from %s, want %s", test.about, got, p.Source, test.want)
			}
			if same && strings.Join(changed.Ways(p), "|") != strings.Join(p.Questions[1:], "|") {
				t.Errorf("%s: ways %q of questions %q", test.about, changed.Ways(p), p.Questions)
			}
		}
		if n := len(changed.Passages()); n != len(passages) {
			t.Errorf("%s: %d passages, had %d", test.about, n, len(passages))
		}
		if back, err := changed.Asked(passageOf(t, changed, test.p.Text), a.Ways(test.p)); err != nil || test.p.Source == length.Source && back.Text != a.Text {
			t.Errorf("%s: and back:\n%s\nwant\n%s", test.about, back.Text, a.Text)
		}
	}
	given := Article{Slug: "g", Title: "G", Text: "One.", Precut: []Passage{{Questions: []string{"a?", "b?"}, Start: 0, End: 4, Text: "One."}}}
	changed, err := given.Asked(given.Passages()[0], []string{"b?"})
	if got := changed.Passages()[0].Questions; err != nil || len(got) != 1 || got[0] != "b?" || len(given.Precut[0].Questions) != 2 {
		t.Errorf("a given passage: %q, %v", got, err)
	}
	plain := article("g", "plain", "One two three.")
	if same, err := plain.Asked(plain.Passages()[0], nil); err != nil || same.Text != plain.Text {
		t.Errorf("nothing below no heading: %q, %v", same.Text, err)
	}
	if _, err := plain.Asked(Passage{Start: 2, End: 4, Text: "no"}, nil); err != ErrNoPassage {
		t.Errorf("a passage of another revision: %v", err)
	}
}

// passageOf is the passage of a with this text.
func passageOf(t *testing.T, a Article, text string) Passage {
	t.Helper()
	for _, p := range a.Passages() {
		if p.Text == text {
			return p
		}
	}
	t.Fatalf("no passage %q", text)
	return Passage{}
}

func TestGivenPassagesMoveAlong(t *testing.T) {
	a := article("g", "given", "First one.\n\nSecond one.")
	a.Precut = []Passage{{External: "p1", Start: 0, End: 10, Text: "First one."}, {External: "p2", Start: 12, End: 23, Text: "Second one."}}
	for _, change := range []func(Article) (Article, error){
		func(a Article) (Article, error) { return a.Reword(a.Passages()[0], "The first of both.") },
		func(a Article) (Article, error) { return a.Reword(a.Passages()[0], "") },
		func(a Article) (Article, error) { return a.AlsoAsked(a.Passages()[0], "which?") },
	} {
		changed, err := change(a)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range changed.Passages() {
			if changed.Text[p.Start:p.End] != p.Text {
				t.Errorf("passage %s: %q is not %q", p.External, changed.Text[p.Start:p.End], p.Text)
			}
		}
	}
	if len(a.Precut) != 2 || a.Precut[0].Text != "First one." {
		t.Error("the article itself was changed")
	}
}

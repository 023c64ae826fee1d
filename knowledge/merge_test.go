package knowledge

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestMerge(t *testing.T) {
	const page = "Top.\n\n# A\n\na\n\n# B\n\nb\n\n# C\n\nc"
	for _, test := range []struct{ about, base, ours, theirs, want, clashes string }{
		{"nothing changed", page, page, page, page, ""},
		{"they changed B", page, page, strings.Replace(page, "\nb", "\nbb", 1), strings.Replace(page, "\nb", "\nbb", 1), ""},
		{"we changed B", page, strings.Replace(page, "\nb", "\nbb", 1), page, strings.Replace(page, "\nb", "\nbb", 1), ""},
		{"we changed A, they changed C", page, strings.Replace(page, "\na", "\nx", 1), strings.Replace(page, "\nc", "\ny", 1),
			"Top.\n\n# A\n\nx\n\n# B\n\nb\n\n# C\n\ny", ""},
		{"both changed B", page, strings.Replace(page, "\nb", "\nx", 1), strings.Replace(page, "\nb", "\ny", 1),
			strings.Replace(page, "\nb", "\nx", 1), "B"},
		{"both made the same change", page, page + "c", page + "c", page + "c", ""},
		{"we took out B", page, "Top.\n\n# A\n\na\n\n# C\n\nc", page, "Top.\n\n# A\n\na\n\n# C\n\nc", ""},
		{"they took out B, which we changed", page, strings.Replace(page, "\nb", "\nx", 1), "Top.\n\n# A\n\na\n\n# C\n\nc",
			strings.Replace(page, "\nb", "\nx", 1), "B"},
		{"they took out B", page, page, "Top.\n\n# A\n\na\n\n# C\n\nc", "Top.\n\n# A\n\na\n\n# C\n\nc", ""},
		{"we added D, they added E", page, page + "\n\n# D\n\nd", page + "\n\n# E\n\ne", page + "\n\n# D\n\nd\n\n# E\n\ne", ""},
		{"we added a part on top", "# A\n\na", "Top.\n\n# A\n\na", "# A\n\naa", "Top.\n\n# A\n\naa", ""},
	} {
		got, clashes := Merge(test.base, test.ours, test.theirs)
		if got != test.want || strings.Join(clashes, ",") != test.clashes {
			t.Errorf("%s:\n%s\nclashes %v, want\n%s\nclashes %s", test.about, got, clashes, test.want, test.clashes)
		}
	}
}

// A text of a few short parts, so that two of them often share some.
var pages = rapid.Custom(func(t *rapid.T) string {
	var all []string
	for _, n := range rapid.SliceOfNDistinct(rapid.IntRange(0, 5), 0, 5, rapid.ID[int]).Draw(t, "parts") {
		all = append(all, "# "+string(rune('A'+n))+"\n\n"+rapid.SampledFrom([]string{"x", "y", "z"}).Draw(t, "words"))
	}
	return strings.Join(all, "\n\n")
})

func TestMergeKeepsEveryHandEdit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base, ours, theirs := pages.Draw(t, "base"), pages.Draw(t, "ours"), pages.Draw(t, "theirs")
		merged, _ := Merge(base, ours, theirs)
		for _, o := range parts(ours) {
			if b, before := find(parts(base), o.key); before && b.text == o.text {
				continue
			}
			if m, ok := find(parts(merged), o.key); !ok || m.text != o.text {
				t.Errorf("our %q is lost in %q", o.text, merged)
			}
		}
		if got, _ := Merge(base, base, theirs); got != theirs {
			t.Errorf("without edits %q, want theirs %q", got, theirs)
		}
		if got, _ := Merge(base, ours, base); len(parts(got)) != len(parts(ours)) {
			t.Errorf("without news %q, want ours %q", got, ours)
		}
	})
}

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

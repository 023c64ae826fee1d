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

func TestGivenPassagesMoveAlong(t *testing.T) {
	a := article("g", "given", "First one.\n\nSecond one.")
	a.Given = []Passage{{External: "p1", Start: 0, End: 10, Text: "First one."}, {External: "p2", Start: 12, End: 23, Text: "Second one."}}
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
	if len(a.Given) != 2 || a.Given[0].Text != "First one." {
		t.Error("the article itself was changed")
	}
}

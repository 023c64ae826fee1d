package passage

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

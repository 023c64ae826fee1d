package passage

import (
	"slices"
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
	for _, s := range Sentences(text) {
		got = append(got, s.Of(text))
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzMarks(f *testing.F) {
	f.Add("a [b. C](https://d.example/?e) f.\n```x\ng\n```")
	f.Fuzz(func(t *testing.T, text string) {
		if got := masked(text); len(got) != len(text) {
			t.Fatalf("masked %q is %d bytes, not %d", text, len(got), len(text))
		}
		for _, s := range Sentences(text) {
			for _, l := range Links(text) {
				if l.Start < s.Start && s.Start < l.End || l.Start < s.End && s.End < l.End {
					t.Fatalf("sentence %q cuts %q", s.Of(text), l.Of(text))
				}
			}
		}
	})
}

func TestCellsOfARow(t *testing.T) {
	for _, test := range []struct {
		cells []string
		row   string
	}{
		{[]string{"a", "b"}, "| a | b |"},
		{[]string{"", "b"}, "|  | b |"},
		{[]string{"ls | wc", "x|y", "|"}, `| ls \| wc | x\|y | \| |`},
		{[]string{`c:\`, `\|`}, `| c:\ | \\| |`},
	} {
		if row := Row(test.cells); row != test.row {
			t.Errorf("Row(%q) = %q, want %q", test.cells, row, test.row)
		}
		if cells := Cells(test.row); !slices.Equal(cells, test.cells) {
			t.Errorf("Cells(%q) = %q, want %q", test.row, cells, test.cells)
		}
	}
}

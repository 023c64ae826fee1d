package rank

import (
	"strings"
	"testing"
)

// text makes a text of a body alone: sentences parted by line breaks.
func text(d *Dictionary, body string) *Text {
	t := &Text{Ends: []uint32{0, 0}}
	for line := range strings.SplitSeq(body, "\n") {
		for _, stem := range strings.Fields(line) {
			t.Stems = append(t.Stems, d.Number(stem))
		}
		t.Ends = append(t.Ends, uint32(len(t.Stems)))
	}
	return t
}

func TestACopyWithAnotherNumberIsNoDuplicate(t *testing.T) {
	d := newDictionary()
	const words = "wait minut slow drip vein rest half hour afterward nobodi drive home day staff check blood pressur often"
	a, b, c := text(d, words), text(d, words), text(d, words)
	a.Turns, b.Turns, c.Turns = []uint32{d.Word("40")}, []uint32{d.Word("90")}, []uint32{d.Word("40"), d.Word("not")}
	if Duplicates(a, b) || Duplicates(a, c) || !Duplicates(a, a) {
		t.Errorf("another number: %v, a further not: %v, itself: %v", Duplicates(a, b), Duplicates(a, c), Duplicates(a, a))
	}
}

func TestDuplicates(t *testing.T) {
	d := newDictionary()
	const one = "infus take forti minut slow drip vein rest half hour afterward nobodi drive home day staff check blood pressur often"
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{one, one, true},
		{one, strings.Replace(one, "home", "away", 1), true},                                                             // a changed word
		{one, "ask provid cost insur cover visit plan pay month bill", false},                                            // another subject
		{one, strings.NewReplacer("forti", "fifti", "vein", "arm", "home", "away", "staff", "nurs").Replace(one), false}, // several
		{one, one + " " + strings.Repeat("more word ", 20), false},                                                       // a part of a longer one
		{"drip", "drip", true},
		{"drip", "vein", false},
		{"", "", false},
	} {
		if got := Duplicates(text(d, test.a), text(d, test.b)); got != test.want {
			t.Errorf("Duplicates(%.30q, %.30q) = %v", test.a, test.b, got)
		}
	}
}

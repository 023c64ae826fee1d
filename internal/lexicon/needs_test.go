package lexicon

import (
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/stem"
)

// named lists the names of needs.
func named(n Needs) (names []string) {
	for i, name := range needs().names {
		if n>>i&1 != 0 {
			names = append(names, name)
		}
	}
	return names
}

func TestNeedsList(t *testing.T) {
	l, err := parseNeeds(needsList)
	if err != nil {
		t.Fatal(err)
	}
	if names := slices.Clone(l.names); len(slices.Compact(names)) != len(l.names) {
		t.Errorf("a need stands twice in %q", l.names)
	}
	for _, name := range l.names {
		for sign, side := range map[string]string{"?": "asked", ">": "told"} {
			_, rest, _ := strings.Cut(needsList, "\n"+name+"\n")
			entry, _, _ := strings.Cut(rest, "\n\n")
			if !strings.Contains("\n"+entry, "\n"+sign+" ") {
				t.Errorf("%s has no line of how it is %s", name, side)
			}
		}
	}
	for _, bad := range []string{"? before any name\n", "name\n? a*\n", "name\n  no sign\n"} {
		if _, err := parseNeeds(bad); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestAsks(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"could my sister pass this on to me", "transmission"},
		{"is it something that runs in the family?", "heredity family"},
		{"will I be stuck with this for the rest of my life", "prognosis"},
		{"what's the price of a second visit", "cost"},
		{"how quickly does the patch kick in", "onset"},
		{"can I mix it with wine", "combination"},
		{"who should I see about my ears", "professional"},
		{"what happens if I forgot one this morning", "missed"},
		{"hello there", ""},
		// The story names a cost and a husband; what is asked is how long.
		{"My husband paid for six of these in the spring and we had nothing but trouble with the place since then. How long does one last?", "duration"},
	} {
		if got := strings.Join(named(Asks(test.text)), " "); got != test.want {
			t.Errorf("%q asks for %q; want %q", test.text, got, test.want)
		}
	}
}

func TestTells(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"It is transmitted by droplets.", "transmission"},
		{"Most people recover within a few months.", "prognosis onset duration"},
		{"An audiologist or your primary care provider can refer you.", "professional"},
		{"Tablets are covered by most insurers.", "dose coverage"},
		{"The sky was grey.", ""},
	} {
		got := named(Tells(stem.Tokens(test.text, "en")))
		for want := range strings.FieldsSeq(test.want) {
			if !slices.Contains(got, want) {
				t.Errorf("%q tells %q; want %s among them", test.text, got, want)
			}
		}
		if test.want == "" && len(got) > 0 {
			t.Errorf("%q tells %q; want nothing", test.text, got)
		}
	}
}

func BenchmarkTells(b *testing.B) {
	tokens := stem.Tokens("You may be able to get a grant if your doctor says that the treatment will last longer than six months.", "en")
	for b.Loop() {
		Tells(tokens)
	}
}

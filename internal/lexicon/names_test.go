package lexicon

import (
	"slices"
	"strings"
	"testing"
)

func TestNamesThatATextSaysAreOne(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{"Zaltrapine, sold under the brand name Morvex, is a tablet.", "zaltrapine = morvex"},
		{"Zaltrapine, sold under the brand names Morvex and Lumira among others, is a tablet.", "zaltrapine = morvex, zaltrapine = lumira"},
		{"Zaltrapine (brand names Morvex, Lumira) helps.", "zaltrapine = morvex, zaltrapine = lumira"},
		{"A lantern visit, also called a first look, takes an hour.", "lantern visit = first look"},
		{"Many people have low kettle pressure (also known as kettle sag).", "low kettle pressure = kettle sag"},
		{"It is also called the quiet room.", "harbour room = quiet room"},
		{"It is sometimes called a slow start or soft start.", "harbour room = slow start, harbour room = soft start"},
		{"Ask for the Member Support Desk (MSD) by phone.", "member support desk = msd"},
		{"Use the self-guided evening programme (SGEP).", "self-guided evening programme = sgep"},
		{"The board of visiting nurses (BVN) meets.", "board of visiting nurses = bvn"},
		{"Your MSD (member support desk) will call.", "msd = member support desk"},
		{"Tea – a warm drink, also called brew, helps. Rest — often called “quiet time” — too.", "warm drink = brew, rest = quiet time"},
		{"Call us (Monday to Friday). We are in Leeds (UK). He was called away; what is it called?", ""},
		{"It may be called off. She is also called on Sundays.", ""},
		{"Take two (2) of them (OK).", ""},
		{"This is also called a pause. Another brand name drug is used for the medical use under the brand name Qwix.", ""},
		{"", ""},
	} {
		var got []string
		for _, g := range Names("Harbour room", test.text) {
			if g.Weight != nameWeight {
				t.Errorf("%q weighs %v", g.From, g.Weight)
			}
			got = append(got, strings.Join(g.From, " = "))
		}
		if s := strings.Join(got, ", "); s != test.want && !slices.Equal(got, strings.Split(test.want, ", ")) {
			t.Errorf("%q: %q, want %q", test.text, s, test.want)
		}
	}
}

package search

import "testing"

func TestWhyTheSecondMatchLost(t *testing.T) {
	for _, test := range []struct {
		about         string
		first, second []Feature
		want          string
	}{
		{"by what the first has more of", []Feature{{"near", 0.5, 1}, {"pair", 0.9, 1}}, []Feature{{"near", 0.4, 1}, {"pair", 0.2, 1}},
			"The second match lost most by pair: 0.20 against 0.90."},
		{"by what only the first has", []Feature{{"near", 0.5, 1}}, nil, "The second match lost most by near: 0.00 against 0.50."},
		{"by what only the second lacks", []Feature{{"near", 0.5, 1}}, []Feature{{"near", 0.4, 1}, {"missing", 0.6, -1}},
			"The second match lost most by missing: 0.60 against 0.00."},
		{"by nothing", []Feature{{"near", 0.5, 1}}, []Feature{{"near", 0.5, 1}}, ""},
	} {
		if got := compare(Explanation{Features: test.first}, Explanation{Features: test.second}); got != test.want {
			t.Errorf("%s: %q", test.about, got)
		}
	}
}

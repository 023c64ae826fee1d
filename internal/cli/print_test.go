package cli

import "testing"

func TestWrap(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"one two three", "one two\nthree"},
		{"one\ntwo three four\n\nfive", "one\ntwo\nthree\nfour\n\nfive"},
		{"extraordinary words", "extraordinary\nwords"}, // longer than a line
		{"- ab cdéf\n", "- ab\ncdéf\n"},
		{"", ""},
	} {
		if got := wrap(test.text, 8); got != test.want {
			t.Errorf("wrap(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

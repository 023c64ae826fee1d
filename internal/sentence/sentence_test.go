package sentence

import (
	"strings"
	"testing"
	"unicode"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"One. Two! Three?", "One.|Two!|Three?"},
		{"Ask Dr. Smith. Then go.", "Ask Dr. Smith.|Then go."},
		{"See J. Doe and No. 5. Done.", "See J. Doe and No. 5.|Done."},
		{"Use aids, e.g. a cane, etc. Rest.", "Use aids, e.g. a cane, etc.|Rest."},
		{"At 9 a.m. daily. At 5 p.m. You rest.", "At 9 a.m. daily.|At 5 p.m.|You rest."},
		{"- one item\n- two items", "- one item|- two items"},
		{"1. First step. Then rest.", "1. First step.|Then rest."},
		{"It costs 3.50 now. So I. Yes.", "It costs 3.50 now.|So I.|Yes."},
		{"in a slipstream . the wing stalls ! why", "in a slipstream .|the wing stalls !|why"},
		{"wait . . . what", "wait . . . what"},
		{"  \n\n ", ""},
		{"“Is it safe?” he asked. It is.", "“Is it safe?”|he asked.|It is."},
		{"Smith et al. (2020) found it. Good.", "Smith et al. (2020) found it.|Good."},
	} {
		var got []string
		for _, s := range Split(test.text) {
			got = append(got, s.Of(test.text))
		}
		if s := strings.Join(got, "|"); s != test.want {
			t.Errorf("Split(%q) = %q, want %q", test.text, s, test.want)
		}
	}
}

func FuzzSplit(f *testing.F) {
	f.Add("Dr. No. 5 e.g. x\n\n1. y")
	f.Add("\xff. \u2028A.")
	f.Fuzz(func(t *testing.T, text string) {
		end := 0
		for _, s := range Split(text) {
			if s.Start < end || s.Empty() || s.End > len(text) {
				t.Fatalf("span %v after %d in %q", s, end, text)
			}
			if strings.IndexFunc(text[end:s.Start], func(r rune) bool { return !unicode.IsSpace(r) }) >= 0 {
				t.Fatalf("lost %q", text[end:s.Start])
			}
			end = s.End
		}
		if strings.TrimSpace(text[end:]) != "" {
			t.Fatalf("lost %q", text[end:])
		}
		for n, s := range append(Split(text), Span{}) {
			if got := Nth(text, n); got != s {
				t.Fatalf("sentence %d of %q is %v, want %v", n, text, got, s)
			}
		}
	})
}

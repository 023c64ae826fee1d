package lexicon

import (
	"testing"

	"pamphlet/internal/stem"
)

// TestTheListIsSound reads our own lists as a strict reviewer would. A term may
// stand in several groups: each is one sense of it.
func TestTheListIsSound(t *testing.T) {
	t.Parallel()
	s, err := Parse(shipped())
	if err != nil {
		t.Fatal(err)
	}
	const least = 7000
	if n := len(s.groups); n < least {
		t.Errorf("the list has %d groups, want %d", n, least)
	}
	for _, g := range s.groups {
		if g.Weight < 0.1 || g.Weight > 0.95 {
			t.Errorf("%v: weight outside 0.1 to 0.95", g)
		}
		for _, term := range append(g.From[:len(g.From):len(g.From)], g.To...) {
			if alone(term) && !guarded(term) {
				t.Errorf("%v: %q is a stop word alone, and no acronym", g, term)
			}
		}
	}
}

func alone(term string) bool {
	for _, token := range stem.Tokens(term, "en") {
		if !token.Stop {
			return false
		}
	}
	return true
}

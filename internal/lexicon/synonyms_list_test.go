package lexicon

import (
	"strings"
	"testing"

	"pamphlet/internal/stem"
)

// TestTheListIsSound reads our own list as a strict reviewer would.
func TestTheListIsSound(t *testing.T) {
	t.Parallel()
	s, err := Parse(strings.NewReader(defaultSynonyms))
	if err != nil {
		t.Fatal(err)
	}
	const least = 250
	if n := len(s.groups); n < least {
		t.Errorf("the list has %d groups, want %d", n, least)
	}
	var (
		mutual = map[string]Group{}     // the group in which a term stands both ways
		leads  = map[string]Group{}     // the one-way group that a term leads out of
		paths  = map[[2]string]string{} // from one term to another
	)
	for _, g := range s.groups {
		if g.Weight < 0.1 || g.Weight > 0.95 {
			t.Errorf("%v: weight outside 0.1 to 0.95", g)
		}
		for _, term := range append(g.From[:len(g.From):len(g.From)], g.To...) {
			if alone(term) && !guarded(term) {
				t.Errorf("%v: %q is a stop word alone, and no acronym", g, term)
			}
		}
		for _, term := range g.From {
			in := mutual
			if g.To != nil {
				in = leads
			}
			if other, ok := in[newReader().key(term)]; ok {
				t.Errorf("%q stands in two groups:\n%v\n%v", term, other, g)
			}
			in[newReader().key(term)] = g
		}
		for from, tos := range pathsOf(g) {
			for _, to := range tos {
				if other, ok := paths[[2]string{from, to}]; ok {
					t.Errorf("%q leads to %q twice: %s; %v", from, to, other, g)
				}
				if other, ok := paths[[2]string{to, from}]; ok && g.To != nil && !strings.Contains(from+to, `"`) {
					t.Errorf("%q and %q lead to each other: %s; %v", from, to, other, g)
				}
				paths[[2]string{from, to}] = g.String()
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

func pathsOf(g Group) map[string][]string {
	paths := map[string][]string{}
	for _, from := range g.From {
		targets := g.To
		if targets == nil {
			targets = g.From
		}
		for _, to := range targets {
			if newReader().key(from) != newReader().key(to) {
				paths[newReader().key(from)] = append(paths[newReader().key(from)], newReader().key(to))
			}
		}
	}
	return paths
}

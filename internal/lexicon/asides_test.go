package lexicon

import (
	"testing"

	"pamphlet/internal/stem"
)

func TestAsides(t *testing.T) {
	for word, want := range map[string]bool{
		"Thursday": true, "cousins": true, "roughly": true, "continued": true, "newbie": true,
		"cost": false, "pregnancy": false, "dogs": false, "infusion": false, "job": false,
	} {
		if got := Aside(stem.Terms(word, "en")[0]); got != want {
			t.Errorf("%q is an aside: %v", word, got)
		}
	}
}

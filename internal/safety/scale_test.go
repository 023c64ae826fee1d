package safety

import (
	"strings"
	"testing"
)

func TestWeights(t *testing.T) {
	r := load(t)
	const heavy = "my life ends when this bottle is empty, and then i'll use the gun"
	for _, test := range []struct {
		says, message string
		want          Class
	}{
		{"a heavy sentence that no pattern meets is a crisis", heavy, C3},
		{"the lightest sentences of a letter do not make the heavy one lighter", strings.Repeat("we had tea. ", 60) + heavy + strings.Repeat(". we had tea", 60), C3},
		{"beside a joke it is a class less", heavy + " lol", C2},
		{"an emergency stays one", "my son swallowed bleach. " + heavy, C4},
		{"words that do not speak of the writer weigh nothing", "the life of a battery ends when the gun is empty", C0},
	} {
		if v := r.Classify(test.message); v.Class != test.want {
			t.Errorf("%s: %s by %s, want %s", test.says, v.Class, v.Rule, test.want)
		}
	}
}

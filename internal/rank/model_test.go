package rank

import (
	"math"
	"strings"
	"testing"
)

func TestAModelIsWrittenAndReadBack(t *testing.T) {
	m := Default()
	var out strings.Builder
	if err := m.Write(&out, "Two lines\nof comment."); err != nil {
		t.Fatal(err)
	}
	back, err := Read(strings.NewReader(out.String()))
	if err != nil || *back != *m {
		t.Errorf("read back %+v, %v, want %+v", back, err, m)
	}
	if !strings.HasPrefix(out.String(), "# Two lines\n# of comment.\n") {
		t.Errorf("written:\n%s", out.String())
	}
}

func TestAModelWithAnUnknownFigureIsRefused(t *testing.T) {
	for _, text := range []string{"[ranking]\ncharm = 1.0", "[confidence]\nluck = 1.0", "[ranking"} {
		if _, err := Read(strings.NewReader(text)); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}

func TestEveryFigureCanBeExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range Names {
		if name == "" || seen[name] {
			t.Errorf("figure %q is nameless or named twice", name)
		}
		seen[name] = true
	}
}

func TestRareWordsWeighMoreInSmallCollections(t *testing.T) {
	// A word of general weight 4 that stands nowhere weighs more than a common
	// one that stands nowhere, and more than one that stands everywhere.
	cost, thing, everywhere := Weight(50, 0, 4), Weight(50, 0, 1), Weight(50, 50, 4)
	if cost <= thing || cost <= everywhere {
		t.Errorf("cost %.2f, thing %.2f, everywhere %.2f", cost, thing, everywhere)
	}
	// A large collection speaks for itself.
	if a, b := Weight(1_000_000, 500_000, 9), Weight(1_000_000, 10, 9); a >= b {
		t.Errorf("a word in half of the passages weighs %.2f, in ten of them %.2f", a, b)
	}
}

func TestWeightsLieBetweenThoseOfASmallAndALargeBase(t *testing.T) {
	middle := int(math.Sqrt(smallBase * largeBase))
	for passages, want := range map[int]float64{0: 0, 1: 0, smallBase: 0, middle: 0.5, largeBase: 1, 1_000_000: 1} {
		if got := Largeness(passages); math.Abs(got-want) > 0.01 {
			t.Errorf("the largeness of %d passages is %.3f, want %.1f", passages, got, want)
		}
	}
	var m Model
	m.Small.Ranking[fRatio], m.Large.Ranking[fRatio] = 1, 3
	m.Small.Confidence[eScore], m.Large.Confidence[eScore] = -2, 2
	m.Small.Constant, m.Large.Constant = -7, -5
	if got := *m.For(smallBase); got != m.Small {
		t.Errorf("of a small base: %+v", got)
	}
	if got := *m.For(largeBase); got != m.Large {
		t.Errorf("of a large base: %+v", got)
	}
	if w := m.For(middle); math.Abs(w.Ranking[fRatio]-2) > 0.02 || math.Abs(w.Confidence[eScore]) > 0.04 || math.Abs(w.Constant+6) > 0.02 {
		t.Errorf("between them: %+v", w)
	}
}

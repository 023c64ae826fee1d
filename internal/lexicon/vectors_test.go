package lexicon

import (
	"testing"

	"pamphlet/internal/stem"
)

func TestWordsUsedAlikeAreNearEachOther(t *testing.T) {
	t.Parallel()
	of := func(word string) string { return Vector(stem.Tokens(word, "en")[0].Term) }
	for _, test := range []struct{ word, like, unlike string }{
		{"pill", "tablet", "bridge"},
		{"doctor", "nurse", "guitar"},
		{"money", "cash", "kidney"},
	} {
		near, far := Similarity(of(test.word), of(test.like)), Similarity(of(test.word), of(test.unlike))
		if near <= far || near <= 0.2 {
			t.Errorf("%s is like %s by %.2f, like %s by %.2f", test.word, test.like, near, test.unlike, far)
		}
	}
	// The cosine of a word and itself is 1, but for the rounding to bytes.
	if pill := of("pill"); len(pill) != Dimensions || Similarity(pill, pill) < 0.95 || Similarity(pill, pill) > 1.05 {
		t.Errorf("pill, of %d figures, is like itself by %.2f", len(pill), Similarity(pill, pill))
	}
}

func TestAnUnknownWordIsLikeNone(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"", "qwxzv", "\xff"} {
		if v := Vector(term); v != "" || Similarity(v, Vector("pill")) != 0 || Similarity(Vector("pill"), v) != 0 {
			t.Errorf("%q has a vector of %d figures", term, len(v))
		}
	}
}

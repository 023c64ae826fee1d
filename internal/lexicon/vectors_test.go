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
		near, far := similarity(of(test.word), of(test.like)), similarity(of(test.word), of(test.unlike))
		if near <= far || near <= 0.2 {
			t.Errorf("%s is like %s by %.2f, like %s by %.2f", test.word, test.like, near, test.unlike, far)
		}
	}
	// The cosine of a word and itself is 1, but for the rounding to bytes.
	if pill := of("pill"); len(pill) != Dimensions || similarity(pill, pill) < 0.95 || similarity(pill, pill) > 1.05 {
		t.Errorf("pill, of %d figures, is like itself by %.2f", len(pill), similarity(pill, pill))
	}
}

func TestAnUnknownWordIsLikeNone(t *testing.T) {
	t.Parallel()
	for _, term := range []string{"", "qwxzv", "\xff"} {
		if v := Vector(term); v != "" || similarity(v, Vector("pill")) != 0 || similarity(Vector("pill"), v) != 0 {
			t.Errorf("%q has a vector of %d figures", term, len(v))
		}
	}
}

// All words compared at once are as like another as each is alone, by a plain sum.
func TestComparingManyAtOnce(t *testing.T) {
	t.Parallel()
	_, matrix := readVectors()
	vector := func(i int) string { return matrix[i*Dimensions : (i+1)*Dimensions] }
	last := len(matrix)/Dimensions - 1
	vectors := []string{vector(0), "", vector(7), vector(last), vector(123), vector(4567), vector(8901)}
	compared := make([]float64, len(vectors))
	for i := 0; i <= last; i += 97 {
		other := vector(i)
		Compare(vectors).With(other, compared)
		for j, v := range vectors {
			sum := 0
			for k := range len(v) {
				sum += int(int8(v[k])) * int(int8(other[k]))
			}
			if want := float64(sum) / (255 * 255); compared[j] != want {
				t.Fatalf("vectors %d and %d: %v, want %v", j, i, compared[j], want)
			}
		}
	}
	Compare(vectors).With("", compared)
	for _, x := range compared {
		if x != 0 {
			t.Errorf("like nothing by %v", x)
		}
	}
	// The largest products that can be: three words and themselves.
	same := vector(7)
	Compare([]string{same, same, same}).With(same, compared)
	if compared[0] < 0.95 || compared[0] != compared[1] || compared[1] != compared[2] {
		t.Errorf("three times the same: %v", compared[:3])
	}
}

func similarity(a, b string) float64 {
	one := []float64{0}
	Compare([]string{a}).With(b, one)
	return one[0]
}

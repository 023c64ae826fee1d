package moderate

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestThePreviewsFileIsCutWithAWord(t *testing.T) {
	for _, text := range []string{"", "short", strings.Repeat("é", 100)} {
		if got := beginning(text, 200); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	for limit := 100; limit < 104; limit++ { // wherever a letter would be cut in two
		got := beginning(strings.Repeat("é", 100), limit)
		if len(got) > limit || !utf8.ValidString(got) || !strings.HasPrefix(got, "éé") || !strings.Contains(got, "the rest is left out") {
			t.Errorf("of %d bytes: %q", limit, got)
		}
	}
}

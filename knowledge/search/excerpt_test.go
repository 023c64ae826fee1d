package search

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pamphlet/knowledge/passage"
)

func TestExcerpt(t *testing.T) {
	long := "It is " + strings.Repeat("quite ", 60) + "long."
	for _, test := range []struct{ about, text, best, want string }{
		{"the sentence and the next", "One is here. Two is there. Three is gone.", "Two is there.", "Two is there. Three is gone."},
		{"the last sentence and the one before", "One is here. Two is there. Three is gone.", "Three is gone.", "Two is there. Three is gone."},
		{"no sentence is best", "One is here. Two is there. Three is gone.", "", "One is here. Two is there."},
		{"a next one that is too long", "One is here. Two is there. " + long, "Two is there.", "One is here. Two is there."},
		{"neighbours that are too long", long + " Two is there. " + long, "Two is there.", "Two is there."},
		{"items of a list", "Bring:\n- a towel\n- water\n- a book", "- water", "- water\n- a book"},
		{"too long", "One is here. " + long, long, "It is " + strings.TrimSpace(strings.Repeat("quite ", 49))},
		{"too long, without spaces", strings.Repeat("ü", 400), "", strings.Repeat("ü", 300)},
	} {
		m := Match{Passage: passage.Passage{Text: test.text}}
		if test.best != "" {
			start := strings.Index(test.text, test.best)
			m.Sentence = passage.Span{Start: start, End: start + len(test.best)}
		}
		got := m.Excerpt().Of(test.text)
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.about, got, test.want)
		}
		if utf8.RuneCountInString(got) > maxExcerpt || !utf8.ValidString(got) {
			t.Errorf("%s: %d characters", test.about, utf8.RuneCountInString(got))
		}
	}
	if !(Match{}).Excerpt().Empty() {
		t.Error("no text has an excerpt")
	}
}

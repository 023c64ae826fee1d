package bot

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pamphlet/knowledge/search"
)

func TestNoTwoButtonsLookAlike(t *testing.T) {
	long := "What to bring along to the very first visit"
	for _, all := range [][]string{
		{"Fees", "Hours"},
		{long + " (The pool)", long + " (The gym)", "Fees"},
		{strings.Repeat("very ", 30) + "a", strings.Repeat("very ", 30) + "b", strings.Repeat("very ", 30) + "c"},
	} {
		var related []search.Related
		for i, question := range all {
			related = append(related, search.Related{Passage: int64(i), Question: question})
		}
		seen := map[string]bool{}
		for _, button := range showEach(related) {
			if seen[button.Label] || button.Label == "" || utf8.RuneCountInString(button.Label) > MaxLabel {
				t.Errorf("%q: a button %q", all, button.Label)
			}
			seen[button.Label] = true
		}
		if label := showEach(related)[1].Label; label[0] == '2' && len(all[0]) < MaxLabel {
			t.Errorf("%q: a button %q: a number tells less than more of the words", all, label)
		}
		if len(seen) != len(all) {
			t.Errorf("%q: %d buttons", all, len(seen))
		}
	}
}

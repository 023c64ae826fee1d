package bot

import (
	"strings"
	"testing"

	"pamphlet/bot/messages"
	"pamphlet/internal/hotline"
)

// What is typed into a form is text: its words stay, and no line becomes
// anything else.
func TestTyped(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"# Times\nNine to five.", "Times\nNine to five."},
		{"||hidden|| words", "hidden words"},
		{"? another way\n-# small", "another way\nsmall"},
		{"**Monday** is _fine_, __so__ ~~it~~ *is*", "Monday is fine, so it is"},
		{"- one\n- two", "- one\n- two"},
		{"[site](https://example.org/a_b_c) 2 * 3 * 4, snake_case_name", "[site](https://example.org/a_b_c) 2 * 3 * 4, snake_case_name"},
		{"```\n# a comment **as is**\n```\n# After", "```\n# a comment **as is**\n```\nAfter"},
		{"#hashtag", "#hashtag"},
	} {
		if got := typed(test.text); got != test.want {
			t.Errorf("typed(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

// The addresses on a card can be pressed.
func TestAddressesOnCardsCanBePressed(t *testing.T) {
	b := helped(t, "")
	got := b.helpline(from("US", "en", inTime), hotline.ForEveryone).in(messages.CardCrisisTalk)
	if !strings.Contains(got, "<https://") || strings.Contains(got, `\:`) {
		t.Errorf("%q holds no address that can be pressed", got)
	}
}

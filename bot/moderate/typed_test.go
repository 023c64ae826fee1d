package moderate

import (
	"testing"

	"pamphlet/bot"
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
		{"![The door](https://example.org/a.png) and ![](https://example.org/b.png)", "[🖼 The door](https://example.org/a.png) and ![](https://example.org/b.png)"},
		{"Well <:done:123456789012345678> <a:dance:1> at 5:30", "Well :done: :dance: at 5:30"},
	} {
		if got := typed(test.text); got != test.want {
			t.Errorf("typed(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

// What Discord shows as a name is, without Discord, its id.
func TestNamesAreShownByTheirIDs(t *testing.T) {
	for _, test := range []struct{ markdown, want string }{
		{channelName("12"), "#12"}, {roleName("34"), "@34"}, {roleName("a_b") + channelName(""), "@a_b#"},
	} {
		if got := bot.Visible(test.markdown); got != test.want {
			t.Errorf("Visible(%q) = %q, want %q", test.markdown, got, test.want)
		}
	}
}

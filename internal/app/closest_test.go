package app

import (
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/discordtest"
)

// What comes closest is one short message with a button for each passage, which
// leads to the whole of it, in private where the message is private.
func TestClosest(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	base := open(t, withStarter(t))
	choose(t, base, clinic, "threshold", "0.99")
	run(t, d, base)

	for _, private := range []string{"off", "on"} {
		choose(t, base, clinic, "private", private)
		shown := ana.Ask(general, "how long will i be at the clinic for an infusion").Reply()
		choose(t, base, clinic, "private", "off") // what it leads to stays as it was
		if got := shown.Plain(); got != shown.Text() || !strings.Contains(got, "I am not sure") || !strings.Contains(got, "“") || len([]rune(got)) > 1600 {
			t.Fatalf("%d characters: %q", len([]rune(got)), got)
		}
		buttons := shown.Offers()
		none := slices.Index(buttons, "None of these")
		if none < 1 || none > 3 || len(buttons) > 5 {
			t.Fatalf("buttons: %q", buttons)
		}
		for _, label := range buttons[:none] {
			opened := ana.Press(shown, label).Reply()
			if got := opened.Text(); !strings.Contains(got, "From: ") || !slices.Contains(opened.Buttons(), "Helpful") || opened.Ephemeral() != (private == "on") {
				t.Errorf("%s leads to %q, private %v", label, got, opened.Ephemeral())
			}
			if got := ana.Press(opened, "Helpful").Reply().Text(); !strings.Contains(got, "Thank you") {
				t.Errorf("helpful: %q", got)
			}
		}
		if got := ana.Press(shown, "None of these").Reply().Text(); !strings.Contains(got, "moderators") {
			t.Errorf("none of these: %q", got)
		}
	}
}

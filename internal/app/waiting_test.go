package app

import (
	"strings"
	"testing"

	"pamphlet/internal/discordtest"
)

// From a question without an answer to a direct message that has it.
func TestAnAnswerIsBroughtToWhoWaits(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana, mo := clinic.Channel("general"), clinic.Member("ana"), clinic.Member("mo", discordtest.Manages())
	s := run(t, d, open(t, withStarter(t)))

	unknown := ana.Ask(general, "Who feeds the goldfish in the lobby?").Reply()
	if got := ana.Press(unknown, "Tell me when it is answered").Reply(); !got.Ephemeral() || !strings.Contains(got.Text(), "I will write to you") {
		t.Fatalf("pressed: %q", got.Text())
	}
	if got := ana.DM().Messages(ana); len(got) > 0 {
		t.Fatalf("written to before there is an answer: %q", got[0].Text())
	}
	queue := mo.Command(general, "kb queue", discordtest.With("question", "1")).Reply()
	draft := mo.Submit(mo.Press(queue, "Write an answer").Form(), map[string]string{
		"question": "Who feeds the goldfish?", "answer": "Paul feeds the goldfish at noon.", "title": "Goldfish",
	}).Reply()
	published := mo.Press(draft, "Publish").Reply()
	if got := published.Text(); !strings.Contains(got, "Members who wanted to be told: 1.") || strings.Contains(got, "ana") {
		t.Errorf("published: %q", got)
	}
	told := ana.DM().Await(ana, func(*discordtest.Message) bool { return true })
	if got := told.Text(); !strings.Contains(got, "Paul feeds the goldfish at noon.") || !strings.Contains(got, "From: Goldfish") || strings.Contains(got, "lobby") {
		t.Errorf("told: %q", got)
	}
	s.stop()
	if got := ana.DM().Messages(ana); len(got) != 1 {
		t.Errorf("%d direct messages, want one", len(got))
	}
}

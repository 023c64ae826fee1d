package moderate_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
)

// Who wants to be told is written to once, when the question finds an answer, with
// the passage and without the question.
func TestWhoAskedIsToldOfTheAnswer(t *testing.T) {
	const tellMe = "Tell me when it is answered"
	ask := func(d *moderation, who, question string) {
		t.Helper()
		asker := bot.Member{ID: who}
		d.send(bot.Request{Kind: bot.Ask, Text: question, Member: asker})
		d.said(bot.Unknown)
		for _, a := range d.last.Actions {
			if a.Label == tellMe {
				d.send(bot.Request{Kind: bot.Press, Verb: a.Verb, Args: a.Args, Member: asker})
				d.said(bot.Done, "I will write to you", "/privacy")
				return
			}
		}
		t.Fatalf("no button: %s", d.last.Text())
	}
	answer := func(d *moderation, question string, fields map[string]string) {
		t.Helper()
		d.send(bot.Request{Kind: bot.Press, Verb: "write", Args: []string{question}})
		d.submit(fields)
		d.press("Publish")
	}
	fish := map[string]string{"question": "Who feeds the fish?", "answer": "Paul feeds the fish at noon.", "title": "Fish"}
	members := func(d *moderation) (to []string) {
		for _, p := range d.last.Posts {
			to = append(to, p.Member)
			if got := p.Reply.Text(); p.Guild != "g" || p.Channel != "" || !strings.Contains(got, "Paul feeds the fish") || !strings.Contains(got, "You wanted to know") || len(p.Reply.Actions) > 0 {
				t.Errorf("to %q: %q, %+v", p.Member, got, p.Reply.Actions)
			}
		}
		return to
	}

	d := newDesk(t)
	d.own(clinic)
	ask(d, "ana", "Who feeds the fish?")
	ask(d, "ana", "who feeds the fish")
	ask(d, "ben", "Who feeds the fish?")
	d.send(bot.Request{Kind: bot.Ask, Text: "Who feeds the fish?", Member: bot.Member{ID: "cyd"}}) // who presses nothing
	answer(d, "1", fish)
	d.said(bot.Done, "Members who wanted to be told: 2.")
	if got := strings.Join(members(d), " "); got != "ana ben" {
		t.Errorf("told %q", got)
	}
	d.command("kb publish", "draft", "1") // once more
	if d.said(bot.Done); len(d.last.Posts) > 0 {
		t.Error("told twice")
	}

	d = newDesk(t)
	d.own(clinic)
	ask(d, "ana", "Who feeds the fish?")
	d.send(bot.Request{Kind: bot.Press, Verb: bot.VerbForget, Member: bot.Member{ID: "ana"}})
	ask(d, "ben", "Who feeds the fish?")
	answer(d, "2", fish)
	if got := strings.Join(members(d), " "); got != "ben" {
		t.Errorf("who is forgotten is told: %q", got)
	}

	d = newDesk(t)
	d.own(clinic)
	ask(d, "ana", "Who feeds the fish?")
	answer(d, "1", map[string]string{"question": "Is there a bus to the door?", "ways": "-", "answer": "Bus number 7 stops there.", "title": "Bus"})
	d.said(bot.Done, "still finds no answer")
	if len(d.last.Posts) > 0 {
		t.Error("told of an answer to something else")
	}
	if waiting, err := d.base.Waiting(t.Context(), "g", 1); err != nil || len(waiting) != 1 {
		t.Errorf("%d wait on: %v", len(waiting), err)
	}
}

// A question that is never kept has no button.
func TestWhatIsNotKeptCannotBeWaitedFor(t *testing.T) {
	d := newDesk(t)
	d.own(clinic)
	d.choose("retention", "0")
	d.send(bot.Request{Kind: bot.Ask, Text: "Who feeds the fish?", Member: bot.Member{ID: "ana"}})
	d.said(bot.Unknown)
	for _, a := range d.last.Actions {
		if a.Verb == bot.VerbTellMe {
			t.Error("offers to tell of an answer")
		}
	}
}

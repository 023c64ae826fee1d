package bot_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

// TestTwoDraftsThatBreakATestOnlyTogether publishes, at the same time, a draft
// that makes an answer weaker and one that adds a rival to it. Each alone keeps
// the guild's test, both together break it: one of them must be refused, in
// whatever order they come.
func TestTwoDraftsThatBreakATestOnlyTogether(t *testing.T) {
	const question = "When is the library open on Sundays?"
	strong := "# When is the library open on Sundays?\n\nThe library is open on Sundays from ten to four."
	weak := "# When is the library open on Sundays?\n\nPlease see the notice at the door."
	refused := 0
	for round := range 6 {
		d := newDesk(t)
		by := knowledge.Change{Who: "maria", When: d.now}
		own := knowledge.Article{Guild: "g", Slug: "library", Title: "The library", Language: "en", Text: strong}
		if _, err := d.base.Save(t.Context(), own, by); err != nil {
			t.Fatal(err)
		}
		d.command("kb tests", "add", question)
		d.said(bot.Done, "Kept as a test")
		p, err := d.base.PassagesOf(t.Context(), "g", "library")
		if err != nil {
			t.Fatal(err)
		}
		for i := range 40 { // the tests take a while, in which the other may come
			if err := d.base.SaveCase(t.Context(), "g", question+strings.Repeat("?", i+1), p[0], by); err != nil {
				t.Fatal(err)
			}
		}
		own.Text = weak
		rival := knowledge.Article{Guild: "g", Slug: "museum", Title: "The library", Language: "en",
			Text: "# When is the library open on Sundays?\n\nThe reading room of the library is open on Sundays from ten to four."}
		for _, a := range []knowledge.Drafted{{Article: own, Base: 1}, {Article: rival}} {
			if _, err := d.base.Propose(t.Context(), "g", knowledge.Draft{What: "edit", Articles: []knowledge.Drafted{a}}, by); err != nil {
				t.Fatal(err)
			}
		}
		var replies [2]bot.Reply
		var publishing sync.WaitGroup
		for i := range replies {
			publishing.Go(func() {
				var err error
				replies[i], err = d.bot.Handle(t.Context(), bot.Request{Kind: bot.Command, Guild: "g", Name: "kb publish", Options: map[string]string{"draft": fmt.Sprint(i + 1)},
					Member: bot.Member{ID: fmt.Sprint(i), Manage: true}, Time: d.now})
				if err != nil {
					t.Error(err)
				}
			})
		}
		publishing.Wait()
		done := 0
		for _, reply := range replies {
			switch {
			case reply.Kind == bot.Done:
				done++
			case strings.Contains(reply.Text(), "some of your tests would break"):
				refused++
			default:
				t.Errorf("round %d: %s", round, reply.Text())
			}
		}
		d.command("kb tests", "run", "yes")
		if d.said(bot.Done, "Tests that hold: 41"); done != 1 {
			t.Errorf("round %d: %d of two drafts were published", round, done)
		}
	}
	if refused == 0 {
		t.Error("nothing was refused: the drafts do not break the test together")
	}
}

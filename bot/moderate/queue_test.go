package moderate_test

import (
	"fmt"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

func TestWhatMembersPressLandsInTheQueue(t *testing.T) {
	for _, test := range []struct {
		verb bot.Verb
		want string
	}{
		{bot.VerbNotHelpful, "(asked 1×; not helpful)"}, {bot.VerbAskModerator, "(asked 1×; asked for)"}, {bot.VerbNoneOfThese, "(asked 1×; none of these)"},
	} {
		d := newDesk(t)
		id, err := d.base.Record(t.Context(), "g", knowledge.Exchange{Day: d.now, Question: "Who feeds the fish?", Kind: "clarify"})
		if err == nil {
			err = d.base.Settle(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
		for range 3 { // pressed again, it counts once
			d.send(bot.Request{Kind: bot.Press, Verb: test.verb, Args: []string{fmt.Sprint(id)}, Member: bot.Member{ID: "ana"}})
			d.said(bot.Done)
		}
		d.command("kb queue")
		d.said(bot.Done, "Who feeds the fish? "+test.want)
	}
}

func TestTheQueueGoesOutAsAFile(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	for _, question := range []string{"=HYPERLINK(1) who paints the old ceiling, \"by hand\"?", "Who feeds the fish?"} {
		d.send(bot.Request{Kind: bot.Ask, Text: question})
	}
	d.command("kb queue", "question", "2")
	d.press("Snooze")
	for format, want := range map[string][]string{
		"csv":   {"id,question,count,state,until,last,why\n", `1,"'=HYPERLINK(1) who paints the old ceiling, ""by hand""?",1,new,,2026-12-01,unknown`, "\n2,Who feeds the fish?,1,new,2026-12-08,"},
		"jsonl": {`{"id":1,"question":"=HYPERLINK(1) who paints the old ceiling, \"by hand\"?","count":1,"state":"new","last":"2026-12-01T00:00:00Z","why":"unknown"`, `"until":"2026-12-08T00:00:00Z"`},
	} {
		d.command("kb queue", "export", format)
		d.said(bot.Done, "questions: 2")
		if len(d.last.Files) != 1 || d.last.Files[0].Name != "queue."+format {
			t.Fatalf("%s: files %+v", format, d.last.Files)
		}
		for _, part := range want {
			if body := string(d.last.Files[0].Body); !strings.Contains(body, part) {
				t.Errorf("%s:\n%s\nlacks %s", format, body, part)
			}
		}
	}
}

func TestLongQuestionsDoNotFloodAList(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	for i := 100; i < 130; i++ {
		question := fmt.Sprintf("Who %d\nfeeds %s zoo%d?", i, strings.Repeat(fmt.Sprint("animal", i, " "), 150), i)
		d.send(bot.Request{Kind: bot.Ask, Text: question})
		d.said(bot.Unknown)
	}
	d.command("kb queue")
	d.said(bot.Done, "Questions: 30", "… and 22 more")
	if n := len(d.last.Text()); n > 2000 {
		t.Errorf("a reply of %d bytes", n)
	}
	d.said(bot.Done, "To choose from: 1 to 25 of 30.")
	if menu := d.last.Menus[0]; len(menu.Options) != 25 || len([]rune(menu.Options[0].Label)) > 100 || strings.Contains(menu.Options[0].Label, "\n") {
		t.Errorf("menu of %d options: %q", len(menu.Options), menu.Options[0].Label)
	}
	if len(d.last.Files) != 1 {
		t.Error("the whole list is not attached")
	}
	d.press("More")
	if d.said(bot.Done, "To choose from: 26 to 30 of 30."); len(d.last.Menus[0].Options) != 5 || !d.last.Replaces {
		t.Errorf("the second page: %+v", d.last.Menus[0])
	}
	d.press("Earlier")
	d.said(bot.Done, "To choose from: 1 to 25 of 30.")
}

// A moderator whose question was deleted meanwhile gets back what they wrote.
func TestAnAnswerToAForgottenQuestionIsGivenBack(t *testing.T) {
	d := newDesk(t)
	d.own(clinic)
	d.send(bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: "Who feeds the dog?"})
	d.said(bot.Unknown)
	d.command("kb queue", "question", "1")
	d.press("Write an answer")
	form := d.last
	if err := d.base.ForgetMember(t.Context(), "g", "ana"); err != nil {
		t.Fatal(err)
	}
	d.last = form
	d.submit(map[string]string{"title": "Dogs", "question": "Who feeds the dog?", "answer": "The porter feeds it."})
	d.said(bot.Refused, "not in the queue any more", "What you wrote is attached.")
	if len(d.last.Files) != 1 || string(d.last.Files[0].Body) != "The porter feeds it." {
		t.Errorf("files: %v", d.last.Files)
	}
}

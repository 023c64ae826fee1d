package bot_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

// rooms is an article of so many short passages.
func rooms(n int) string {
	var out strings.Builder
	out.WriteString("# Rooms\n")
	for i := range n {
		fmt.Fprintf(&out, "\n## Where is room %d of the whole building, which has a name of its own in each of its many wings and floors?\n\nRoom %d is on floor %d.\n", i, i, i/10)
	}
	return out.String()
}

func TestEveryPassageCanBeReached(t *testing.T) {
	d := newDesk(t)
	d.page = rooms(60)
	d.command("kb add", "url", "https://example.org/rooms")
	d.press("Publish")
	d.said(bot.Done, "passages: 60")

	// By the menu, page after page.
	d.command("kb edit", "article", "rooms", "passage", "room")
	seen := map[string]bool{}
	for page := 0; ; page++ {
		for _, o := range d.last.Menus[0].Options {
			seen[o.Value] = true
		}
		if page == 2 {
			break
		}
		d.press("More")
	}
	if len(seen) != 60 {
		t.Errorf("%d passages on three pages, want 60", len(seen))
	}
	d.send(bot.Request{Kind: bot.Press, Verb: "pickpage", Args: []string{"rooms", "7", "", "1"}})
	d.said(bot.Refused, "was changed in the meantime")

	// By a suggestion, which is shortened.
	typing := func(name, option, typed string, options map[string]string) []string {
		t.Helper()
		return d.send(bot.Request{Kind: bot.Suggest, Name: name, Args: []string{option}, Text: typed, Options: options}).Choices
	}
	suggested := typing("kb edit", "passage", "room 41 ", map[string]string{"article": "rooms"})
	if len(suggested) != 1 || !strings.HasSuffix(suggested[0], "…") {
		t.Fatalf("suggested: %q", suggested)
	}
	d.command("kb edit", "article", "rooms", "passage", suggested[0])
	if d.last.Form == nil || d.last.Form.Fields[0].Value != "Room 41 is on floor 4." {
		t.Errorf("the form of a suggestion: %+v", d.last)
	}

	// And for a question of the queue.
	d.send(bot.Request{Kind: bot.Ask, Text: "Which chamber hosts the orchestra?"})
	d.said(bot.Unknown)
	d.command("kb queue")
	d.send(bot.Request{Kind: bot.Press, Verb: "way", Args: []string{"1"}})
	d.said(bot.Done, "Which passage?", "To choose from: 1 to 25 of 60.")
	d.press("More")
	d.press("More")
	d.said(bot.Done, "To choose from: 51 to 60 of 60.")
	if got := typing("kb queue", "question", "orch", nil); len(got) != 1 || got[0] != "1: Which chamber hosts the orchestra?" {
		t.Errorf("questions: %q", got)
	}
	suggested = typing("kb queue", "passage", "where is room 59", nil)
	if len(suggested) == 0 || len(suggested) > 25 || !strings.Contains(suggested[0], "room 59") {
		t.Fatalf("suggested: %q", suggested)
	}
	d.command("kb queue", "question", "1: Which chamber", "passage", suggested[0])
	d.said(bot.Done, "Rooms (another way to ask)", "also asked as: Which chamber hosts the orchestra?")
	d.press("Publish")
	d.send(bot.Request{Kind: bot.Ask, Text: "Which chamber hosts the orchestra?"})
	d.said(bot.Answer, "Room 59 is on floor 5.")
}

func TestAPassageTooLongForAFormIsNotCut(t *testing.T) {
	d := newDesk(t)
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Files: []bot.File{{Name: "t.jsonl", Body: []byte(
		`{"id": "p1", "title": "Long", "heading": "Which rooms?", "text": "` + strings.Repeat("Room number one is far away. ", 200) + `"}` + "\n")}}})
	d.press("Publish")
	d.command("kb edit", "article", "long")
	d.said(bot.Refused, "too long for a form; please get the article with /kb show")
}

func TestTheQueueGoesOutAsAFile(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	for _, question := range []string{"=HYPERLINK(1) who paints the old ceiling, \"by hand\"?", "Who feeds the fish?"} {
		d.send(bot.Request{Kind: bot.Ask, Text: question})
	}
	d.send(bot.Request{Kind: bot.Press, Verb: bot.VerbSnooze, Args: []string{"2"}})
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

func TestAFileThatDiscordWouldNotTakeIsNotSent(t *testing.T) {
	d := newDesk(t)
	for size, want := range map[int]bot.Kind{9 << 20: bot.Done, 9<<20 + 1: bot.Refused} {
		d.bot = bot.New(bot.Parts{Base: d.base, Export: func(context.Context, string) ([]bot.File, error) {
			return []bot.File{{Name: "all.zip", Body: make([]byte, size)}}, nil
		}})
		d.command("kb export")
		d.said(want)
		if want == bot.Refused {
			d.said(bot.Refused, "more than Discord takes as a file; please ask the operator")
		}
		if sent := len(d.last.Files) > 0; sent != (want == bot.Done) {
			t.Errorf("a file of %d bytes: sent is %v", size, sent)
		}
	}
}

func TestAllFormatsBecomeDrafts(t *testing.T) {
	for name, body := range map[string]string{
		"a.txt":   "Parking\n\nWhere can I park?\n\nBehind the clinic, free of charge, for as long as your visit lasts.",
		"a.md":    page,
		"a.html":  "<html><head><title>Parking</title></head><body><main><h1>Parking</h1><h2>Where can I park?</h2><p>Behind the clinic, free of charge.</p></main></body></html>",
		"a.csv":   "question,answer\nWhere can I park?,Behind the clinic\n",
		"a.tsv":   "question\tanswer\nWhere can I park?\tBehind the clinic\n",
		"a.json":  `[{"question": "Where can I park?", "answer": "Behind the clinic"}]`,
		"a.jsonl": `{"question": "Where can I park?", "answer": "Behind the clinic"}`,
		"b.jsonl": `{"id": "1", "title": "Parking", "heading": "Where can I park?", "text": "Behind the clinic, free of charge."}`,
	} {
		d := newDesk(t)
		d.send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "Parking"}, Files: []bot.File{{Name: name, Body: []byte(body)}}})
		d.said(bot.Done, "Draft 1: ", "(add)")
		d.press("Publish")
		d.said(bot.Done, "revision 1")
		if reply := d.send(bot.Request{Kind: bot.Ask, Text: "Where can I park?"}); reply.Kind != bot.Answer || !strings.Contains(reply.Text(), "Behind the clinic") {
			t.Errorf("%s: %s: %s", name, reply.Kind, reply.Text())
		}
	}
}

func TestThePreviewReplaysTheLastFiveHundredExchanges(t *testing.T) {
	d := newDesk(t)
	ask := func(question string) {
		t.Helper()
		e := knowledge.Exchange{Day: d.now, Question: question, Kind: "unknown"}
		if _, err := d.base.Record(t.Context(), "g", e); err != nil {
			t.Fatal(err)
		}
	}
	ask("Where is room 1?") // one too old
	for i := range 500 {
		ask(fmt.Sprintf("Where is room %d?", i%50+2))
	}
	if err := d.base.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "Rooms"}, Files: []bot.File{{Name: "rooms.csv", Body: list(60, -1)}}})
	d.said(bot.Done, "Tried on questions asked lately (50).", "Newly answered (50):", "… and 42 more")
	if file := string(d.last.Files[0].Body); !strings.Contains(file, "- Where is room 51?: nothing → ") || strings.Contains(file, "- Where is room 1?:") {
		t.Errorf("the attached file:\n%.3000s", file[strings.Index(file, "Newly"):])
	}
}

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

func TestAPublisherMayChangeSynonymsAndNothingElse(t *testing.T) {
	d := newDesk(t)
	d.command("setup", "role", "helpers", "may", "publish")
	d.press("Save")
	noor := bot.Member{ID: "2", Name: "noor", Roles: []string{"helpers"}}
	d.send(bot.Request{Kind: bot.Command, Name: "kb synonym", Member: noor, Options: map[string]string{"add": "lift, elevator"}})
	d.said(bot.Done, "Then: lift, elevator")
	save := d.last.Actions[0]
	d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: save.Args, Member: noor})
	d.said(bot.Done, "Saved. synonyms: lines: 1")
	d.command("setup", "setting", "retention", "value", "0")
	d.said(bot.Done, "Then: 0")
	d.send(bot.Request{Kind: bot.Press, Verb: save.Verb, Args: d.last.Actions[0].Args, Member: noor})
	d.said(bot.Refused, "shown to somebody else")
	d.send(bot.Request{Kind: bot.Press, Verb: "set", Args: []string{"retention", "x"}, Member: noor})
	d.said(bot.Refused, "You need the right to configure here.")
}

func TestSharedArticlesAnswerAndCannotBeChanged(t *testing.T) {
	d := newDesk(t)
	by := knowledge.Change{Who: "operator", When: d.now}
	shared := knowledge.Article{Guild: bot.Shared, Slug: "parking", Title: "Parking", Language: "en", Text: strings.TrimSpace(strings.TrimPrefix(page, "# Parking\n\n"))}
	if _, err := d.base.Save(t.Context(), shared, by); err != nil {
		t.Fatal(err)
	}
	passages, err := d.base.PassagesOf(t.Context(), bot.Shared, "parking")
	if err != nil {
		t.Fatal(err)
	}
	d.send(bot.Request{Kind: bot.Ask, Text: "Where can I park?"})
	d.said(bot.Answer, "Behind the clinic, free of charge.")
	for _, name := range []string{"kb edit", "kb remove", "kb refresh", "kb history", "kb show"} {
		d.command(name, "article", "parking")
		d.said(bot.Refused, "There is no article of that name")
	}
	d.send(bot.Request{Kind: bot.Ask, Text: "Who feeds the fish?"})
	d.send(bot.Request{Kind: bot.Press, Verb: bot.VerbWayTo, Args: []string{"1", fmt.Sprint(passages[0].ID)}})
	d.said(bot.Refused)
	if a, number, err := d.base.CurrentArticle(t.Context(), bot.Shared, "parking"); err != nil || number != 1 || a.Text != shared.Text {
		t.Errorf("the shared article was changed: revision %d, %v", number, err)
	}
}

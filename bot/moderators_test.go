package bot_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/stage"
	"pamphlet/knowledge"
)

// A desk is a moderator at work in a guild of its own.
type desk struct {
	t    *testing.T
	base *knowledge.Base
	bot  *bot.Bot
	page string // what the web holds
	now  time.Time
	last bot.Reply
}

func newDesk(t *testing.T) *desk {
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	guards, err := stage.Guards("")
	if err != nil {
		t.Fatal(err)
	}
	d := &desk{t: t, base: base, now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
	d.bot = bot.New(bot.Parts{Base: base, Guards: guards, Fetch: func(_ context.Context, url string) (bot.Fetched, error) {
		if d.page == "" {
			return bot.Fetched{}, errors.New("that site answered 404 instead of a page; check the address")
		}
		return bot.Fetched{File: bot.File{Name: "page.md", Body: []byte(d.page)}, Type: "text/markdown", URL: url}, nil
	}})
	return d
}

// send gives a request of a moderator to the bot.
func (d *desk) send(r bot.Request) bot.Reply {
	d.t.Helper()
	d.now = d.now.Add(time.Minute)
	r.Guild, r.Channel, r.Time = "g", "c", d.now
	if r.Member.ID == "" {
		r.Member = bot.Member{ID: "1", Name: "maria", Manage: true}
	}
	reply, err := d.bot.Handle(d.t.Context(), r)
	if err != nil {
		d.t.Fatal(err)
	}
	d.last = reply
	return reply
}

func (d *desk) command(name string, options ...string) bot.Reply {
	d.t.Helper()
	r := bot.Request{Kind: bot.Command, Name: name, Options: map[string]string{}}
	for i := 0; i < len(options); i += 2 {
		r.Options[options[i]] = options[i+1]
	}
	return d.send(r)
}

// press presses what the last reply offers.
func (d *desk) press(label string) bot.Reply {
	d.t.Helper()
	for _, a := range d.last.Actions {
		if a.Label == label {
			return d.send(bot.Request{Kind: bot.Press, Verb: a.Verb, Args: a.Args})
		}
	}
	d.t.Fatalf("no button %q below: %s", label, d.last.Text())
	return bot.Reply{}
}

// said fails the test unless the last reply is of a kind and holds all texts.
func (d *desk) said(kind bot.Kind, texts ...string) {
	d.t.Helper()
	if d.last.Kind != kind {
		d.t.Errorf("%s, want %s: %s", d.last.Kind, kind, d.last.Text())
	}
	for _, text := range texts {
		if !strings.Contains(d.last.Text(), text) {
			d.t.Errorf("%s\nlacks: %s", d.last.Text(), text)
		}
	}
}

const page = `# Parking

## Where can I park?

Behind the clinic, free of charge.

## Is there a bus?

Bus number 7 stops at the door.
`

func TestARefreshKeepsWhatWasEditedByHand(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.said(bot.Done, "Draft 1: Parking (add)")
	d.press("Publish")
	d.said(bot.Done, "revision 1")
	d.command("kb refresh", "article", "parking")
	d.said(bot.Done, "The page of Parking has nothing new.")

	d.command("kb edit", "article", "parking", "passage", "park")
	d.send(bot.Request{Kind: bot.Submit, Verb: d.last.Form.Verb, Args: d.last.Form.Args, Options: map[string]string{"text": "In front of the clinic."}})
	d.press("Publish")
	d.said(bot.Done, "revision 2")

	d.page = strings.Replace(page, "number 7", "number 9", 1)
	d.command("kb refresh", "article", "parking")
	d.said(bot.Done, "Parking (refresh from https://example.org/parking)", "of which new or changed: 1", "Bus number 9 stops")
	d.press("Publish")
	d.said(bot.Done, "revision 3")
	a, number, err := d.base.Standing(t.Context(), "g", "parking")
	if err != nil || number != 3 || !strings.Contains(a.Text, "In front of the clinic.") || !strings.Contains(a.Text, "number 9") {
		t.Errorf("revision %d: %s, %v", number, a.Text, err)
	}

	d.page = strings.Replace(d.page, "free of charge", "for two euros", 1)
	d.command("kb refresh", "article", "parking")
	d.said(bot.Done, "nothing new", "Changed both by hand and on the page, kept as edited by hand: Where can I park?")
	d.page = ""
	d.command("kb refresh", "article", "parking")
	d.said(bot.Refused, "That site answered 404 instead of a page; check the address.")
}

func TestRightsTakenAwayWhileAFormIsOpen(t *testing.T) {
	d := newDesk(t)
	d.command("setup", "role", "helpers", "may", "edit")
	d.press("Save")
	noor := bot.Member{ID: "2", Name: "noor", Roles: []string{"helpers"}}
	form := d.send(bot.Request{Kind: bot.Command, Name: "kb add", Member: noor}).Form
	if form == nil {
		t.Fatalf("no form: %s", d.last.Text())
	}
	d.command("setup", "role", "helpers", "may", "edit")
	d.press("Save")
	d.said(bot.Done, "may no longer edit")
	d.send(bot.Request{Kind: bot.Submit, Verb: form.Verb, Args: form.Args, Member: noor,
		Options: map[string]string{"title": "T", "question": "Q?", "answer": "A."}})
	d.said(bot.Refused, "You need the right to edit here.")
	if drafts, err := d.base.Drafts(t.Context(), "g"); len(drafts) > 0 || err != nil {
		t.Errorf("a draft was made: %v, %v", drafts, err)
	}
	d.command("kb audit")
	d.said(bot.Done, "noor (2): refused submit new: needs the right to edit")

	// Who may edit may not thereby publish.
	d.command("setup", "role", "helpers", "may", "edit")
	d.press("Save")
	d.send(bot.Request{Kind: bot.Submit, Verb: form.Verb, Args: form.Args, Member: noor,
		Options: map[string]string{"title": "T", "question": "Q?", "answer": "A."}})
	d.said(bot.Done, "Draft 1")
	d.send(bot.Request{Kind: bot.Press, Verb: "publish", Args: []string{"1"}, Member: noor})
	d.said(bot.Refused, "You need the right to publish here.")
}

func TestALostConnectionAfterPublishIsDoneOnce(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	for range 3 {
		d.send(bot.Request{Kind: bot.Press, Verb: "publish", Args: []string{"1"}})
		d.said(bot.Done, "Parking: revision 1, passages: 2")
	}
	published := 0
	entries, err := d.base.Audit(t.Context(), "g", "parking", 100)
	for _, e := range entries {
		if e.What == "publish" {
			published++
		}
	}
	if err != nil || published != 1 {
		t.Errorf("published %d times, %v", published, err)
	}
}

// list writes a list of questions and answers with so many rows.
func list(rows int, bad int) []byte {
	var out bytes.Buffer
	out.WriteString("question,answer\n")
	for i := range rows {
		if i == bad {
			fmt.Fprintf(&out, "Where is room %d?,\n", i)
			continue
		}
		fmt.Fprintf(&out, "Where is room %d?,Room %d is on floor %d of the building.\n", i, i, i/100)
	}
	return out.Bytes()
}

func TestFilesThatCannotBecomeArticles(t *testing.T) {
	d := newDesk(t)
	for _, test := range []struct {
		about, name string
		body        []byte
		want        string
	}{
		{"ten megabytes of nonsense", "nonsense.bin", bytes.Repeat([]byte{0, 1, 254, 77}, 10<<18), "is not text"},
		{"more than ten megabytes", "large.txt", bytes.Repeat([]byte("word "), 3<<20), "at most 10 MB"},
		{"a list with one bad row", "list.csv", list(5000, 3210), "row 3212 has no answer"},
		{"nothing", "empty.md", nil, "has no text"},
		{"a title alone", "title.md", []byte("# Title\n"), "question|no text|at least one sentence"},
		{"not UTF-8", "latin.txt", []byte("caf\xe9 \xff\xfe\xfd"), "UTF-8"},
	} {
		r := bot.Request{Kind: bot.Command, Name: "kb add", Files: []bot.File{{Name: test.name, Body: test.body}}}
		reply := d.send(r)
		found := false
		for want := range strings.SplitSeq(test.want, "|") {
			found = found || strings.Contains(reply.Text(), want)
		}
		if reply.Kind != bot.Refused || !reply.Private || !found || len(reply.Text()) > 300 {
			t.Errorf("%s: %s, private %v: %.300s, want %s", test.about, reply.Kind, reply.Private, reply.Text(), test.want)
		}
		if drafts, err := d.base.Drafts(t.Context(), "g"); len(drafts) > 0 || err != nil {
			t.Fatalf("%s: a draft was made, %v", test.about, err)
		}
	}
}

func TestAListOfFiveThousandPairsInOneGo(t *testing.T) {
	d := newDesk(t)
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "Rooms"},
		Files: []bot.File{{Name: "rooms.csv", Body: list(5000, -1)}}})
	d.said(bot.Done, "Draft 1: Rooms (add)", "Passages: 5000, of which new or changed: 5000.")
	d.press("Publish")
	d.said(bot.Done, "Rooms: revision 1, passages: 5000")
}

func TestOptionsAreCompletedForWhoMayUseThem(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	typing := func(member bot.Member, option, typed string) string {
		t.Helper()
		return strings.Join(d.send(bot.Request{Kind: bot.Suggest, Name: "kb edit", Args: []string{option}, Text: typed, Member: member,
			Options: map[string]string{"article": "parking"}}).Choices, "|")
	}
	if got := typing(bot.Member{}, "draft", ""); got != "1: Parking (add)" {
		t.Errorf("drafts: %s", got)
	}
	d.send(bot.Request{Kind: bot.Press, Verb: "publish", Args: []string{"1"}})
	for _, test := range []struct{ option, typed, want string }{
		{"article", "PAR", "parking"}, {"article", "zoo", ""}, {"passage", "bus", "Is there a bus?"}, {"revision", "", "1"},
		{"stage", "dr", "drafted"}, {"may", "", "edit|publish|configure"}, {"setting", "ret", "retention"}, {"why", "", ""},
	} {
		if got := typing(bot.Member{}, test.option, test.typed); got != test.want {
			t.Errorf("%s %q: %s, want %s", test.option, test.typed, got, test.want)
		}
		if got := typing(bot.Member{ID: "9"}, test.option, test.typed); got != "" {
			t.Errorf("a member without rights is told %s", got)
		}
	}
}

func TestAMessageBecomesADraft(t *testing.T) {
	d := newDesk(t)
	d.send(bot.Request{Kind: bot.Command, Name: "message add", Text: " \n "})
	d.said(bot.Refused, "That message has no words to take")
	d.send(bot.Request{Kind: bot.Command, Name: "message add", Text: "The *garden* opens in May.\n\n@everyone # not a heading"})
	form := d.last.Form
	if form == nil || form.Fields[1].Value != "The *garden* opens in May.\n\n@everyone # not a heading" {
		t.Fatalf("form: %+v", form)
	}
	d.send(bot.Request{Kind: bot.Submit, Verb: form.Verb, Args: form.Args, Options: map[string]string{
		"title": "The garden", "question": "When does the garden open?", "answer": form.Fields[1].Value}})
	d.said(bot.Done, "The garden (answer)")
	d.press("Publish")
	a, _, err := d.base.Standing(t.Context(), "g", "the-garden")
	if err != nil || !strings.Contains(a.Text, "The *garden* opens in May.") || a.Language != "en" {
		t.Errorf("article: %q %q, %v", a.Language, a.Text, err)
	}
}

func TestLongQuestionsDoNotFloodAList(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	for i := range 30 {
		question := fmt.Sprintf("Who %d\nfeeds %s number%d?", i, strings.Repeat(fmt.Sprint("animal", i, " "), 150), i)
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

func TestTwoPeopleAreTwoPeopleUnderAnyName(t *testing.T) {
	d := newDesk(t)
	d.command("setup", "setting", "twoperson", "value", "on")
	d.press("Save")
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	for _, test := range []struct {
		member bot.Member
		kind   bot.Kind
	}{
		{bot.Member{ID: "1", Name: "maria", Manage: true}, bot.Refused},
		{bot.Member{ID: "1", Name: "somebody else", Manage: true}, bot.Refused},
		{bot.Member{ID: "1", Manage: true}, bot.Refused},
		{bot.Member{ID: "11", Name: "maria", Manage: true}, bot.Done},
	} {
		d.send(bot.Request{Kind: bot.Press, Verb: "publish", Args: []string{"1"}, Member: test.member})
		d.said(test.kind)
	}
}

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
	var long strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&long, "## Where is room %d?\n\nRoom %d is on floor %d of the long building, behind the %dth door. %s\n\n", i, i, i/100, i%100, strings.Repeat(fmt.Sprint("Mind step ", i, " there. "), 108))
	}
	body := []byte(long.String())
	if len(body) < 9<<20 || len(body) > 10<<20 {
		t.Fatalf("%d bytes", len(body))
	}
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "Rooms"}, Files: []bot.File{{Name: "rooms.md", Body: body}}})
	d.said(bot.Done, "Draft 1")
	if f := d.last.Files[0]; len(f.Body) > 9<<20 || !strings.HasSuffix(string(f.Body), "the rest is left out: a file of Discord cannot hold it") {
		t.Errorf("the preview is of %d bytes", len(f.Body))
	}
	if _, err := d.base.Publish(t.Context(), "g", 1, knowledge.Change{When: d.now}); err != nil {
		t.Fatal(err)
	}
	d.command("kb show", "article", "rooms")
	d.said(bot.Refused, "more than Discord takes as a file; please ask the operator")
	if len(d.last.Files) > 0 {
		t.Error("half a file is attached")
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
	d.said(bot.Refused, "There is no such setting")
	d.send(bot.Request{Kind: bot.Press, Verb: "set", Args: []string{"retention", "x"}, Member: noor})
	d.said(bot.Refused, "You need the right to configure here.")
}

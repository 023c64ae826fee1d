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
	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// A moderation is a moderator at work in a guild of its own.
type moderation struct {
	t    *testing.T
	base *knowledge.Base
	bot  *bot.Bot
	page string // what the web holds
	now  time.Time
	last bot.Reply
}

func newDesk(t *testing.T) *moderation {
	base, err := knowledge.Open(t.Context(), rqlitetest.Database(t, knowledge.Memory))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	guards, err := scriptbot.Guards("")
	if err != nil {
		t.Fatal(err)
	}
	d := &moderation{t: t, base: base, now: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
	d.bot = bot.New(bot.Parts{Base: base, Guards: guards, Fetch: func(_ context.Context, url string) (bot.Fetched, error) {
		if d.page == "" {
			return bot.Fetched{}, errors.New("that site answered 404 instead of a page; check the address")
		}
		return bot.Fetched{File: bot.File{Name: "page.md", Body: []byte(d.page)}, Type: "text/markdown", URL: url}, nil
	}})
	return d
}

// send gives a request of a moderator to the bot.
func (d *moderation) send(r bot.Request) bot.Reply {
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

func (d *moderation) command(name string, options ...string) bot.Reply {
	d.t.Helper()
	r := bot.Request{Kind: bot.Command, Name: name, Options: map[string]string{}}
	for i := 0; i < len(options); i += 2 {
		r.Options[options[i]] = options[i+1]
	}
	return d.send(r)
}

// press presses what the last reply offers.
func (d *moderation) press(label string) bot.Reply {
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
func (d *moderation) said(kind bot.Kind, texts ...string) {
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
	a, number, err := d.base.CurrentArticle(t.Context(), "g", "parking")
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
	d.command("kb publish", "draft", "1")
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
	a, _, err := d.base.CurrentArticle(t.Context(), "g", "the-garden")
	if err != nil || !strings.Contains(a.Text, "\n\nThe garden opens in May.\n\n") || a.Language != "en" {
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

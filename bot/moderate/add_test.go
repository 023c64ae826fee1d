package moderate_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/internal/longtest"
)

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

// A table that does not name its columns as lists do is told which it has and what
// to type, and is read once that is typed.
func TestColumnsOfATableAreChosen(t *testing.T) {
	d := newDesk(t)
	files := []bot.File{{Name: "rooms.csv", Body: []byte("Topic,Words\nCar park,Behind the house.\n")}}
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Files: files})
	d.said(bot.Refused, `it has A "Topic", B "Words"`, "question=A,answer=B, in Discord with the option columns")
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Files: files, Options: map[string]string{"columns": "question=A, answer = B"}})
	d.said(bot.Done, "Behind the house.")
	d.press("Publish")
	d.send(bot.Request{Kind: bot.Command, Name: "kb edit", Options: map[string]string{"article": "rooms", "columns": "question=B,answer=A"}, Files: files})
	d.said(bot.Done, "Car park")
}

func TestALongListInOneGo(t *testing.T) {
	pairs := longtest.Or(500, 5000)
	d := newDesk(t)
	d.send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "Rooms"},
		Files: []bot.File{{Name: "rooms.csv", Body: list(pairs, -1)}}})
	d.said(bot.Done, "Draft 1: Rooms (add)", fmt.Sprintf("Passages: %d, of which new or changed: %[1]d.", pairs))
	d.press("Publish")
	d.said(bot.Done, fmt.Sprintf("Rooms: revision 1, passages: %d", pairs))
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

func TestATitleThatWasGivenStandsInTheForm(t *testing.T) {
	t.Parallel()
	form := newDesk(t).send(bot.Request{Kind: bot.Command, Name: "kb add", Options: map[string]string{"title": "House rules"}}).Form
	for _, f := range form.Fields {
		if f.Name == "title" && f.Value == "House rules" {
			return
		}
	}
	t.Errorf("fields: %+v", form.Fields)
}

func TestAFileKeepsItsNameInARefusal(t *testing.T) {
	t.Parallel()
	got := newDesk(t).send(bot.Request{Kind: bot.Command, Name: "kb add", Files: []bot.File{{Name: "faq.csv", Body: []byte("question,answer\nWhy?,\n")}}})
	if got.Kind != bot.Refused || !strings.HasPrefix(got.Lead, "faq.csv has a row") {
		t.Errorf("got %s %q", got.Kind, got.Lead)
	}
}

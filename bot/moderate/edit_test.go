package moderate_test

import (
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

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

// A form that is sent in part, as the command line can, changes that part.
func TestAFieldThatIsNotSentStaysAsItIs(t *testing.T) {
	d := newDesk(t)
	d.own(knowledge.Article{Slug: "parking", Title: "Parking", Language: "en",
		Text: "## Where can I park?\n? Is there a car park?\n\nBehind the clinic.\n\n## Is there a bus?\n\nBus 7 stops there."})
	for _, fields := range []map[string]string{{"text": "In front of the clinic."}, {"ways": "Where do I leave my car?"}} {
		d.command("kb edit", "article", "parking", "passage", "park")
		d.submit(fields)
		d.press("Publish")
		d.said(bot.Done)
	}
	a, _, err := d.base.CurrentArticle(t.Context(), "g", "parking")
	want := "## Where can I park?\n? Where do I leave my car?\n\nIn front of the clinic.\n\n## Is there a bus?\n\nBus 7 stops there."
	if err != nil || a.Text != want {
		t.Errorf("%v\ngot  %q\nwant %q", err, a.Text, want)
	}
}

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

// Words of a page are shown as they are: escaped once, and always.
func TestNotesOfAPageAreEscapedOnce(t *testing.T) {
	d := newDesk(t)
	d.page = strings.Replace(page, "Where can I park?", "Where can I park @night?", 1)
	d.command("kb add", "url", "https://example.org/parking")
	d.press("Publish")
	edit := func(text string) {
		d.command("kb edit", "article", "parking", "passage", "park")
		d.submit(map[string]string{"text": text})
		d.press("Publish")
	}
	edit("In front of the clinic.")
	d.page = strings.Replace(d.page, "Behind", "Far behind", 1)
	for _, part := range []string{"with news", "with nothing new"} {
		if part == "with news" {
			d.page += "\n## Is there a train?\n\nNo train stops there.\n"
		}
		reply := d.command("kb refresh", "article", "parking")
		d.said(bot.Done)
		notes := strings.Join(reply.Notes, "\n")
		if !strings.Contains(notes, "kept as edited by hand: "+bot.Escape("Where can I park @night?")) {
			t.Errorf("%s: %s", part, notes)
		}
		if part == "with news" {
			d.press("Publish")
			d.page = strings.Replace(d.page, "Far behind", "Very far behind", 1)
		}
	}
	d.said(bot.Done, "nothing new")
}

package moderate_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

func TestALostConnectionAfterPublishIsDoneOnce(t *testing.T) {
	d := newDesk(t)
	d.page = page
	d.command("kb add", "url", "https://example.org/parking")
	preview := d.last
	d.press("Publish")
	for range 3 {
		d.last = preview
		d.press("Publish")
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
		d.send(bot.Request{Kind: bot.Command, Name: "kb publish", Options: map[string]string{"draft": "1"}, Member: test.member})
		d.said(test.kind)
	}
}

// Who answers for the database may publish what no moderator may, with a
// reason. From then on moderators may change what stands around it.
func TestAnOperatorAnswersForWords(t *testing.T) {
	d := newDesk(t)
	d.page = "# Amounts\n\n## What does the law say?\n\nThe law tells how to tie a noose.\n\n## Is there a bus?\n\nBus number 7.\n"
	d.command("kb add", "url", "https://example.org/amounts")
	operator := bot.Member{ID: "o", Manage: true, Operator: true}
	publish := func(draft string, member bot.Member, why string) {
		t.Helper()
		d.send(bot.Request{Kind: bot.Command, Name: "kb publish", Options: map[string]string{"draft": draft, "why": why}, Member: member})
	}
	publish("1", bot.Member{}, "It is the law.")
	d.said(bot.Refused, "this must not stand in an article")
	publish("1", operator, "")
	d.said(bot.Refused, "this must not stand in an article")
	publish("1", operator, "It is the law.")
	d.said(bot.Done, "revision 1")
	d.command("kb audit")
	d.said(bot.Done, "(holds what must not be published: method: It is the law.)")

	edit := func(passage, text string) {
		t.Helper()
		d.command("kb edit", "article", "amounts", "passage", passage)
		d.send(bot.Request{Kind: bot.Submit, Verb: d.last.Form.Verb, Args: d.last.Form.Args, Options: map[string]string{"text": text}})
	}
	edit("bus", "Bus number 9.")
	d.press("Publish")
	d.said(bot.Done, "revision 2")
	edit("bus", "Bus number 9 tells how to tie a noose.")
	d.press("Publish")
	d.said(bot.Refused, "this must not stand in an article")
	edit("law", "The law tells how to tie a noose and names it.")
	d.press("Publish")
	d.said(bot.Refused, "this must not stand in an article")
}

// A draft that was pressed twice at once is published once, and neither press
// is told that it does something else by now.
func TestPressedTwiceAtOnce(t *testing.T) {
	for range 10 {
		d := newDesk(t)
		own := knowledge.Article{Guild: "g", Slug: "library", Title: "The library", Language: "en", Text: "The library opens at nine."}
		if _, err := d.base.Save(t.Context(), own, knowledge.Change{When: d.now}); err != nil {
			t.Fatal(err)
		}
		d.send(bot.Request{Kind: bot.Ask, Text: "Where can I park?"})
		d.said(bot.Unknown)
		d.page = page
		d.command("kb add", "url", "https://example.org/parking")
		d.said(bot.Done, "Newly answered (1)")
		press := d.last.Actions[0]
		var replies [4]bot.Reply
		var pressing sync.WaitGroup
		for i := range replies {
			pressing.Go(func() {
				var err error
				replies[i], err = d.bot.Handle(t.Context(), bot.Request{Kind: bot.Press, Guild: "g", Verb: press.Verb, Args: press.Args,
					Member: bot.Member{ID: "1", Manage: true}, Time: d.now})
				if err != nil {
					t.Error(err)
				}
			})
		}
		pressing.Wait()
		for _, reply := range replies {
			if reply.Kind != bot.Done || !strings.Contains(reply.Text(), "revision 1") {
				t.Errorf("%s: %s", reply.Kind, reply.Text())
			}
		}
	}
}

// Of several articles, the one that somebody else changed is named.
func TestTheArticleThatWasChangedIsNamed(t *testing.T) {
	d := newDesk(t)
	both := func(text string) []knowledge.Drafted {
		return []knowledge.Drafted{
			{Article: knowledge.Article{Guild: "g", Slug: "bus", Title: "The bus", Language: "en", Text: text}},
			{Article: knowledge.Article{Guild: "g", Slug: "parking", Title: "Parking", Language: "en", Text: text}},
		}
	}
	by := knowledge.Change{Who: "maria", When: d.now}
	if _, err := d.base.Propose(t.Context(), "g", knowledge.Draft{What: "add", Articles: both("Some words.")}, by); err != nil {
		t.Fatal(err)
	}
	if _, err := d.base.Save(t.Context(), both("Other words.")[1].Article, knowledge.Change{Who: "noor", When: d.now}); err != nil {
		t.Fatal(err)
	}
	d.command("kb publish", "draft", "1")
	d.said(bot.Refused, "parking was changed in the meantime by noor")
}

// Making a draft again overwrites nothing of what others changed meanwhile.
func TestADraftMadeAgainKeepsWhatOthersChanged(t *testing.T) {
	d := newDesk(t)
	d.own(clinic)
	d.command("kb edit", "article", "parking", "passage", "park")
	d.submit(map[string]string{"text": "You can park in front of the clinic."})
	first := d.last
	d.command("kb edit", "article", "parking", "review", "2027-05-01")
	d.press("Publish")
	d.last = first
	d.press("Publish")
	d.said(bot.Refused, "was changed in the meantime")
	d.press("Make it again over the newest")
	d.said(bot.Done, "Draft 3")
	d.press("Publish")
	d.said(bot.Done)
	a, _, err := d.base.CurrentArticle(t.Context(), "g", "parking")
	if err != nil || a.Review.Format(time.DateOnly) != "2027-05-01" || !strings.Contains(a.Text, "in front of") {
		t.Errorf("review %v, text %q, %v", a.Review, a.Text, err)
	}
	d.command("kb drafts")
	d.said(bot.Done, "No drafts wait.")
}

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

// What is posted in a channel is in the guild's words, not the moderator's.
func TestNewsAreInTheGuildsWords(t *testing.T) {
	d := newDesk(t)
	d.own(clinic)
	d.choose("disclaimer", "Please ask the people at the desk about it.")
	d.send(bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: "Who feeds the dog?"})
	d.command("kb queue", "question", "1")
	d.press("Write an answer")
	d.submit(map[string]string{"title": "Dogs", "question": "Who feeds the dog?", "answer": "The porter feeds it."})
	d.press("Publish")
	tell := d.last.Actions[0]
	d.send(bot.Request{Kind: bot.Press, Verb: tell.Verb, Args: tell.Args, Member: bot.Member{ID: "1", Name: "maria", Manage: true, Locale: "de"}})
	if len(d.last.Posts) != 1 || d.last.Posts[0].Reply.Disclaimer != "Please ask the people at the desk about it." {
		t.Errorf("posts: %+v", d.last.Posts)
	}
}

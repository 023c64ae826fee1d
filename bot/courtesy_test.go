package bot_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

// own saves articles of the desk's guild.
func (d *moderation) own(all ...knowledge.Article) {
	d.t.Helper()
	for i := range all {
		all[i].Guild = "g"
	}
	if _, err := d.base.SaveAll(d.t.Context(), "g", all, knowledge.Change{Who: "maria", When: d.now}, nil); err != nil {
		d.t.Fatal(err)
	}
}

func (d *moderation) choose(setting, value string) {
	d.t.Helper()
	if err := d.base.Choose(d.t.Context(), "g", setting, value, knowledge.Change{Who: "maria", When: d.now}); err != nil {
		d.t.Fatal(err)
	}
}

// submit sends in the form of the last reply.
func (d *moderation) submit(fields map[string]string) bot.Reply {
	d.t.Helper()
	return d.send(bot.Request{Kind: bot.Submit, Verb: d.last.Form.Verb, Args: d.last.Form.Args, Options: fields})
}

// What is withheld is not offered, and an old button does not lead to it.
func TestWhatIsWithheldIsBehindNoButton(t *testing.T) {
	d := newDesk(t)
	late := clinic
	late.Review = d.now.AddDate(0, 0, -1)
	d.own(late)
	ana := bot.Member{ID: "ana"}
	ask := func(question string) bot.Reply {
		t.Helper()
		return d.send(bot.Request{Kind: bot.Ask, Member: ana, Text: question})
	}
	id := strconv.FormatInt(ask("Where can I park?").Matches[0].ID, 10)
	d.choose("review", "withhold")
	for _, question := range []string{"Where can I park?", "Where could anybody park a bicycle tonight?"} {
		reply := ask(question)
		d.said(bot.Unknown)
		for _, a := range reply.Actions {
			if a.Verb == bot.VerbShow {
				t.Errorf("%s: offers %q", question, a.Label)
			}
		}
		if len(reply.Related) > 0 {
			t.Errorf("%s: related: %+v", question, reply.Related)
		}
	}
	d.send(bot.Request{Kind: bot.Press, Member: ana, Verb: bot.VerbShow, Args: []string{id}})
	d.said(bot.Refused, "past its review date")
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

// A test that is not there is not said to be removed, nor noted as removed.
func TestATestThatIsNotThereIsNotRemoved(t *testing.T) {
	d := newDesk(t)
	d.command("kb tests", "remove", "7")
	d.said(bot.Refused, "Please name the number of a test")
	d.command("kb audit")
	d.said(bot.Done, "Nothing has been changed yet.")
}

// Many articles with review dates do not fill a preview.
func TestManyArticlesArePreviewedInOneNote(t *testing.T) {
	d := newDesk(t)
	var all []knowledge.Drafted
	for i := range 30 {
		a := clinic
		a.Slug, a.Title, a.Review = fmt.Sprint("parking-", i), fmt.Sprint("Parking ", i), d.now.AddDate(1, 0, 0)
		all = append(all, knowledge.Drafted{Article: a})
	}
	id, err := d.base.Propose(t.Context(), "g", knowledge.Draft{What: "add", Articles: all}, knowledge.Change{Who: "maria", When: d.now})
	if err != nil {
		t.Fatal(err)
	}
	d.command("kb preview", "draft", strconv.FormatInt(id, 10))
	d.said(bot.Done, "30 articles; the attached file shows them all.")
	if n := len(d.last.Notes); n > 8 {
		t.Errorf("%d notes", n)
	}
}

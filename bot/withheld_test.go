package bot_test

import (
	"strconv"
	"strings"
	"testing"

	"pamphlet/bot"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// Below a boundary line stands nothing that the guild withholds, and nothing
// that is not for someone who may be at risk.
func TestWhatIsWithheldIsNotBelowABoundary(t *testing.T) {
	const question = "Should I take my ketamine tablets with food or not?"
	tablets := knowledge.Article{Slug: "tablets", Title: "Tablets", Language: "en", Tags: []string{knowledge.TagAdvice},
		Text: "# Should I take my ketamine tablets with food?\n\nKetamine tablets can be taken with food or without."}
	for _, test := range []struct {
		name   string
		change func(*knowledge.Article, *guild)
		quoted bool
	}{
		{"as it is", func(*knowledge.Article, *guild) {}, true},
		{"past its review date, which is noted", func(a *knowledge.Article, d *guild) { a.Review = d.now.AddDate(0, 0, -1) }, true},
		{"past its review date, withheld", func(a *knowledge.Article, d *guild) {
			a.Review = d.now.AddDate(0, 0, -1)
			d.choose("review", "withhold")
		}, false},
		{"to someone who may be at risk", func(_ *knowledge.Article, d *guild) {
			d.send(bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: "I want to kill myself"})
		}, true},
		{"not for someone who may be at risk", func(a *knowledge.Article, d *guild) {
			a.Tags = append(a.Tags, knowledge.TagNoCrisis)
			d.send(bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: "I want to kill myself"})
		}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, a := newGuild(t), tablets
			test.change(&a, d)
			d.own(a)
			reply := d.send(bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: question})
			if want := map[bool]bot.Kind{true: bot.Advice, false: bot.Unknown}[test.quoted]; reply.Kind != want || !strings.Contains(reply.Text(), "I can't advise") {
				t.Errorf("got %s, want %s below a boundary: %s", reply.Kind, want, reply.Text())
			}
			if quoted := strings.Contains(reply.Quote, "with food or without"); quoted != test.quoted {
				t.Errorf("quoted: %v, want %v: %s", quoted, test.quoted, reply.Text())
			}
		})
	}
}

// What would have answered and may not be quoted is named as the reason.
func TestWhatIsWithheldIsNoAnswer(t *testing.T) {
	d := newGuild(t)
	library := knowledge.Article{Slug: "library", Title: "The library", Language: "en", Review: d.now.AddDate(0, 0, -1),
		Text: "# When is the library open?\n\nThe library opens at nine in the morning."}
	d.own(library)
	ask := bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: "When is the library open?"}
	if reply := d.send(ask); reply.Kind != bot.Answer || reply.Reason != "" {
		t.Fatalf("%s, reason %q: %s", reply.Kind, string(reply.Reason), reply.Text())
	}
	d.choose("review", "withhold")
	if reply := d.send(ask); reply.Kind != bot.Unknown || reply.Reason != search.ReasonWithheld || reply.WhyNot == "" || strings.Contains(reply.Text(), "nine") {
		t.Errorf("%s, reason %q: %s", reply.Kind, string(reply.Reason), reply.Text())
	}
}

// A question that a moderator listed word for word is answered like any other,
// and an amount that somebody wants for themselves is not told to them.
func TestListedQuestionsAreAnsweredAndAmountsAreNot(t *testing.T) {
	d := newGuild(t)
	d.own(knowledge.Article{Slug: "tablets", Title: "Tablets", Language: "en",
		Text: "# Should I take my ketamine tablets with food?\n\nKetamine tablets can be taken with food or without.\n\n" +
			"# How much ketamine people take as tablets\n\nPeople who take ketamine tablets begin with 50 mg of it."})
	for _, test := range []struct {
		question string
		kind     bot.Kind
		lacks    string
	}{
		{"should I take my ketamine tablets with food", bot.Answer, "I can't advise"},
		{"how much ketamine should I take as tablets?", bot.Advice, "50 mg"},
	} {
		reply := d.send(bot.Request{Kind: bot.Ask, Member: bot.Member{ID: "ana"}, Text: test.question})
		if reply.Kind != test.kind || strings.Contains(reply.Text(), test.lacks) {
			t.Errorf("%s: got %s: %s", test.question, reply.Kind, reply.Text())
		}
	}
}

// What is withheld is not offered, and an old button does not lead to it.
func TestWhatIsWithheldIsBehindNoButton(t *testing.T) {
	d := newGuild(t)
	late := parking
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

package bot_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// newBot is a bot over the starter articles, and a base whose plug can be
// pulled.
func newBot(t *testing.T, guards bot.Guards, log *slog.Logger) (*bot.Bot, *knowledge.Base) {
	t.Helper()
	base, err := knowledge.Open(t.Context(), rqlitetest.Database(t, knowledge.Memory))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	if err := scriptbot.LearnStarter(t.Context(), base, time.Now()); err != nil {
		t.Fatal(err)
	}
	return bot.New(bot.Parts{Base: base, Guards: guards, Log: log}), base
}

// loadGuards loads the guards that come with the program, once for all tests.
var loadGuards = sync.OnceValues(func() (bot.Guards, error) { return scriptbot.Guards("") })

func guards(t *testing.T) bot.Guards {
	t.Helper()
	g, err := loadGuards()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func ask(text string) bot.Request {
	return bot.Request{Kind: bot.Ask, Guild: "g", Channel: "c", Member: bot.Member{ID: "ana"}, Text: text, Time: time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)}
}

// dangers are messages whose answer is a person, one for each such class.
var dangers = map[string]bot.Kind{
	"I want to kill myself tonight":                          bot.Crisis,
	"how many pills does it take to die":                     bot.Crisis,
	"I just took a whole bottle of pills and feel so sleepy": bot.Emergency,
	"my husband beats me and I am afraid to go home":         bot.Crisis,
}

// With the plug pulled nothing can be searched: who is in danger is answered
// all the same, and an ordinary question is not.
func TestDangerIsAnsweredWithoutOpeningTheIndex(t *testing.T) {
	for text, want := range dangers {
		b, base := newBot(t, guards(t), nil)
		base.Close()
		for _, kind := range []bot.RequestKind{bot.Ask, bot.Edit} {
			r := ask(text)
			r.Kind = kind
			reply, err := b.Handle(t.Context(), r)
			if err != nil || reply.Kind != want || reply.Lead == "" || len(reply.Matches) > 0 {
				t.Errorf("a message of kind %s: got %s, %v, want %s", kind, reply.Kind, err, want)
			}
		}
		if _, err := b.Handle(t.Context(), ask("How long does an infusion take?")); err == nil {
			t.Error("the index was open: this test proves nothing")
		}
	}
}

func TestWithoutRulesOnlyTheStaticCardAnswers(t *testing.T) {
	var log bytes.Buffer
	b, base := newBot(t, bot.Guards{}, slog.New(slog.NewTextHandler(&log, nil)))
	base.Close()
	for _, text := range []string{"How long does an infusion take?", "I want to kill myself tonight", "hi"} {
		reply, err := b.Handle(t.Context(), ask(text))
		if err != nil || !strings.Contains(reply.Text(), "findahelpline.com") {
			t.Errorf("got %q, %v", reply.Text(), err)
		}
		if strings.Contains(log.String(), text) {
			t.Error("the log holds a message's text")
		}
	}
	if !strings.Contains(log.String(), "safety") {
		t.Error("the operator is not told")
	}
}

func TestTheAnswerStandsBelowWarmWordsAndNothingIsKept(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	const question = "what's the point anymore, how long does an infusion take"
	reply, err := b.Handle(t.Context(), ask(question))
	if err != nil || reply.Kind != bot.Sensitive || !reply.Private || len(reply.Matches) == 0 || len(reply.Resources) == 0 {
		t.Fatalf("got %s with %d passages, %v", reply.Kind, len(reply.Matches), err)
	}
	text := reply.Text()
	if warm, answer := strings.Index(text, "Thank you for writing"), strings.Index(text, reply.Matches[0].Text[:40]); warm < 0 || answer < warm {
		t.Errorf("the warm words do not come first: %q", text)
	}
	mention := ask(question)
	mention.Spoken, mention.Member.ID = true, "ben"
	reply, err = b.Handle(t.Context(), mention)
	if err != nil || reply.Kind != bot.Sensitive || len(reply.Matches) == 0 || !strings.Contains(reply.Text(), "findahelpline.com") {
		t.Fatalf("a mention: got %s, %v", reply.Kind, err)
	}
	for _, told := range []string{"Thank you", "heavy", "close to home"} {
		if strings.Contains(reply.Title+reply.Text(), told) {
			t.Errorf("others read %q: %q", told, reply.Text())
		}
	}
	kept, err := base.Exchanges(t.Context(), "g", 10)
	if err != nil || len(kept) > 0 {
		t.Errorf("%d exchanges were kept, %v", len(kept), err)
	}
}

// Where nothing can be read from the database, warm words need none.
func TestWarmWordsNeedNoDatabase(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	base.Close()
	reply, err := b.Handle(t.Context(), ask("what's the point anymore, everyone would be better off without me"))
	if err != nil || reply.Kind != bot.Sensitive || len(reply.Resources) == 0 {
		t.Errorf("got %s, %v", reply.Kind, err)
	}
}

func TestModeratorsAreAlertedOnlyWhereTheyChoseAChannel(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	r := ask("I want to kill myself tonight")
	r.Link = "https://discord.com/channels/1/2/3"
	if reply, err := b.Handle(t.Context(), r); err != nil || len(reply.Posts) > 0 {
		t.Errorf("alerted unasked: %v, %v", len(reply.Posts), err)
	}
	if err := base.Set(t.Context(), "g", "alert", "77"); err != nil {
		t.Fatal(err)
	}
	reply, err := b.Handle(t.Context(), r)
	if err != nil || len(reply.Posts) != 1 || reply.Posts[0].Channel != "77" {
		t.Fatalf("got %d posts, %v", len(reply.Posts), err)
	}
	alert := reply.Posts[0].Reply.Text()
	if !strings.Contains(alert, r.Link) || !strings.Contains(alert, "crisis") || strings.Contains(alert, "kill") || strings.Contains(alert, "ana") {
		t.Errorf("the alert says %q", alert)
	}
	if got := reply.Posts[0].Reply.Ping; got != "" {
		t.Errorf("it notifies %q unasked", got)
	}
	if err := base.Set(t.Context(), "g", "alertrole", "42"); err != nil {
		t.Fatal(err)
	}
	r.Member.ID = "ben"
	if reply, err := b.Handle(t.Context(), r); err != nil || len(reply.Posts) != 1 || reply.Posts[0].Reply.Ping != "42" || reply.Ping != "" {
		t.Errorf("the role is not notified by the post alone: %+v, %v", reply, err)
	}
	if reply, err := b.Handle(t.Context(), ask("How long does an infusion take?")); err != nil || len(reply.Posts) > 0 {
		t.Errorf("an ordinary question alerted: %d posts, %v", len(reply.Posts), err)
	}
}

// Ten messages of one member are one alert, unless it gets graver.
func TestModeratorsAreToldOnceUnlessItGetsGraver(t *testing.T) {
	b, base := newBot(t, guards(t), nil)
	if err := base.Set(t.Context(), "g", "alert", "77"); err != nil {
		t.Fatal(err)
	}
	for i, step := range []struct {
		text   string
		member string
		after  time.Duration
		alerts int
	}{
		{"what's the point of living anymore", "ana", 0, 1},
		{"i just feel like everyone would be better off without me", "ana", time.Minute, 0},
		{"I want to kill myself tonight", "ana", 2 * time.Minute, 1},
		{"I want to kill myself tonight", "ana", 3 * time.Minute, 0},
		{"what's the point of living anymore", "ana", 4 * time.Minute, 0},
		{"I want to kill myself tonight", "ben", 4 * time.Minute, 1},
		{"I want to kill myself tonight", "ana", time.Hour, 1},
	} {
		r := ask(step.text)
		r.Member.ID, r.Time = step.member, r.Time.Add(step.after)
		reply, err := b.Handle(t.Context(), r)
		if err != nil || len(reply.Posts) != step.alerts || reply.Kind == bot.Answer {
			t.Errorf("message %d: %d alerts with a reply of kind %s, %v; want %d", i+1, len(reply.Posts), reply.Kind, err, step.alerts)
		}
	}
}

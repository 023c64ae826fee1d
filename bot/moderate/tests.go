package moderate

import (
	"context"
	"errors"
	"strconv"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// kbTests lists the guild's own tests, runs them, or removes one.
func (b *Bot) kbTests(ctx context.Context, r bot.Request) (bot.Reply, error) {
	switch {
	case r.Option("remove") != "":
		return b.pressUntest(ctx, r)
	case r.Option("run") != "":
		return b.runTests(ctx, r)
	case r.Option("add") != "":
		return b.addTest(ctx, r)
	}
	all, err := b.base.Cases(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return nothing(r, messages.NoTests), nil
	}
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = caseLine(c)
	}
	reply := r.Done(messages.Tests, len(all))
	reply.Value = all
	reply.Actions = []bot.Action{{Label: r.Say(messages.RunTests), Verb: verbRun, Style: bot.Primary}}
	list(&reply, "tests.txt", lines)
	return reply, nil
}

func caseLine(c knowledge.Case) string {
	place := c.Article
	if len(c.Heading) > 0 {
		place += " › " + c.Heading[len(c.Heading)-1]
	}
	return strconv.FormatInt(c.ID, 10) + ". " + brief(c.Question) + bot.Escape(" → "+place)
}

// A run is what came of one test, for programs.
type run struct {
	knowledge.Case
	Holds bool   `json:"holds"`
	Got   string `json:"got"`
}

// runTests asks every test's question and says which are answered otherwise.
func (b *Bot) runTests(ctx context.Context, r bot.Request) (bot.Reply, error) {
	all, err := b.base.Cases(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	var lines []string
	runs := []run{}
	for _, c := range all {
		found, err := b.tested(ctx, r.Guild, c.Question)
		if err != nil {
			return bot.Reply{}, err
		}
		runs = append(runs, run{c, c.Holds(found), first(found)})
		if c.Holds(found) {
			continue
		}
		got := first(found)
		if got == "" {
			got = r.Say(messages.Nothing)
		}
		lines = append(lines, caseLine(c)+bot.Escape("; now: "+got))
	}
	reply := r.Done(messages.TestsRun, len(all)-len(lines), len(lines))
	reply.Value = runs
	list(&reply, "tests.txt", lines)
	return reply, nil
}

// tested answers a test's question as a member is answered: with nothing from
// the articles, if the guards would show a card.
func (b *Bot) tested(ctx context.Context, guild, question string) (search.Result, error) {
	if b.parts.Guards.OnlyCard(question) {
		return search.Result{}, nil
	}
	return b.bases.Search(ctx, search.Query{Guild: guild, Text: question})
}

// addTest saves a question as a test of the passage that answers it now.
func (b *Bot) addTest(ctx context.Context, r bot.Request) (bot.Reply, error) {
	question := r.Option("add")
	found, err := b.tested(ctx, r.Guild, question)
	if err != nil {
		return bot.Reply{}, err
	}
	if !found.Answered {
		return r.Refused(messages.NoAnswerToTest), nil
	}
	p := found.Matches[0].Passage
	if err := b.base.SaveCase(ctx, r.Guild, question, p, change(r, "")); err != nil {
		return bot.Reply{}, err
	}
	return r.Done(messages.TestKept, bot.Escape(bot.Title(p))), nil
}

// pressTest saves the question of an exchange and the passage that answered it
// as a test.
func (b *Bot) pressTest(ctx context.Context, r bot.Request) (bot.Reply, error) {
	e, err := b.base.Exchange(ctx, r.Guild, number(r, "exchange"))
	if errors.Is(err, knowledge.ErrNoExchange) || err == nil && e.Passage == 0 {
		return r.Refused(messages.NothingToTest), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	p, err := b.bases.Readable(ctx, r.Guild, e.Passage)
	if errors.Is(err, knowledge.ErrNoPassage) {
		return r.Refused(messages.Gone), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	if err := b.base.SaveCase(ctx, r.Guild, e.Question, p, change(r, "")); err != nil {
		return bot.Reply{}, err
	}
	return r.Done(messages.TestKept, bot.Escape(bot.Title(p))), nil
}

// pressUntest removes a test.
func (b *Bot) pressUntest(ctx context.Context, r bot.Request) (bot.Reply, error) {
	id := number(r, "remove")
	err := b.base.RemoveCase(ctx, r.Guild, id, change(r, ""))
	if errors.Is(err, knowledge.ErrNoCase) {
		return r.Refused(messages.NoTest), nil
	}
	return r.Done(messages.TestDropped, id), err
}

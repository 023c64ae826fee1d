package bot

import (
	"context"
	"errors"
	"strconv"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// kbTests lists the guild's own tests, runs them, or removes one.
func (b *Bot) kbTests(ctx context.Context, r Request) (Reply, error) {
	switch {
	case r.option("remove") != "":
		return b.pressUntest(ctx, r)
	case r.option("run") != "":
		return b.runTests(ctx, r)
	case r.option("add") != "":
		return b.addTest(ctx, r)
	}
	all, err := b.base.Cases(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return r.nothing(messages.NoTests), nil
	}
	lines := make([]string, len(all))
	for i, c := range all {
		lines[i] = caseLine(c)
	}
	reply := r.done(messages.Tests, len(all))
	reply.Value = all
	reply.Actions = []Action{{Label: r.say(messages.RunTests), Verb: verbRun, Style: Primary}}
	list(&reply, "tests.txt", lines)
	return reply, nil
}

func caseLine(c knowledge.Case) string {
	place := c.Article
	if len(c.Heading) > 0 {
		place += " › " + c.Heading[len(c.Heading)-1]
	}
	return strconv.FormatInt(c.ID, 10) + ". " + brief(c.Question) + Escape(" → "+place)
}

// A run is what came of one test, for programs.
type run struct {
	knowledge.Case
	Holds bool   `json:"holds"`
	Got   string `json:"got"`
}

// runTests asks every test's question and says which are answered otherwise.
func (b *Bot) runTests(ctx context.Context, r Request) (Reply, error) {
	all, err := b.base.Cases(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	var lines []string
	runs := []run{}
	for _, c := range all {
		found, err := b.tested(ctx, r.Guild, c.Question)
		if err != nil {
			return Reply{}, err
		}
		runs = append(runs, run{c, c.Holds(found), first(found)})
		if c.Holds(found) {
			continue
		}
		got := first(found)
		if got == "" {
			got = r.say(messages.Nothing)
		}
		lines = append(lines, caseLine(c)+Escape("; now: "+got))
	}
	reply := r.done(messages.TestsRun, len(all)-len(lines), len(lines))
	reply.Value = runs
	list(&reply, "tests.txt", lines)
	return reply, nil
}

// tested answers a test's question as a member is answered: with nothing from
// the articles, if the guards would show a card.
func (b *Bot) tested(ctx context.Context, guild, question string) (knowledge.Result, error) {
	if b.guards.OnlyCard(question) {
		return knowledge.Result{}, nil
	}
	return b.bases.Search(ctx, knowledge.Query{Guild: guild, Text: question})
}

// addTest saves a question as a test of the passage that answers it now.
func (b *Bot) addTest(ctx context.Context, r Request) (Reply, error) {
	question := r.option("add")
	found, err := b.tested(ctx, r.Guild, question)
	if err != nil {
		return Reply{}, err
	}
	if !found.Answered {
		return r.refused(messages.NoAnswerToTest), nil
	}
	p := found.Matches[0].Passage
	if err := b.base.SaveCase(ctx, r.Guild, question, p, r.change("")); err != nil {
		return Reply{}, err
	}
	return r.done(messages.TestKept, Escape(title(p))), nil
}

// pressTest saves the question of an exchange and the passage that answered it
// as a test.
func (b *Bot) pressTest(ctx context.Context, r Request) (Reply, error) {
	e, err := b.base.Exchange(ctx, r.Guild, r.number("exchange"))
	if errors.Is(err, knowledge.ErrNoExchange) || err == nil && e.Passage == 0 {
		return r.refused(messages.NothingToTest), nil
	}
	if err != nil {
		return Reply{}, err
	}
	p, err := b.bases.Readable(ctx, r.Guild, e.Passage)
	if errors.Is(err, knowledge.ErrNoPassage) {
		return r.refused(messages.Gone), nil
	}
	if err != nil {
		return Reply{}, err
	}
	if err := b.base.SaveCase(ctx, r.Guild, e.Question, p, r.change("")); err != nil {
		return Reply{}, err
	}
	return r.done(messages.TestKept, Escape(title(p))), nil
}

// pressUntest removes a test.
func (b *Bot) pressUntest(ctx context.Context, r Request) (Reply, error) {
	id := r.number("remove")
	err := b.base.RemoveCase(ctx, r.Guild, id, r.change(""))
	if errors.Is(err, knowledge.ErrNoCase) {
		return r.refused(messages.NoTest), nil
	}
	return r.done(messages.TestDropped, id), err
}

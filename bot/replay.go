package bot

import (
	"context"
	"slices"

	"pamphlet/knowledge"
)

// mostReplayed is how many of a guild's last exchanges are replayed on a
// draft.
const mostReplayed = 500

// An effect is what a draft does to the answer of one question.
type effect struct {
	Question string `json:"question"`
	Old      string `json:"old"` // title and heading of the answer before, or ""
	New      string `json:"new"` // the same after
}

// Effects are what a draft does to the answers of a guild.
type effects struct {
	Asked      int      `json:"asked"` // different questions that were replayed
	Answered   []effect `json:"newly_answered"`
	Unanswered []effect `json:"newly_unanswered"`
	Moved      []effect `json:"answered_elsewhere"`
	Reworded   int      `json:"reworded"` // answered at the same place in other words
	Tests      int      `json:"tests"`
	Broken     []effect `json:"broken_tests"`
}

// replay asks the guild's tests, and the questions of its last exchanges if
// all is set, before and after d.
func (b *Bot) replay(ctx context.Context, guild string, d knowledge.Draft, all bool) (effects, error) {
	var questions []string
	cases, err := b.base.Cases(ctx, guild)
	if all && err == nil {
		questions, err = b.asked(ctx, guild)
	}
	if err != nil {
		return effects{}, err
	}
	return b.replayOn(ctx, cases, questions, func() (*overlay, error) { return b.overlay(ctx, guild, d, nil) })
}

// replayOn asks tests and questions before and after what overlay makes
// different. It is called only if there is something to ask.
func (b *Bot) replayOn(ctx context.Context, cases []knowledge.Case, questions []string, overlay func() (*overlay, error)) (effects, error) {
	e := effects{Tests: len(cases), Asked: len(questions)}
	if len(cases)+len(questions) == 0 {
		return e, nil
	}
	o, err := overlay()
	if err != nil {
		return e, err
	}
	defer o.Close()
	for _, c := range cases {
		was, is, err := o.both(ctx, c.Question)
		if err != nil {
			return e, err
		}
		if c.Holds(was) && !c.Holds(is) {
			e.Broken = append(e.Broken, effect{c.Question, first(was), first(is)})
		}
	}
	for _, question := range questions {
		was, is, err := o.both(ctx, question)
		if err != nil {
			return e, err
		}
		e.compare(question, was, is)
	}
	return e, nil
}

// asked lists the different questions of a guild's last exchanges.
func (b *Bot) asked(ctx context.Context, guild string) ([]string, error) {
	last, err := b.base.Exchanges(ctx, guild, mostReplayed)
	seen := make(map[string]bool)
	var all []string
	for _, e := range last {
		if !seen[e.Question] {
			seen[e.Question] = true
			all = append(all, e.Question)
		}
	}
	return all, err
}

// both asks the base as it is and as it would be.
func (o *overlay) both(ctx context.Context, question string) (was, is knowledge.Result, err error) {
	q := knowledge.Query{Guild: o.guild, Text: question}
	if was, err = o.bot.search(ctx, q); err == nil {
		is, err = o.search(ctx, q)
	}
	return was, is, err
}

// compare sorts one question by what happens to its answer.
func (e *effects) compare(question string, was, is knowledge.Result) {
	change := effect{question, first(was), first(is)}
	switch {
	case !was.Answered && is.Answered:
		e.Answered = append(e.Answered, change)
	case was.Answered && !is.Answered:
		e.Unanswered = append(e.Unanswered, change)
	case !was.Answered:
	case was.Matches[0].Article != is.Matches[0].Article || !slices.Equal(was.Matches[0].Heading, is.Matches[0].Heading):
		e.Moved = append(e.Moved, change)
	case was.Matches[0].Text != is.Matches[0].Text:
		e.Reworded++
	}
}

// first names the passage that answers, or "".
func first(r knowledge.Result) string {
	if !r.Answered {
		return ""
	}
	p := r.Matches[0].Passage
	if h := title(p); h != p.Title {
		return p.Title + " › " + h
	}
	return p.Title
}

package bot

import (
	"context"
	"strconv"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// Verbs by which a member judges an answer. Args[0] is the exchange, Args[1] the
// passage that was opened, if the exchange showed what comes closest.
const (
	VerbHelpful    Verb = "good"
	VerbNotHelpful Verb = "poor"
	VerbWhy        Verb = "why" // Args[1] is what was wrong
	// VerbTest is a moderator's: it makes a test of the exchange.
	VerbTest Verb = "test"
)

// What members think of an answer, as it is kept.
const (
	verdictHelpful    = "helpful"
	verdictNotHelpful = "not helpful"
)

// reasons are what can be wrong with an answer: how it is kept, and how it is
// offered.
var reasons = []struct {
	verdict string
	say     messages.Key
}{
	{"wrong passage", messages.WhyWrong}, {"not what I asked", messages.WhyOther}, {"outdated", messages.WhyOld}, {"hard to understand", messages.WhyHard},
}

// feedback keeps what a member thought of an answer. One that did not help goes
// to the moderators, once, and the member may say why.
func (b *Bot) feedback(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.Arg(0), 10, 64)
	if err != nil {
		return r.Refused(messages.Gone), nil
	}
	if r.Verb == VerbHelpful {
		if err := b.base.Judge(ctx, r.Guild, id, verdictHelpful); err != nil {
			return Reply{}, err
		}
		if passage, err := strconv.ParseInt(r.Arg(1), 10, 64); err == nil {
			if err := b.base.Opened(ctx, r.Guild, id, passage, true); err != nil {
				return Reply{}, err
			}
		}
		return b.withTestButton(ctx, r, r.Done(messages.Thanks), r.Arg(0))
	}
	if err := b.base.Judge(ctx, r.Guild, id, verdictNotHelpful); err != nil {
		return Reply{}, err
	}
	menu := Menu{Verb: VerbWhy, Args: []string{r.Arg(0)}, Placeholder: r.Say(messages.PickWhy)}
	for i, reason := range reasons {
		menu.Options = append(menu.Options, Option{Label: r.Say(reason.say), Value: strconv.Itoa(i)})
	}
	reply := r.Done(messages.WhyNot)
	reply.Menus = []Menu{menu}
	if err := b.enqueueExchange(ctx, r, knowledge.WhyNotHelpful, false); !notKept(err) {
		return reply, err
	}
	return reply, nil // one that is no longer kept is nobody's loss
}

// why keeps what was wrong with an answer.
func (b *Bot) why(ctx context.Context, r Request) (Reply, error) {
	id, err := strconv.ParseInt(r.Arg(0), 10, 64)
	n, err2 := strconv.Atoi(r.Arg(1))
	if err != nil || err2 != nil || n < 0 || n >= len(reasons) {
		return r.Refused(messages.Gone), nil
	}
	reply := r.Done(messages.WhyThanks)
	reply.Replaces = true
	return reply, b.base.Judge(ctx, r.Guild, id, reasons[n].verdict)
}

// withFeedback keeps the exchange of an answer, asks whether it helped, and lets a
// moderator make a test of it.
func (b *Bot) withFeedback(ctx context.Context, r Request, question string, found search.Result, reply Reply) (Reply, error) {
	id, err := b.record(ctx, r, question, Answer, found)
	if err != nil || id == "" {
		return reply, err
	}
	reply.Exchange = id
	reply.Actions = append(reply.Actions,
		Action{Label: r.Say(messages.Helpful), Verb: VerbHelpful, Args: []string{id}},
		Action{Label: r.Say(messages.NotHelpful), Verb: VerbNotHelpful, Args: []string{id}})
	return b.withTestButton(ctx, r, reply, id)
}

// withTestButton lets a moderator make a test of an exchange: of an answer to
// themselves, or of anybody's that they found helpful.
func (b *Bot) withTestButton(ctx context.Context, r Request, reply Reply, exchange string) (Reply, error) {
	moderator, err := b.HasRight(ctx, r, MayEdit)
	if moderator {
		reply.Actions = append(reply.Actions, Action{Label: r.Say(messages.MakeTest), Verb: VerbTest, Args: []string{exchange}})
	}
	return reply, err
}

// withNoneOfThese keeps the exchange of a question back, with a button for when none
// of its choices is meant.
func (b *Bot) withNoneOfThese(ctx context.Context, r Request, question string, found search.Result, reply Reply) (Reply, error) {
	id, err := b.record(ctx, r, question, Clarify, found)
	if err != nil || id == "" {
		return reply, err
	}
	reply.Exchange = id
	reply.Actions = append(reply.Actions, r.noneOfThese(id))
	return reply, nil
}

// noneOfThese is the button for when nothing that is offered is meant.
func (r Request) noneOfThese(exchange string) Action {
	return Action{Label: r.Say(messages.NoneOfThese), Verb: VerbNoneOfThese, Args: []string{exchange}}
}

// askModerator is the button that passes a question on.
func (r Request) askModerator(exchange string) Action {
	return Action{Label: r.Say(messages.AskModerator), Verb: VerbAskModerator, Args: []string{exchange}}
}

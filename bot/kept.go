package bot

import (
	"context"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// withFeedback keeps the exchange of an answer, asks whether it helped, and lets a
// moderator make a test of it.
func (b *Bot) withFeedback(ctx context.Context, r Request, question string, found knowledge.Result, reply Reply) (Reply, error) {
	id, err := b.record(ctx, r, question, Answer, found)
	if err != nil || id == "" {
		return reply, err
	}
	reply.Exchange = id
	reply.Actions = append(reply.Actions,
		Action{Label: r.say(messages.Helpful), Verb: VerbHelpful, Args: []string{id}},
		Action{Label: r.say(messages.NotHelpful), Verb: VerbNotHelpful, Args: []string{id}})
	return b.withTestButton(ctx, r, reply, id)
}

// withTestButton lets a moderator make a test of an exchange: of an answer to
// themselves, or of anybody's that they found helpful.
func (b *Bot) withTestButton(ctx context.Context, r Request, reply Reply, exchange string) (Reply, error) {
	moderator, err := b.hasRight(ctx, r, MayEdit)
	if moderator {
		reply.Actions = append(reply.Actions, Action{Label: r.say(messages.MakeTest), Verb: verbTest, Args: []string{exchange}})
	}
	return reply, err
}

// withNoneOfThese keeps the exchange of a question back, with a button for when none
// of its choices is meant.
func (b *Bot) withNoneOfThese(ctx context.Context, r Request, question string, found knowledge.Result, reply Reply) (Reply, error) {
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
	return Action{Label: r.say(messages.NoneOfThese), Verb: VerbNoneOfThese, Args: []string{exchange}}
}

// askModerator is the button that passes a question on.
func (r Request) askModerator(exchange string) Action {
	return Action{Label: r.say(messages.AskModerator), Verb: VerbAskModerator, Args: []string{exchange}}
}

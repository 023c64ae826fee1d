package bot

import (
	"context"

	"pamphlet/knowledge"
)

// kept keeps the exchange of an answer, and lets a moderator make a test of it.
func (b *Bot) kept(ctx context.Context, r Request, question string, found knowledge.Result, reply Reply) (Reply, error) {
	id, err := b.record(ctx, r, question, Answer, found)
	if err != nil || id == "" {
		return reply, err
	}
	reply.Exchange = id
	moderator, err := b.may(ctx, r, MayEdit)
	if moderator {
		reply.Actions = append(reply.Actions, Action{Label: r.say(sayMakeTest), Verb: verbTest, Args: []string{id}})
	}
	return reply, err
}

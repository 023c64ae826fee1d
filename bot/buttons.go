package bot

import (
	"context"
	"slices"
	"strings"

	"pamphlet/bot/messages"
)

// withButtons answers r with do and adds the buttons that depend on where the
// reply stands, not on what it says.
func (b *Bot) withButtons(ctx context.Context, r Request, do func(context.Context, Request) (Reply, error)) (Reply, error) {
	reply, err := do(ctx, r)
	if err != nil {
		return reply, err
	}
	if !r.open(reply) {
		reply.Actions = ephemeral(reply.Actions)
	}
	if reply.Kind == Answer {
		reply.Actions = append(reply.Actions, r.more(reply)...)
	}
	return b.dismissable(ctx, r, reply), nil
}

// ephemeral marks the buttons of a private reply: what they lead to is private.
func ephemeral(actions []Action) []Action {
	actions = slices.Clone(actions)
	for i, a := range actions {
		if a.Verb == VerbShow && len(a.Args) == 1 || a.Verb == VerbOpen && len(a.Args) == 2 {
			actions[i].Args = append(slices.Clone(a.Args), inPrivate)
		}
	}
	return actions
}

// more are the buttons below every answer.
func (r Request) more(reply Reply) []Action {
	var all []Action
	if reply.Exchange != "" {
		all = append(all, r.askModerator(reply.Exchange))
	}
	if len(reply.Matches) > 0 {
		if source := reply.Matches[0].Source; strings.HasPrefix(source, "https://") || strings.HasPrefix(source, "http://") {
			all = append(all, Action{Label: r.say(messages.OpenSource), URL: source})
		}
	}
	return all
}

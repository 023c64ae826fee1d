package bot

import (
	"context"
	"crypto/subtle"

	"pamphlet/bot/messages"
)

// VerbDismiss takes a reply away. Args[0] stands for the asker.
const VerbDismiss Verb = "away"

// open reports whether others than the asker see the reply to r.
func (r Request) open(reply Reply) bool {
	return r.Guild != "" && (r.Spoken || !reply.Private)
}

// dismissable adds the button that takes a reply away, where others see it.
// In private, Discord has one of its own. A reply without the button is better
// than none: it may be a card.
func (b *Bot) dismissable(ctx context.Context, r Request, reply Reply) Reply {
	switch {
	case b.noStore, !r.open(reply), reply.Kind == Silent, reply.Kind == SmallTalk, reply.Kind == Done, reply.Kind == Refused, reply.Form != nil:
		return reply
	}
	mark, err := b.base.Mark(ctx, r.Guild, r.Member.ID)
	if err != nil || mark == "" {
		return reply
	}
	reply.Actions = append(reply.Actions, Action{Label: r.say(messages.Dismiss), Verb: VerbDismiss, Args: []string{mark}})
	return reply
}

// dismiss takes a reply away if its asker or a moderator wants that.
func (b *Bot) dismiss(ctx context.Context, r Request) (Reply, error) {
	allowed := r.Direct
	if !allowed {
		mark, err := b.base.Mark(ctx, r.Guild, r.Member.ID)
		if err != nil {
			return Reply{}, err
		}
		allowed = mark != "" && subtle.ConstantTimeCompare([]byte(mark), []byte(r.arg(0))) == 1
	}
	for _, right := range rights {
		if allowed {
			break
		}
		var err error
		if allowed, err = b.hasRight(ctx, r, right); err != nil {
			return Reply{}, err
		}
	}
	if !allowed {
		return refused(r, messages.NotYours), nil
	}
	return Reply{Kind: Silent, Replaces: true}, nil
}

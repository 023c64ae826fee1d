package bot

import (
	"context"
	"crypto/subtle"
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
	reply.Choose = r.Say(messages.Choose)
	return b.dismissable(ctx, r, b.shareable(ctx, r, reply)), nil
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
			all = append(all, Action{Label: r.Say(messages.OpenSource), URL: source})
		}
	}
	return all
}

// press carries out a button.
func (b *Bot) press(ctx context.Context, r Request) (Reply, error) {
	switch r.Verb {
	case VerbShow:
		return b.pressShow(ctx, r)
	case VerbOpen:
		return b.pressOpen(ctx, r)
	case VerbHelpful, VerbNotHelpful:
		return b.feedback(ctx, r)
	case VerbWhy:
		return b.why(ctx, r)
	case VerbAskModerator, VerbNoneOfThese, VerbTellMe:
		return b.handOver(ctx, r)
	case VerbFAQ:
		return b.faq(ctx, r)
	case VerbFAQOf:
		return b.pressFAQOf(ctx, r)
	case VerbFAQRead:
		return b.pressFAQRead(ctx, r)
	case VerbShare:
		return b.pressShare(ctx, r)
	case VerbDismiss:
		return b.dismiss(ctx, r)
	case VerbForget:
		return b.forgetMember(ctx, r)
	}
	return r.Refused(messages.Gone), nil
}

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
	reply.Actions = append(reply.Actions, Action{Label: r.Say(messages.Dismiss), Verb: VerbDismiss, Args: []string{mark}})
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
		allowed = mark != "" && subtle.ConstantTimeCompare([]byte(mark), []byte(r.Arg(0))) == 1
	}
	for _, right := range Rights() {
		if allowed {
			break
		}
		var err error
		if allowed, err = b.HasRight(ctx, r, right); err != nil {
			return Reply{}, err
		}
	}
	if !allowed {
		return r.Refused(messages.NotYours), nil
	}
	return Reply{Kind: Silent, Replaces: true}, nil
}

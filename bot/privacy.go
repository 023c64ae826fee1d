package bot

import (
	"context"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/safety"
	"pamphlet/knowledge"
)

// VerbForget deletes what is kept of who presses it.
const VerbForget Verb = "forget"

// privacy says what is kept, for how long, and how to have it deleted.
func (b *Bot) privacy(ctx context.Context, r Request) (Reply, error) {
	reply := Reply{Kind: Done, Private: true, Title: r.say(messages.PrivacyTitle)}
	days := 0
	if r.Guild != "" {
		var err error
		if days, err = b.base.Retention(ctx, r.Guild); err != nil {
			return Reply{}, err
		}
	}
	reply.Lead = r.say(messages.PrivacyNothing)
	if days > 0 {
		reply.Lead = r.say(messages.PrivacyKept, days)
	}
	windows := safety.DefaultWindows()
	reply.Notes = []string{
		r.say(messages.PrivacyNever), r.say(messages.PrivacyMemory, int(conversationLasts/time.Minute), int(windows.Sticky/time.Hour)),
		r.say(messages.PrivacyAlert), r.say(messages.PrivacyOthers), r.say(messages.PrivacyDelete),
	}
	if r.Guild != "" {
		reply.Notes = append(reply.Notes, r.say(messages.PrivacyLeaving, int(knowledge.Grace/(24*time.Hour))))
	}
	moderator, err := b.hasRight(ctx, r, MayEdit)
	if err != nil {
		return Reply{}, err
	}
	if moderator {
		reply.Notes = append(reply.Notes, r.say(messages.PrivacyMod))
	}
	reply.Actions = []Action{{Label: r.say(messages.Forget), Verb: VerbForget, Style: Danger}}
	return reply, nil
}

// forgetMember deletes everything that is kept of a member, in every guild, at
// once.
func (b *Bot) forgetMember(ctx context.Context, r Request) (Reply, error) {
	if err := b.base.ForgetMemberEverywhere(ctx, r.Member.ID); err != nil {
		return Reply{}, err
	}
	b.conversations.forgetMember(r.Member.ID)
	b.sticky.ForgetMember(b.memberKey(r.Member.ID))
	return Reply{Kind: Done, Private: true, Lead: r.say(messages.Forgotten), Replaces: r.Kind == Press}, nil
}

package bot

import (
	"context"
	"time"

	"pamphlet/internal/safety"
	"pamphlet/knowledge"
)

// VerbForget deletes what is kept of who presses it.
const VerbForget Verb = "forget"

// privacy says what is kept, for how long, and how to have it deleted.
func (b *Bot) privacy(ctx context.Context, r Request) (Reply, error) {
	reply := Reply{Kind: Done, Private: true, Title: r.say(sayPrivacyTitle)}
	days := 0
	if r.Guild != "" {
		var err error
		if days, err = b.base.Retention(ctx, r.Guild); err != nil {
			return Reply{}, err
		}
	}
	reply.Lead = r.say(sayPrivacyNothing)
	if days > 0 {
		reply.Lead = r.say(sayPrivacyKept, days)
	}
	windows := safety.DefaultWindows()
	reply.Notes = []string{
		r.say(sayPrivacyNever), r.say(sayPrivacyMemory, int(conversationLasts/time.Minute), int(windows.Sticky/time.Hour)),
		r.say(sayPrivacyAlert), r.say(sayPrivacyOthers), r.say(sayPrivacyDelete),
	}
	if r.Guild != "" {
		reply.Notes = append(reply.Notes, r.say(sayPrivacyLeaving, int(knowledge.Grace/(24*time.Hour))))
	}
	moderator, err := b.hasRight(ctx, r, MayEdit)
	if err != nil {
		return Reply{}, err
	}
	if moderator {
		reply.Notes = append(reply.Notes, r.say(sayPrivacyMod))
	}
	reply.Actions = []Action{{Label: r.say(sayForget), Verb: VerbForget, Style: Danger}}
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
	return Reply{Kind: Done, Private: true, Lead: r.say(sayForgotten), Replaces: r.Kind == Press}, nil
}

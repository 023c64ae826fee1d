package bot

import (
	"context"
	"crypto/subtle"
	"strconv"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// VerbShare posts the passage of a private answer for everybody to read: Args[0]
// is its id, Args[1] stands for the member who got it.
const VerbShare Verb = "share"

// shareable adds the button that shares a private answer. No card has it, nothing
// with crisis lines, and nothing that is not sure.
func (b *Bot) shareable(ctx context.Context, r Request, reply Reply) Reply {
	if b.noStore || r.Guild == "" || r.Direct || r.open(reply) || reply.Kind != Answer || len(reply.Matches) == 0 || len(reply.Resources) > 0 {
		return reply
	}
	mark, err := b.base.Mark(ctx, r.Guild, r.Member.ID)
	if err != nil || mark == "" {
		return reply // without the button it is an answer all the same
	}
	passage := strconv.FormatInt(reply.Matches[0].ID, 10)
	reply.Actions = append(reply.Actions, Action{Label: r.Say(messages.Share), Verb: VerbShare, Args: []string{passage, mark}})
	return reply
}

// pressShare posts a passage where it was asked for. Neither the question nor the
// member is named. Who was shown where to find help since shares nothing.
func (b *Bot) pressShare(ctx context.Context, r Request) (Reply, error) {
	mark, err := b.base.Mark(ctx, r.Guild, r.Member.ID)
	if err != nil {
		return Reply{}, err
	}
	mine := mark != "" && subtle.ConstantTimeCompare([]byte(mark), []byte(r.Arg(1))) == 1
	if !mine || !b.guards.ready() || !r.answersHere() || b.sticky.Sticks(b.key(r), r.Time) {
		return r.Refused(messages.NotShared), nil
	}
	id, err := strconv.ParseInt(r.Arg(0), 10, 64)
	if err != nil {
		return r.Refused(messages.Gone), nil
	}
	return b.reading(ctx, r, id, func(p knowledge.Passage) (Reply, error) {
		if !b.conversations.share(r.conversationKey(), id, r.Time) {
			return r.Refused(messages.SharedYet), nil
		}
		room := r
		room.Member.Locale = "" // the channel's language, not the member's
		shared := b.passage(room, knowledge.Match{Passage: p, Confidence: 1})
		shared.Lead = room.Say(messages.Shared)
		reply := r.Done(messages.Sharing)
		reply.Posts = []Post{{Guild: r.Guild, Channel: r.Channel, Reply: b.dismissable(ctx, room, shared)}}
		return reply, nil
	})
}

package bot

import (
	"context"
	"errors"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// pressTell tells the channel where a question was asked that it has an answer
// now. It names the passage and not the question, which may have been asked in
// private.
func (b *Bot) pressTell(ctx context.Context, r Request) (Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, r.draftOf())
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsPublished {
		return refused(r, messages.NoDraft), nil
	}
	if err != nil {
		return Reply{}, err
	}
	q, err := b.base.Queued(ctx, r.Guild, d.Question)
	if errors.Is(err, knowledge.ErrNotQueued) || err == nil && q.Channel == "" {
		return refused(r, messages.NobodyToTell), nil
	}
	if err != nil {
		return Reply{}, err
	}
	found, err := b.search(ctx, knowledge.Query{Guild: r.Guild, Text: q.Question})
	if err != nil {
		return Reply{}, err
	}
	if found = b.withheld(r, found); !found.Answered {
		return refused(r, messages.StillUnknown), nil
	}
	p := found.Matches[0].Passage
	room := r
	room.Member.Locale = "" // the channel's language, not the moderator's
	news := Reply{Kind: Done, Lead: room.say(messages.News, Escape(title(p))), Disclaimer: room.disclaimer()}
	news.Actions = []Action{showButton(shorten(title(p), maxButton), p.ID)}
	reply := r.done(messages.Told)
	reply.Posts = []Post{{r.Guild, q.Channel, news}}
	return reply, nil
}

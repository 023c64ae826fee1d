package bot

import (
	"context"
	"errors"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// pressRebase makes a draft again over what stands now, if the two changes do not
// touch the same part. The old draft is given up only once there is the new.
func (b *Bot) pressRebase(ctx context.Context, r Request) (Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, r.draftOf())
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsOpen {
		return refused(r, messages.NoDraft), nil
	}
	if err != nil {
		return Reply{}, err
	}
	for i, a := range d.Articles {
		again, refusal, err := b.rebased(ctx, r, a)
		if refusal != nil || err != nil {
			return or(refusal), err
		}
		d.Articles[i] = again
	}
	reply, err := b.propose(ctx, r, d.What, d.Question, d.Articles, nil)
	if err != nil || reply.Kind == Refused {
		return reply, err
	}
	return reply, b.base.Discard(ctx, r.Guild, d.ID, r.change("made again"))
}

// rebased is a drafted article over what stands now, or a reply that says why
// that cannot be.
func (b *Bot) rebased(ctx context.Context, r Request, a knowledge.Drafted) (knowledge.Drafted, *Reply, error) {
	now, over, err := b.base.CurrentArticle(ctx, r.Guild, a.Slug)
	if errors.Is(err, knowledge.ErrNoArticle) || err == nil && (a.Removes || len(a.Precut)+len(now.Precut) > 0) {
		refusal := refused(r, messages.CannotRedo)
		return a, &refusal, nil
	}
	if err != nil {
		return a, nil, err
	}
	was, err := b.before(ctx, r.Guild, a)
	if err != nil {
		return a, nil, err
	}
	merged, clashes := knowledge.MergeArticles(was, a.Article, now)
	if len(clashes) > 0 {
		refusal := refused(r, messages.RedoClash, Escape(strings.Join(clashes, ", ")))
		return a, &refusal, nil
	}
	a.Article, a.Base = merged, over
	return a, nil, nil
}

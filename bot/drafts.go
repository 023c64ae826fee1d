package bot

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"pamphlet/bot/messages"
	"pamphlet/knowledge"
)

// kbDrafts lists the drafts that wait.
func (b *Bot) kbDrafts(ctx context.Context, r Request) (Reply, error) {
	all, err := b.base.Drafts(ctx, r.Guild)
	if err != nil {
		return Reply{}, err
	}
	if len(all) == 0 {
		return r.nothing(messages.NoDrafts), nil
	}
	lines := make([]string, len(all))
	rows := make([]previewed, len(all))
	for i, d := range all {
		lines[i] = r.say(messages.DraftLine, d.ID, titles(d), Escape(d.What), Escape(d.Author), d.Made.Format("2 January 2006"))
		rows[i] = previewed{Draft: d.ID, State: d.State, What: d.What, Author: d.Author}
	}
	reply := r.done(messages.Drafts, len(all))
	reply.Value = rows
	list(&reply, "drafts.txt", lines)
	return reply, nil
}

// draftOf returns the number of the draft that r names, or 0.
func (r Request) draftOf() int64 { return r.number("draft") }

// number returns the first argument of a button, or else an option, or 0.
func (r Request) number(option string) int64 {
	text := r.arg(0)
	if text == "" {
		text = strings.TrimPrefix(r.option(option), "#")
	}
	return leading(text)
}

// leading is the number that text begins with, as in "3: Where can I park?", or
// 0.
func leading(text string) int64 {
	rest := strings.TrimLeft(text, "0123456789")
	if rest != "" && rest[0] != ':' {
		return 0
	}
	n, _ := strconv.ParseInt(text[:len(text)-len(rest)], 10, 64)
	return n
}

func (b *Bot) kbPreview(ctx context.Context, r Request) (Reply, error) {
	return b.preview(ctx, r, r.draftOf())
}

func (b *Bot) kbDiscard(ctx context.Context, r Request) (Reply, error) {
	return b.pressDiscard(ctx, r)
}

// pressDiscard gives a draft up.
func (b *Bot) pressDiscard(ctx context.Context, r Request) (Reply, error) {
	err := b.base.Discard(ctx, r.Guild, r.draftOf(), r.change(""))
	switch {
	case errors.Is(err, knowledge.ErrNoDraft):
		return r.refused(messages.NoDraft), nil
	case errors.Is(err, knowledge.ErrChanged):
		return r.refused(messages.PublishedBefore), nil
	}
	return r.done(messages.GivenUp, r.draftOf()), err
}

// pressRebase makes a draft again over what stands now, if the two changes do not
// touch the same part. The old draft is given up only once there is the new.
func (b *Bot) pressRebase(ctx context.Context, r Request) (Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, r.draftOf())
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsOpen {
		return r.refused(messages.NoDraft), nil
	}
	if err != nil {
		return Reply{}, err
	}
	for i, a := range d.Articles {
		again, err := b.rebased(ctx, r, a)
		if err != nil {
			return Reply{}, err
		}
		d.Articles[i] = again
	}
	reply, err := b.propose(ctx, r, d.What, d.Question, d.Articles, nil)
	if err != nil || reply.Kind == Refused {
		return reply, err
	}
	return reply, b.base.Discard(ctx, r.Guild, d.ID, r.change("made again"))
}

// rebased is a drafted article over what stands now, or a refusal that says why
// that cannot be.
func (b *Bot) rebased(ctx context.Context, r Request, a knowledge.Drafted) (knowledge.Drafted, error) {
	now, over, err := b.base.CurrentArticle(ctx, r.Guild, a.Slug)
	if errors.Is(err, knowledge.ErrNoArticle) || err == nil && (a.Removes || len(a.Precut)+len(now.Precut) > 0) {
		return a, refusing(r, messages.CannotRedo)
	}
	if err != nil {
		return a, err
	}
	was, err := b.before(ctx, r.Guild, a)
	if err != nil {
		return a, err
	}
	merged, clashes := knowledge.MergeArticles(was, a.Article, now)
	if len(clashes) > 0 {
		return a, refusing(r, messages.RedoClash, Escape(strings.Join(clashes, ", ")))
	}
	a.Article, a.Base = merged, over
	return a, nil
}

package moderate

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// kbDrafts lists the drafts that wait.
func (b *Bot) kbDrafts(ctx context.Context, r bot.Request) (bot.Reply, error) {
	all, err := b.base.Drafts(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return nothing(r, messages.NoDrafts), nil
	}
	lines := make([]string, len(all))
	rows := make([]previewed, len(all))
	for i, d := range all {
		lines[i] = r.Say(messages.DraftLine, d.ID, titles(d), bot.Escape(d.What), bot.Escape(d.Author), d.Made.Format("2 January 2006"))
		rows[i] = previewed{Draft: d.ID, State: d.State, What: d.What, Author: d.Author}
	}
	reply := r.Done(messages.Drafts, len(all))
	reply.Value = rows
	list(&reply, "drafts.txt", lines)
	return reply, nil
}

// draftOf returns the number of the draft that r names, or 0.
func draftOf(r bot.Request) int64 { return number(r, "draft") }

// number returns the first argument of a button, or else an option, or 0.
func number(r bot.Request, option string) int64 {
	text := r.Arg(0)
	if text == "" {
		text = strings.TrimPrefix(r.Option(option), "#")
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

func (b *Bot) kbPreview(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.preview(ctx, r, draftOf(r))
}

func (b *Bot) kbDiscard(ctx context.Context, r bot.Request) (bot.Reply, error) {
	return b.pressDiscard(ctx, r)
}

// pressDiscard gives a draft up.
func (b *Bot) pressDiscard(ctx context.Context, r bot.Request) (bot.Reply, error) {
	err := b.base.Discard(ctx, r.Guild, draftOf(r), change(r, ""))
	switch {
	case errors.Is(err, knowledge.ErrNoDraft):
		return r.Refused(messages.NoDraft), nil
	case errors.Is(err, knowledge.ErrChanged):
		return r.Refused(messages.PublishedBefore), nil
	}
	return r.Done(messages.GivenUp, draftOf(r)), err
}

// pressRebase makes a draft again over what stands now, if the two changes do not
// touch the same part. The old draft is given up only once there is the new.
func (b *Bot) pressRebase(ctx context.Context, r bot.Request) (bot.Reply, error) {
	d, err := b.base.Draft(ctx, r.Guild, draftOf(r))
	if errors.Is(err, knowledge.ErrNoDraft) || err == nil && d.State != knowledge.IsOpen {
		return r.Refused(messages.NoDraft), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	for i, a := range d.Articles {
		again, err := b.rebased(ctx, r, a)
		if err != nil {
			return bot.Reply{}, err
		}
		d.Articles[i] = again
	}
	reply, err := b.propose(ctx, r, d.What, d.Question, d.Articles, nil)
	if err != nil || reply.Kind == bot.Refused {
		return reply, err
	}
	return reply, b.base.Discard(ctx, r.Guild, d.ID, change(r, "made again"))
}

// rebased is a drafted article over what stands now, or a refusal that says why
// that cannot be.
func (b *Bot) rebased(ctx context.Context, r bot.Request, a knowledge.Drafted) (knowledge.Drafted, error) {
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
		return a, refusing(r, messages.RedoClash, bot.Escape(strings.Join(clashes, ", ")))
	}
	a.Article, a.Base = merged, over
	return a, nil
}

// proposeOver makes a draft of articles over whatever stands now.
func (b *Bot) proposeOver(ctx context.Context, r bot.Request, what string, question int64, articles []knowledge.Drafted, notes []string) (bot.Reply, error) {
	whole := make([]knowledge.Article, len(articles))
	for i, a := range articles {
		whole[i] = a.Article
	}
	whole, _, err := b.base.Name(ctx, r.Guild, whole)
	if err != nil {
		return bot.Reply{}, err
	}
	for i, a := range whole {
		articles[i].Article = a
		_, over, err := b.base.CurrentArticle(ctx, r.Guild, a.Slug)
		if err != nil && !errors.Is(err, knowledge.ErrNoArticle) {
			return bot.Reply{}, err
		}
		articles[i].Base = over
	}
	return b.propose(ctx, r, what, question, articles, notes)
}

// propose keeps a draft and shows what it would change. Notes tell what the
// moderator should know of how it came about.
func (b *Bot) propose(ctx context.Context, r bot.Request, what string, question int64, articles []knowledge.Drafted, notes []string) (bot.Reply, error) {
	changes := false
	for _, a := range articles {
		if !a.Removes && len(a.Passages()) == 0 {
			return r.Refused(messages.NoPassages), nil
		}
		differs, err := b.differs(ctx, r.Guild, a)
		if err != nil {
			return bot.Reply{}, err
		}
		changes = changes || differs
	}
	if !changes {
		return r.Refused(messages.NoChange), nil
	}
	d := knowledge.Draft{What: what, Question: question, Articles: articles}
	id, err := b.base.Propose(ctx, r.Guild, d, change(r, ""))
	if err != nil {
		return bot.Reply{}, err
	}
	reply, err := b.preview(ctx, r, id)
	return withNotes(reply, notes), err
}

// differs reports whether publishing a would change anything.
func (b *Bot) differs(ctx context.Context, guild string, a knowledge.Drafted) (bool, error) {
	if a.Removes || a.Base <= 0 {
		return true, nil
	}
	old, err := b.before(ctx, guild, a)
	if err != nil {
		return false, err
	}
	return string(source.Export(old)) != string(source.Export(a.Article)) || len(old.Precut)+len(a.Precut) > 0, nil
}

// before is the article that a drafted one was made over, or none.
func (b *Bot) before(ctx context.Context, guild string, a knowledge.Drafted) (knowledge.Article, error) {
	if a.Base <= 0 {
		return knowledge.Article{}, nil
	}
	return b.base.Article(ctx, guild, a.Slug, a.Base)
}

// titles names the articles of a draft.
func titles(d knowledge.Draft) string {
	if n := len(d.Articles); n > 1 {
		return fmt.Sprintf("*%s* and %d more", bot.Escape(d.Articles[0].Title), n-1)
	}
	return "*" + bot.Escape(d.Articles[0].Title) + "*"
}

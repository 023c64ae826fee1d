package moderate

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"pamphlet/bot"
	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// kbList lists the articles that answer.
func (b *Bot) kbList(ctx context.Context, r bot.Request) (bot.Reply, error) {
	all, err := b.base.Articles(ctx, r.Guild)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return nothing(r, messages.NoOwnArticles), nil
	}
	lines := make([]string, len(all))
	for i, a := range all {
		lines[i] = r.Say(messages.ArticleLine, bot.Escape(a.Slug), bot.Escape(a.Title), a.Revision, a.Passages)
	}
	reply := r.Done(messages.Articles, len(all))
	reply.Value = all
	list(&reply, "articles.txt", lines)
	return reply, nil
}

// kbShow sends an article as a file that can be changed and sent back.
func (b *Bot) kbShow(ctx context.Context, r bot.Request) (bot.Reply, error) {
	number, ok := revision(r, "revision")
	if !ok {
		return r.Refused(messages.NoSuchRevision), nil
	}
	a, err := b.base.Article(ctx, r.Guild, r.Option("article"), number)
	if errors.Is(err, knowledge.ErrNoArticle) {
		return r.Refused(messages.NoSuchArticle), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	reply := r.Done(messages.Shown, bot.Escape(a.Title))
	reply.Files = []bot.File{{Name: a.Slug + ".md", Body: source.Export(a)}}
	return reply, nil
}

// history returns the revisions of the article r names, newest first, or a
// refusal.
func (b *Bot) history(ctx context.Context, r bot.Request) ([]knowledge.Revision, error) {
	all, err := b.base.History(ctx, r.Guild, r.Option("article"))
	if errors.Is(err, knowledge.ErrNoArticle) {
		err = refusing(r, messages.NoSuchArticle)
	}
	return all, err
}

// kbHistory lists an article's revisions.
func (b *Bot) kbHistory(ctx context.Context, r bot.Request) (bot.Reply, error) {
	all, err := b.history(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	lines := make([]string, len(all))
	for i, v := range all {
		lines[i] = r.Say(messages.RevisionLine, v.Number, v.Saved.Format("2 January 2006 15:04"), bot.Escape(v.Author))
		if v.Answers {
			lines[i] += r.Say(messages.AnswersNow)
		}
	}
	listing := r.Done(messages.History, bot.Escape(all[0].Title), len(all))
	listing.Value = all
	list(&listing, "history.txt", lines)
	return listing, nil
}

// kbRollback makes a draft of an earlier revision.
func (b *Bot) kbRollback(ctx context.Context, r bot.Request) (bot.Reply, error) {
	slug := r.Option("article")
	number, ok := revision(r, "revision")
	if !ok || number == 0 {
		return r.Refused(messages.NoSuchRevision), nil
	}
	a, err := b.base.Article(ctx, r.Guild, slug, number)
	if errors.Is(err, knowledge.ErrNoArticle) {
		return r.Refused(messages.NoSuchRevision), nil
	}
	if err != nil {
		return bot.Reply{}, err
	}
	return b.proposeOver(ctx, r, fmt.Sprintf("rollback to revision %d", number), 0, []knowledge.Drafted{{Article: a}}, nil)
}

// maxAudit is how many rows of the audit are sent.
const maxAudit = 500

// kbAudit lists who changed what, when and why.
func (b *Bot) kbAudit(ctx context.Context, r bot.Request) (bot.Reply, error) {
	all, err := b.base.Audit(ctx, r.Guild, r.Option("article"), maxAudit)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) == 0 {
		return nothing(r, messages.NoAudit), nil
	}
	lines := make([]string, len(all))
	for i, e := range all {
		lines[i] = bot.Escape(strings.Join(strings.Fields(fmt.Sprintf("%s %s: %s %s %s",
			e.At.Format("2006-01-02 15:04"), e.Who, e.What, e.Article, e.Detail)), " "))
	}
	reply := r.Done(messages.Audit)
	reply.Value = all
	list(&reply, "audit.txt", lines)
	return reply, nil
}

// maxDiff is how much of a comparison a reply shows, in bytes; the attached
// file has all of it.
const maxDiff = 1500

// kbDiff compares two revisions: by default the newest and the one before.
func (b *Bot) kbDiff(ctx context.Context, r bot.Request) (bot.Reply, error) {
	all, err := b.history(ctx, r)
	if err != nil {
		return bot.Reply{}, err
	}
	to, ok := revision(r, "to")
	if to == 0 {
		to = all[0].Number
	}
	from, ok2 := revision(r, "from")
	if from == 0 {
		from = to - 1
	}
	if !ok || !ok2 || from < 1 {
		return r.Refused(messages.NoSuchRevision), nil
	}
	var texts [2]string
	for i, number := range []int{from, to} {
		a, err := b.base.Article(ctx, r.Guild, r.Option("article"), number)
		if errors.Is(err, knowledge.ErrNoArticle) {
			return r.Refused(messages.NoSuchRevision), nil
		}
		if err != nil {
			return bot.Reply{}, err
		}
		texts[i] = string(source.Export(a))
	}
	unified := udiff.Unified(fmt.Sprintf("revision %d", from), fmt.Sprintf("revision %d", to), texts[0], texts[1])
	if unified == "" {
		return r.Done(messages.NoDifference, from, to), nil
	}
	done := r.Done(messages.Diff, bot.Escape(all[0].Title), from, to)
	done.Notes = []string{fence("diff", unified, maxDiff)}
	done.Files = []bot.File{{Name: r.Option("article") + ".diff", Body: []byte(unified)}}
	return done, nil
}

// revision reads an option that is a revision; without it, it is 0.
func revision(r bot.Request, option string) (int, bool) {
	text := r.Option(option)
	if text == "" {
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n > 0
}

// fence writes the beginning of text as a block of code, in which nothing of
// it acts.
func fence(language, text string, limit int) string {
	text = strings.ReplaceAll(text, "```", "'''")
	if len(text) > limit {
		text = strings.ToValidUTF8(text[:limit], "") + "\n…"
	}
	return "```" + language + "\n" + text + "\n```"
}

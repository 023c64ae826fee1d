package bot

import (
	"context"
	"fmt"

	"pamphlet/bot/messages"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// kbRefresh reads an article's page again. What was edited by hand stays.
func (b *Bot) kbRefresh(ctx context.Context, r Request) (Reply, error) {
	a, over, gone, err := b.currentArticle(ctx, r, r.option("article"))
	switch {
	case gone != nil || err != nil:
		return or(gone), err
	case a.Source == "" || len(a.Precut) > 0:
		return refused(r, messages.NoSource), nil
	}
	fetched, notes, problem := b.fetchPage(ctx, r, a.Source, source.Given{Slug: a.Slug, Title: a.Title})
	if problem != "" {
		return Reply{Kind: Refused, Lead: problem, Private: true}, nil
	}
	if len(fetched) != 1 {
		return refused(r, messages.OneArticle, len(fetched)), nil
	}
	base, err := b.base.Origin(ctx, r.Guild, a.Slug)
	if err == nil && base == "" { // never fetched before: the first revision is the nearest there is
		var first knowledge.Article
		first, err = b.base.Article(ctx, r.Guild, a.Slug, 1)
		base = first.Text
	}
	if err != nil {
		return Reply{}, err
	}
	fresh := fetched[0]
	merged, clashes := passage.Merge(base, a.Text, fresh.Text)
	for _, clash := range clashes {
		notes = append(notes, r.say(messages.Clash, clash))
	}
	draft := knowledge.Drafted{Article: a, Base: over, Origin: fresh.Text}
	draft.Text = merged
	if !fresh.Published.IsZero() {
		draft.Published = fresh.Published
	}
	if draft.Text == a.Text && draft.Published.Equal(a.Published) {
		return withNotes(r.done(messages.NoNews, Escape(a.Title)), notes), nil
	}
	return b.propose(ctx, r, fmt.Sprintf("refresh from %s", a.Source), 0, []knowledge.Drafted{draft}, notes)
}

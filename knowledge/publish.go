package knowledge

import (
	"context"
	"errors"
	"fmt"

	"pamphlet/internal/sqlite"
)

// Publish makes the articles of a draft answer, all in one transaction with
// the draft's own state. Publishing a draft again changes nothing and reports
// the revisions it became. ErrChanged says that one of its articles was
// changed after the draft was made, ErrConflict that anything of the guild was
// changed after by.At; nothing is overwritten.
func (b *Base) Publish(ctx context.Context, name string, id int64, by Change) ([]Report, error) {
	d, err := b.Draft(ctx, name, id)
	if err != nil {
		return nil, err
	}
	switch d.State {
	case IsPublished:
		return d.reports(), nil
	case IsDiscarded:
		return nil, ErrDiscarded
	}
	by.Base, by.bases, by.extra = 0, map[string]int{}, d.close
	articles := make([]Article, len(d.Articles))
	for i, a := range d.Articles {
		articles[i], by.bases[a.Slug] = a.Article, a.Base
	}
	if d.removes() {
		by.Base = d.Articles[0].Base
		err := b.Remove(ctx, name, articles[0].Slug, by)
		if errors.Is(err, ErrNoArticle) {
			err = ErrChanged // removed by somebody else
		}
		return d.reports(), b.twice(ctx, name, id, err)
	}
	reports, err := b.SaveAll(ctx, name, articles, by, nil)
	if err = b.twice(ctx, name, id, err); err != nil {
		return nil, err
	}
	if len(reports) == 0 { // published by another request in this very moment
		d, err = b.Draft(ctx, name, id)
		return d.reports(), err
	}
	return reports, nil
}

// twice turns ErrChanged and ErrConflict into nil if the draft was published in the meantime:
// the second of two equal requests is done.
func (b *Base) twice(ctx context.Context, name string, id int64, err error) error {
	if !errors.Is(err, ErrChanged) && !errors.Is(err, ErrConflict) {
		return err
	}
	if d, failed := b.Draft(ctx, name, id); failed == nil && d.State == IsPublished {
		return nil
	}
	return err
}

// reports tells what a published draft became.
func (d Draft) reports() []Report {
	all := make([]Report, len(d.Articles))
	for i, a := range d.Articles {
		all[i] = Report{Slug: a.Slug, Revision: a.Number, Passages: len(a.Passages()), Unchanged: true}
	}
	return all
}

// close is what belongs to the batch that publishes d, given the revision each
// article became.
func (d Draft) close(w *writer, revision func(slug string) int) []sqlite.Stmt {
	stmts := []sqlite.Stmt{sqlite.ExpectOne(`update drafts set state = 'published' where id = ? and state = 'open'`, d.ID)}
	for i, a := range d.Articles {
		stmts = append(stmts, sqlite.ExpectOne(`update drafted set number = ? where draft = ? and position = ?`, revision(a.Slug), d.ID, i))
		if a.Origin != "" {
			stmts = append(stmts, fetched(w.guild.number, a.Slug, a.Origin))
		}
	}
	if d.Question != 0 {
		stmts = append(stmts, sqlite.Do(`update queue set state = 'answered' where id = ? and guild = ?`, d.Question, w.guild.number))
	}
	return append(stmts, w.audit("publish", d.Articles[0].Slug, fmt.Sprintf("draft %d by %s: %s", d.ID, d.Author, d.What)))
}

func fetched(guild int64, slug, text string) sqlite.Stmt {
	return sqlite.Do(`insert into origins (article, text) select id, ? from articles where guild = ? and slug = ?
		on conflict do update set text = excluded.text`, text, guild, slug)
}

// Origin returns the text of an article as its source last gave it, or "" if
// it was never fetched.
func (b *Base) Origin(ctx context.Context, name, slug string) (string, error) {
	return sqlite.One[string](ctx, b.db, `select o.text from origins o join articles a on a.id = o.article
		join guilds g on g.n = a.guild where g.guild = ? and a.slug = ?`, name, slug)
}

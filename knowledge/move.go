package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"pamphlet/internal/sqlite"
)

// ErrThere is returned for an article that cannot be moved because another of
// its name answers where it would go.
var ErrThere = errors.New("another article of that name is there")

// Move gives all articles of one guild, with their tests, to another, all of
// them or none. Their history, open drafts and the settings stay. Where the other
// guild has an article of the same name that says something else, nothing is
// moved; where it has a test of the same question, that one stays.
func (b *Base) Move(ctx context.Context, from, to string, by Change, progress func(done int)) ([]Report, error) {
	source, err := b.guild(ctx, from)
	if err != nil {
		return nil, err
	}
	k, err := b.Snapshot(ctx, from)
	if err != nil {
		return nil, err
	}
	return b.moved(ctx, source, from, to, k, by, progress)
}

// moved gives k, which the source held at its revision, to another guild.
func (b *Base) moved(ctx context.Context, source guild, from, to string, k Snapshot, by Change, progress func(done int)) ([]Report, error) {
	if len(k.Articles) == 0 {
		return nil, ErrNoArticle
	}
	for i := range k.Articles {
		if err := b.vacant(ctx, to, k.Articles[i]); err != nil {
			return nil, err
		}
		k.Articles[i].Guild = to
	}
	there, err := b.Cases(ctx, to)
	if err != nil {
		return nil, err
	}
	moved := Snapshot{Origins: k.Origins, Cases: slices.DeleteFunc(k.Cases, func(c Case) bool {
		return slices.ContainsFunc(there, func(t Case) bool { return t.Question == c.Question })
	})}
	by.extra = func(w *writer, _ func(string) int) []sqlite.Stmt {
		var all []sqlite.Stmt
		for slug, text := range moved.Origins {
			all = append(all, fetched(w.guild.number, slug, text))
		}
		for _, c := range moved.Cases {
			all = append(all, c.saveStatements(w.guild.number))
		}
		left := &writer{guild: source, by: by}
		return append(all,
			sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ? and revision = ?`, source.number, source.revision),
			sqlite.Do(`delete from passages where article in (select id from articles where guild = ?)`, source.number),
			sqlite.Do(`update articles set revision = 0 where guild = ?`, source.number),
			sqlite.Do(`delete from cases where guild = ?`, source.number),
			left.audit("move", "", fmt.Sprintf("%d articles to %s", len(k.Articles), to)),
			w.audit("move", "", fmt.Sprintf("%d articles from %s", len(k.Articles), from)))
	}
	return b.SaveAll(ctx, to, k.Articles, by, progress)
}

// vacant returns ErrThere if another article answers under a's name in a guild.
func (b *Base) vacant(ctx context.Context, guild string, a Article) error {
	old, err := b.Article(ctx, guild, a.Slug, 0)
	switch {
	case errors.Is(err, ErrNoArticle):
		return nil
	case err != nil:
		return err
	case string(old.hash()) != string(a.hash()):
		return fmt.Errorf("%s: %w", a.Slug, ErrThere)
	}
	return nil
}

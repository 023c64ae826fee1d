package knowledge

import (
	"context"
	"errors"
	"fmt"

	"pamphlet/internal/sqlite"
)

// Check reads the whole base and returns what is wrong with it, in words: with
// the file, with an index that differs from its passages, with a passage that
// differs from its revision. Nothing returned means that it is sound.
func (b *Base) Check(ctx context.Context) ([]string, error) {
	found, err := b.db.Check(ctx)
	if err != nil {
		return found, err
	}
	numbers, err := b.numbers(ctx)
	if err != nil {
		return found, err
	}
	for _, n := range numbers {
		terms := sqlite.Table("terms", n)
		// With rank 1, FTS5 compares the index with the stems.
		check := sqlite.Do(`insert into ` + terms + ` (` + terms + `, rank) values ('integrity-check', 1)`)
		err := b.db.Batch(ctx, sqlite.List(check))
		if err != nil && !errors.Is(err, sqlite.ErrCorrupt) {
			return found, err
		}
		if err != nil {
			found = append(found, fmt.Sprintf("the index of guild number %d differs from its passages; \"pamphlet doctor --mend\" rebuilds it", n))
		}
	}
	altered, err := sqlite.One[int](ctx, b.db, `select count(*) from passages p
		join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision
		where substr(cast(r.text as blob), p.start + 1, p.finish - p.start) <> cast(p.text as blob)`)
	if altered > 0 {
		found = append(found, fmt.Sprintf("%d passages differ from the article they are quoted from", altered))
	}
	return found, err
}

// Mend rebuilds every guild's index from its stems.
func (b *Base) Mend(ctx context.Context) error {
	numbers, err := b.numbers(ctx)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		terms := sqlite.Table("terms", n)
		err := b.db.Batch(ctx, sqlite.List(
			sqlite.Do(`insert into `+terms+` (`+terms+`) values ('rebuild')`),
			sqlite.Must(`update guilds set revision = revision + 1 where n = ?`, n),
		))
		if err != nil {
			return err
		}
	}
	return nil
}

// numbers lists the guilds that have tables.
func (b *Base) numbers(ctx context.Context) ([]int64, error) {
	return sqlite.Select(ctx, b.db, sqlite.Value[int64], `select n from guilds
		where exists (select 1 from sqlite_schema where name = 'terms_' || n) order by n`)
}

package knowledge

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"slices"

	"pamphlet/internal/sqlite"
)

// Mend rebuilds what is derived from the articles of all guilds: the index and
// their passages. Passages that stand keep their ids. An article that is not what
// was saved cannot be mended: its passages go, so that the rest of its guild
// answers, and Check names it.
func (b *Base) Mend(ctx context.Context) error {
	if err := b.mendIndex(ctx); err != nil {
		return err
	}
	all, err := sqlite.Select(ctx, b.db, sqlite.Value[int64], `select distinct guild from articles order by guild`)
	if err != nil {
		return err
	}
	var failed []error
	for _, n := range all {
		if err := b.mendGuild(ctx, n); err != nil {
			failed = append(failed, fmt.Errorf("guild number %d: %w", n, err))
		}
	}
	return errors.Join(failed...)
}

// indexObjects is what the index is made of, in the order in which it is made.
// What holds words of its own is made only if it is missing.
var indexObjects = []struct {
	object
	own bool
}{
	{object{"table", "words"}, true}, {object{"table", "stems"}, true}, {object{"index", "stems_by_guild"}, true},
	{object{"view", "numbered"}, false}, {object{"table", "terms"}, false}, {object{"table", "vocab"}, false},
	{object{"trigger", "stems_inserted"}, false}, {object{"trigger", "stems_deleted"}, false},
}

// mendIndex makes the index anew, of the stems that are there.
func (b *Base) mendIndex(ctx context.Context) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	ours, err := b.ourSchema(ctx)
	if err != nil {
		return err
	}
	there, err := b.schema(ctx)
	if err != nil {
		return err
	}
	var drop, make []sqlite.Stmt
	for _, o := range indexObjects {
		if _, found := there[o.object]; found && o.own {
			continue
		} else if found {
			drop = append(drop, sqlite.Do(`drop `+o.kind+` `+o.name))
		}
		make = append(make, sqlite.Do(ours[o.object]))
	}
	slices.Reverse(drop)
	fill := sqlite.Do(`insert into terms (terms) values ('rebuild')`)
	return b.db.Batch(ctx, sqlite.List(append(append(drop, make...), fill)...))
}

func (b *Base) mendGuild(ctx context.Context, n int64) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	revision, err := sqlite.One[int64](ctx, b.db, `select revision from guilds where n = ?`, n)
	if err != nil {
		return err
	}
	w := &writer{guild: guild{n, revision}, stemmers: newStemmers()}
	if w.nextPassage, err = nextID(ctx, b.db, "passages"); err != nil {
		return err
	}
	if w.standing, err = readStanding(ctx, b.db, n); err != nil {
		return err
	}
	articles, err := sqlite.Select(ctx, b.db, scanMendable, `select a.slug, r.title, r.source, r.language, r.published, r.review, r.tags, r.given, r.text, r.hash
		from articles a join revisions r on r.article = a.id and r.number = a.revision where a.guild = ? order by a.id`, n)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := w.standing[a.Slug].readPassages(ctx, b.db); err != nil {
			return err
		}
	}
	return b.db.Batch(ctx, ahead(w.mending(articles)))
}

// A mendable is an article that answers, and whether it is what was saved.
type mendable struct {
	Article
	sound bool
}

func scanMendable(rows *sql.Rows) (m mendable, err error) {
	var p [8]string // as digest takes them
	var hash []byte
	if err = rows.Scan(&m.Slug, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7], &hash); err != nil {
		return m, err
	}
	if m.sound = bytes.Equal(hash, digest(p[:]...)); !m.sound {
		return m, nil
	}
	m.Article, err = articleOf(m.Slug, p)
	return m, err
}

// mending yields what makes a guild's stems and passages anew.
func (w *writer) mending(articles []mendable) iter.Seq[sqlite.Stmt] {
	return func(yield func(sqlite.Stmt) bool) {
		first := []sqlite.Stmt{
			sqlite.Do(`delete from stems where guild = ?1 or id in
				(select p.id from passages p join articles a on a.id = p.article where a.guild = ?1)`, w.guild.number),
			sqlite.Do(`delete from words where guild = ?`, w.guild.number),
			sqlite.Must(`update guilds set revision = revision + 1 where n = ? and revision = ?`, w.guild.number, w.guild.revision),
		}
		for _, s := range first {
			if !yield(s) {
				return
			}
		}
		for _, a := range articles {
			if !w.mend(a, w.standing[a.Slug], yield) {
				return
			}
		}
		w.flush(yield)
	}
}

// mend yields what makes the passages of one article anew.
func (w *writer) mend(a mendable, s *standing, yield func(sqlite.Stmt) bool) bool {
	if !a.sound {
		return yield(sqlite.Do(`delete from passages where article = ?`, s.id))
	}
	for i, p := range a.Passages() {
		id, kept := s.take(p.hash())
		if !kept {
			if !w.passage(p, s.id, i, yield) {
				return false
			}
			continue
		}
		row := sqlite.Must(`update passages set position = ?, external = ?, title = ?, heading = ?, questions = ?,
			source = ?, start = ?, finish = ?, text = ? where id = ?`,
			i, p.External, p.Title, encode(p.Heading), encode(p.Questions), p.Source, p.Start, p.End, p.Text, id)
		if !yield(row) || !w.index(p, id, yield) {
			return false
		}
	}
	var gone []int64
	for _, ids := range s.passages {
		gone = append(gone, ids...)
	}
	return len(gone) == 0 || yield(removal(gone))
}

package knowledge

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"pamphlet/internal/sqlite"
)

// Mend rebuilds what is derived from every guild's articles: their passages,
// and the tables of its own. Passages that stand keep their ids. An article
// that is not what was saved cannot be mended: its passages go, so that the
// rest of its guild answers, and Check names it.
func (b *Base) Mend(ctx context.Context) error {
	all, err := b.holdings(ctx)
	if err != nil {
		return err
	}
	var failed []error
	for _, h := range all {
		if err := b.mendGuild(ctx, h.n); err != nil {
			failed = append(failed, fmt.Errorf("guild number %d: %w", h.n, err))
		}
	}
	return errors.Join(failed...)
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
	if w.saved, err = readSaved(ctx, b.db, n); err != nil {
		return err
	}
	articles, err := sqlite.Select(ctx, b.db, scanMendable, `select a.slug, r.title, r.source, r.language, r.published, r.review, r.tags, r.given, r.text, r.hash
		from articles a join revisions r on r.article = a.id and r.number = a.revision where a.guild = ? order by a.id`, n)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := w.saved[a.Slug].readPassages(ctx, b.db); err != nil {
			return err
		}
	}
	return b.db.Batch(ctx, prefetch(w.mending(articles)))
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

// mending yields what makes a guild's tables and passages anew.
func (w *writer) mending(articles []mendable) iter.Seq[sqlite.Stmt] {
	return func(yield func(sqlite.Stmt) bool) {
		var first []sqlite.Stmt
		for _, kind := range []string{"vocab", "terms", "stems", "words"} {
			first = append(first, sqlite.Do(`drop table if exists `+sqlite.Table(kind, w.guild.number)))
		}
		first = append(first, guildTables(w.guild.number)...)
		first = append(first, sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ? and revision = ?`, w.guild.number, w.guild.revision))
		for _, s := range first {
			if !yield(s) {
				return
			}
		}
		for _, a := range articles {
			if !w.mend(a, w.saved[a.Slug], yield) {
				return
			}
		}
		w.flush(yield)
	}
}

// mend yields what makes the passages of one article anew.
func (w *writer) mend(a mendable, s *savedArticle, yield func(sqlite.Stmt) bool) bool {
	if !a.sound {
		return yield(sqlite.Do(`delete from passages where article = ?`, s.id))
	}
	for i, p := range a.Passages() {
		id, kept := s.reuseID(p.hash())
		if !kept {
			if !w.passage(p, s.id, i, yield) {
				return false
			}
			continue
		}
		row := sqlite.ExpectOne(`update passages set position = ?, external = ?, title = ?, heading = ?, questions = ?,
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

package knowledge

import (
	"context"
	"database/sql"
	"fmt"

	"pamphlet/internal/sqlite"
)

// standing is an article as it stands in the base.
type standing struct {
	id       int64
	revision int                // that answers; 0 if removed
	latest   int                // the highest number given
	hash     []byte             // of the revision that answers
	passages map[string][]int64 // a passage's hash → the ids that have it
}

// read learns what the statements depend on. The guard on the guild's revision
// makes sure it still holds when they run.
func (w *writer) read(ctx context.Context, db *sqlite.DB, articles []Article) error {
	w.standing, w.done = make(map[string]*standing), make(map[string]Report)
	type row struct {
		slug string
		standing
	}
	rows, err := sqlite.Select(ctx, db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.slug, &r.id, &r.revision, &r.latest, &r.hash)
	}, `select slug, id, articles.revision,
			(select coalesce(max(number), 0) from revisions where article = id),
			(select hash from revisions where article = id and number = articles.revision)
		from articles where guild = ?`, w.guild.number)
	if err != nil {
		return err
	}
	for _, r := range rows {
		w.standing[r.slug] = &r.standing
	}
	seen := make(map[string]bool, len(articles))
	for _, a := range articles {
		if err := w.check(a); err != nil {
			return err
		}
		if seen[a.Slug] {
			return fmt.Errorf("article %q: it is there twice; give one of them another name", a.Slug)
		}
		seen[a.Slug] = true
		s := w.standing[a.Slug]
		if s == nil || string(s.hash) == string(a.hash()) {
			continue
		}
		if err := s.readPassages(ctx, db); err != nil {
			return err
		}
	}
	if w.nextArticle, err = nextID(ctx, db, "articles"); err != nil {
		return err
	}
	if w.nextPassage, err = nextID(ctx, db, "passages"); err != nil {
		return err
	}
	w.nextDraft, err = nextID(ctx, db, "drafts")
	return err
}

func (w *writer) check(a Article) error {
	if a.Slug == "" || a.Title == "" {
		return fmt.Errorf("article %q: it needs a title", a.Slug)
	}
	if err := a.Sound(); err != nil {
		return fmt.Errorf("article %q: %w", a.Slug, err)
	}
	revision := 0
	if s := w.standing[a.Slug]; s != nil {
		revision = s.revision
	}
	if over, ok := w.by.over[a.Slug]; ok && over != revision || w.by.Over != 0 && w.by.Over != revision {
		return ErrChanged
	}
	return nil
}

func (s *standing) readPassages(ctx context.Context, db *sqlite.DB) error {
	type row struct {
		id   int64
		hash string
	}
	rows, err := sqlite.Select(ctx, db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.id, &r.hash)
	}, `select id, hash from passages where article = ? order by position`, s.id)
	s.passages = make(map[string][]int64, len(rows))
	for _, r := range rows {
		s.passages[r.hash] = append(s.passages[r.hash], r.id)
	}
	return err
}

// take returns the id of a standing passage with this hash, once each.
func (s *standing) take(hash []byte) (int64, bool) {
	ids := s.passages[string(hash)]
	if len(ids) == 0 {
		return 0, false
	}
	s.passages[string(hash)] = ids[1:]
	return ids[0], true
}

// changes counts the articles that differ from what answers now.
func (w *writer) changes(articles []Article) int {
	n := 0
	for _, a := range articles {
		if s := w.standing[a.Slug]; s == nil || string(s.hash) != string(a.hash()) {
			n++
			continue
		}
		w.done[a.Slug] = Report{Slug: a.Slug, Revision: w.standing[a.Slug].revision, Unchanged: true}
	}
	return n
}

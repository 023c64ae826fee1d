package knowledge

import (
	"context"
	"database/sql"
	"fmt"

	"pamphlet/internal/sqlite"
)

// A savedArticle is what the base holds of an article before a save.
type savedArticle struct {
	id       int64
	revision int                // that answers; 0 if removed
	latest   int                // the highest number given
	hash     []byte             // of the revision that answers
	passages map[string][]int64 // a passage's hash → the ids that have it
}

// holds reports whether an article stands as a says.
func (s *savedArticle) holds(a Article) bool { return s != nil && string(s.hash) == string(a.hash()) }

// read learns what the statements depend on. The guard on the guild's revision
// makes sure it still holds when they run.
func (w *writer) read(ctx context.Context, db *sqlite.DB, articles []Article) (err error) {
	w.done = make(map[string]Report)
	if w.saved, err = readSaved(ctx, db, w.guild.number); err != nil {
		return err
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
		if s := w.saved[a.Slug]; s != nil && !s.holds(a) {
			if err := s.readPassages(ctx, db); err != nil {
				return err
			}
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

// readSaved returns a guild's articles by slug, without their passages.
func readSaved(ctx context.Context, db *sqlite.DB, guild int64) (map[string]*savedArticle, error) {
	all := make(map[string]*savedArticle)
	_, err := sqlite.Select(ctx, db, func(rows *sql.Rows) (none struct{}, err error) {
		var slug string
		s := new(savedArticle)
		err = rows.Scan(&slug, &s.id, &s.revision, &s.latest, &s.hash)
		all[slug] = s
		return none, err
	}, `select slug, id, articles.revision,
			(select coalesce(max(number), 0) from revisions where article = id),
			(select hash from revisions where article = id and number = articles.revision)
		from articles where guild = ?`, guild)
	return all, err
}

// check returns why a may not be saved, if it may not.
func (w *writer) check(a Article) error {
	if a.Slug == "" || a.Title == "" {
		return fmt.Errorf("article %q: it needs a title", a.Slug)
	}
	if err := a.Validate(); err != nil {
		return fmt.Errorf("article %q: %w", a.Slug, err)
	}
	revision := 0
	if s := w.saved[a.Slug]; s != nil {
		revision = s.revision
	}
	if over, ok := w.bases[a.Slug]; ok && over != revision || w.by.Base != 0 && w.by.Base != revision {
		return ErrChanged
	}
	return nil
}

// readPassages learns which passages s has.
func (s *savedArticle) readPassages(ctx context.Context, db *sqlite.DB) error {
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

// reuseID returns the id of a saved passage with this hash, each id once.
func (s *savedArticle) reuseID(hash []byte) (int64, bool) {
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
		s := w.saved[a.Slug]
		if !s.holds(a) {
			n++
			continue
		}
		w.done[a.Slug] = Report{Slug: a.Slug, Revision: s.revision, Unchanged: true}
	}
	return n
}

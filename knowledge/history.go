package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"pamphlet/internal/sqlite"
)

// A Revision is one entry of an article's history.
type Revision struct {
	Number  int       `json:"revision"`
	Title   string    `json:"title"`
	Saved   time.Time `json:"saved"`
	Author  string    `json:"author"`
	Answers bool      `json:"answers"` // whether it is the one that answers
}

// History lists the revisions of an article, newest first.
func (b *Base) History(ctx context.Context, name, slug string) ([]Revision, error) {
	all, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (Revision, error) { return scanRevision(rows) },
		`select `+revisionRow+` where g.guild = ? and a.slug = ? order by r.number desc`, name, slug)
	if err == nil && len(all) == 0 {
		err = ErrNoArticle
	}
	return all, err
}

const revisionRow = `r.number, r.title, r.saved, r.author, r.number = a.revision
	from articles a join revisions r on r.article = a.id join guilds g on g.n = a.guild`

// scanRevision scans a revisionRow behind other columns.
func scanRevision(rows *sql.Rows, before ...any) (r Revision, err error) {
	var saved string
	if err = rows.Scan(append(before, &r.Number, &r.Title, &saved, &r.Author, &r.Answers)...); err == nil {
		r.Saved, err = time.Parse(time.RFC3339, saved)
	}
	return r, err
}

// Remove takes an article out of the answers. Its history stays, so that it
// can be saved again.
func (b *Base) Remove(ctx context.Context, name, slug string, by Change) error {
	return b.removeWith(ctx, name, slug, by, nil)
}

// removeWith is Remove with extra in the same batch, if it is not nil.
func (b *Base) removeWith(ctx context.Context, name, slug string, by Change, extra extraStatements) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.guild(ctx, name)
	if err != nil {
		return err
	}
	if by.stale(g) {
		return ErrConflict
	}
	type row struct{ id, revision int64 }
	all, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.id, &r.revision)
	}, `select id, revision from articles where guild = ? and slug = ? and revision > 0`, g.number, slug)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return ErrNoArticle
	}
	r := all[0]
	if by.Base != 0 && int64(by.Base) != r.revision {
		return ErrChanged
	}
	w := &writer{guild: g, by: by}
	stmts := []sqlite.Stmt{
		sqlite.ExpectOne(`update articles set revision = 0 where id = ? and revision = ?`, r.id, r.revision),
		sqlite.Do(`delete from passages where article = ?`, r.id),
		sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ? and revision = ?`, g.number, g.revision),
		w.audit("remove", slug, fmt.Sprintf("revision %d no longer answers", r.revision)),
	}
	if extra != nil {
		stmts = append(stmts, extra(w, func(string) int { return 0 })...)
	}
	err = b.db.Batch(ctx, sqlite.List(stmts...))
	if errors.Is(err, sqlite.ErrGuard) {
		return by.conflictErr()
	}
	return err
}

// A Noted revision is one of any article of a guild.
type Noted struct {
	Article string `json:"article"` // a slug
	Revision
}

// Revisions lists every revision of a guild's articles, of removed ones too, by
// article and from the oldest on.
func (b *Base) Revisions(ctx context.Context, name string) ([]Noted, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (n Noted, err error) {
		n.Revision, err = scanRevision(rows, &n.Article)
		return n, err
	}, `select a.slug, `+revisionRow+` where g.guild = ? order by a.slug, r.number`, name)
}

// An Entry of the audit says who changed what, when and why.
type Entry struct {
	At      time.Time `json:"at"`
	Who     string    `json:"who"`
	What    string    `json:"what"`
	Article string    `json:"article,omitempty"` // a slug, or ""
	Detail  string    `json:"detail,omitempty"`
}

// Audit lists the last changes to a guild, newest first, at most limit. With a
// slug it lists those to that article only.
func (b *Base) Audit(ctx context.Context, name, slug string, limit int) ([]Entry, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (e Entry, err error) {
		var at string
		if err = rows.Scan(&at, &e.Who, &e.What, &e.Article, &e.Detail); err == nil {
			e.At, err = time.Parse(time.RFC3339, at)
		}
		return e, err
	}, `select at, who, what, article, detail from audit
		where guild = (select n from guilds where guild = ?) and (? = '' or article = ?)
		order by id desc limit ?`, name, slug, slug, limit)
}

// Note adds a row to the audit of a guild: of what changed nothing here, such
// as a command that was refused. Detail must not hold a member's words.
func (b *Base) Note(ctx context.Context, name, what, slug, detail string, by Change) error {
	return b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{w.audit(what, slug, detail)}
	}, by)
}

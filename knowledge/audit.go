package knowledge

import (
	"context"
	"database/sql"
	"time"

	"pamphlet/internal/sqlite"
)

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

package knowledge

import (
	"context"
	"database/sql"
	"fmt"

	"pamphlet/internal/sqlite"
)

// A Grant lets the members of a role do something.
type Grant struct {
	Role string `json:"role"`
	May  string `json:"may"` // edit, publish, configure
}

// Grants lists what the roles of a guild may do.
func (b *Base) Grants(ctx context.Context, name string) ([]Grant, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (g Grant, err error) {
		return g, rows.Scan(&g.Role, &g.May)
	}, `select role, may from rights where guild = (select n from guilds where guild = ?) order by role, may`, name)
}

// Grant lets a role do something.
func (b *Base) Grant(ctx context.Context, name string, g Grant, by Change) error {
	return b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{
			sqlite.Do(`insert or ignore into rights (guild, role, may) values (?, ?, ?)`, w.guild.number, g.Role, g.May),
			w.audit("grant", "", fmt.Sprintf("%s to role %s", g.May, g.Role)),
		}
	}, by)
}

// Revoke takes a right from a role.
func (b *Base) Revoke(ctx context.Context, name string, g Grant, by Change) error {
	return b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{
			sqlite.Do(`delete from rights where guild = ? and role = ? and may = ?`, w.guild.number, g.Role, g.May),
			w.audit("revoke", "", fmt.Sprintf("%s from role %s", g.May, g.Role)),
		}
	}, by)
}

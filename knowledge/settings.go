package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"pamphlet/internal/sqlite"
)

// SettingSynonyms is the setting that holds a guild's own list of synonyms, as
// package lexicon reads it. It is merged with the list that comes with the
// program.
const SettingSynonyms = "synonyms"

// Settings that hold, by the article's slug, how often its page is read again by
// itself, and the day it was last. An export has the former as
// Snapshot.Refreshes, and the latter not at all.
const (
	RefreshEvery = "refresh.every."
	RefreshRead  = "refresh.read."
)

// Setting returns a guild's setting, or "" if it has none of that name.
func (b *Base) Setting(ctx context.Context, guild, name string) (string, error) {
	return sqlite.One[string](ctx, b.db, `select value from settings
		where guild = (select n from guilds where guild = ?) and name = ?`, guild, name)
}

// Settings returns all settings of a guild by name.
func (b *Base) Settings(ctx context.Context, guild string) (map[string]string, error) {
	type row struct{ name, value string }
	rows, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.name, &r.value)
	}, `select name, value from settings where guild = (select n from guilds where guild = ?)`, guild)
	values := make(map[string]string, len(rows))
	for _, r := range rows {
		values[r.name] = r.value
	}
	return values, err
}

// Set keeps a guild's setting.
func (b *Base) Set(ctx context.Context, guild, name, value string) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, guild)
	if err != nil {
		return err
	}
	return b.db.Batch(ctx, sqlite.List(sqlite.Do(`insert into settings (guild, name, value) values (?, ?, ?)
		on conflict do update set value = excluded.value`, g.number, name, value)))
}

// Turn is Set, and reports whether the setting had another value before: of several
// processes that turn it at once, one is told so.
func (b *Base) Turn(ctx context.Context, guild, name, value string) (bool, error) {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, guild)
	if err != nil {
		return false, err
	}
	err = b.db.Batch(ctx, sqlite.List(sqlite.ExpectOne(`insert into settings (guild, name, value) values (?, ?, ?)
		on conflict do update set value = excluded.value where value <> excluded.value`, g.number, name, value)))
	if errors.Is(err, sqlite.ErrGuard) {
		return false, nil
	}
	return err == nil, err
}

// Choose keeps a guild's setting, and says so in the audit. An empty value takes
// the setting back.
func (b *Base) Choose(ctx context.Context, name, setting, value string, by Change) error {
	return b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		set := sqlite.Do(`insert into settings (guild, name, value) values (?, ?, ?)
			on conflict do update set value = excluded.value`, w.guild.number, setting, value)
		if value == "" {
			set = sqlite.Do(`delete from settings where guild = ? and name = ?`, w.guild.number, setting)
		}
		return []sqlite.Stmt{set, w.bumpVersion(), w.audit("setting", "", setting+": "+shortly(value))}
	}, by)
}

// shortly is a value as the audit names it: its first line, at most 100
// characters.
func shortly(value string) string {
	line, _, more := strings.Cut(value, "\n")
	if runes := []rune(line); len(runes) > 100 {
		line, more = string(runes[:100]), true
	}
	switch {
	case value == "":
		return "default"
	case more:
		return line + "…"
	}
	return line
}

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

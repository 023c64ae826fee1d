package knowledge

import (
	"context"
	"errors"

	"pamphlet/internal/sqlite"
)

// A Version identifies the state of a guild: it grows with each change of its
// articles, settings or tests. What was found out about a guild, such as that
// none of its tests breaks, holds for the version it was found at. 0 is none.
type Version int64

// ErrConflict is returned when something of the guild was changed after the
// moment that a change names; it is to be looked at again and repeated.
var ErrConflict = errors.New("the guild was changed in the meantime")

// Version returns the present moment of a guild.
func (b *Base) Version(ctx context.Context, name string) (Version, error) {
	g, err := b.guild(ctx, name)
	return g.version(), err
}

// version is never zero: a guild of which nothing is known has revision 0.
func (g guild) version() Version { return Version(g.revision + 1) }

// stale reports whether the moment that by names, if any, is over.
func (by Change) stale(g guild) bool { return by.At != 0 && by.At != g.version() }

// bumpVersion ends the moment of the guild.
func (w *writer) bumpVersion() sqlite.Stmt {
	return sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ?`, w.guild.number)
}

// change applies statements to a guild, in one batch.
func (b *Base) change(ctx context.Context, name string, statements func(*writer) []sqlite.Stmt, by Change) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, name)
	if err != nil {
		return err
	}
	if by.stale(g) {
		return ErrConflict
	}
	return b.db.Batch(ctx, sqlite.List(statements(&writer{guild: g, by: by})...))
}

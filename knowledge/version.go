package knowledge

import (
	"context"
	"errors"

	"pamphlet/internal/sqlite"
)

// A Moment is what a guild knows between two changes of it: articles, settings
// and tests. What was found out about a guild at one moment, such as that none
// of its tests breaks, holds for that moment only. The zero Moment is none.
type Moment int64

// ErrMoved is returned when something of the guild was changed after the
// moment that a change names; it is to be looked at again and repeated.
var ErrMoved = errors.New("the guild was changed in the meantime")

// Moment returns the present moment of a guild.
func (b *Base) Moment(ctx context.Context, name string) (Moment, error) {
	g, err := b.guild(ctx, name)
	return g.moment(), err
}

// moment is never zero: a guild of which nothing is known has revision 0.
func (g guild) moment() Moment { return Moment(g.revision + 1) }

// passed reports whether the moment that by names, if any, is over.
func (by Change) passed(g guild) bool { return by.At != 0 && by.At != g.moment() }

// moves ends the moment of the guild.
func (w *writer) moves() sqlite.Stmt {
	return sqlite.Must(`update guilds set revision = revision + 1 where n = ?`, w.guild.number)
}

// change applies statements to a guild, in one batch.
func (b *Base) change(ctx context.Context, name string, statements func(*writer) []sqlite.Stmt, by Change) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.welcome(ctx, name)
	if err != nil {
		return err
	}
	if by.passed(g) {
		return ErrMoved
	}
	return b.db.Batch(ctx, sqlite.List(statements(&writer{guild: g, by: by})...))
}

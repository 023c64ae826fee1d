package knowledge

import (
	"context"

	"pamphlet/internal/sqlite"
)

// welcome returns the guild named name, a new one if there is none.
func (b *Base) welcome(ctx context.Context, name string) (guild, error) {
	g, err := b.guild(ctx, name)
	if err != nil || g.number > 0 {
		return g, err
	}
	add := sqlite.Do(`insert or ignore into guilds (guild) values (?)`, name)
	if err := b.db.Batch(ctx, sqlite.List(add)); err != nil {
		return g, err
	}
	return b.guild(ctx, name)
}

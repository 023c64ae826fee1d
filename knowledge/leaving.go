package knowledge

import (
	"context"
	"errors"
	"time"

	"pamphlet/internal/sqlite"
)

// Grace is how long everything of a guild is kept after the bot was taken out
// of it, in case that was a mistake. docs/operating.md and /privacy
// name it.
const Grace = 7 * 24 * time.Hour

// Leave notes that the bot was taken out of a guild; Rejoin that it is back.
func (b *Base) Leave(ctx context.Context, name string, now time.Time) error {
	return b.db.Batch(ctx, sqlite.List(sqlite.Do(`update guilds set absent = ? where guild = ? and absent = ''`, stamp(now), name)))
}

// Rejoin notes that the bot is in a guild again.
func (b *Base) Rejoin(ctx context.Context, name string) error {
	return b.db.Batch(ctx, sqlite.List(sqlite.Do(`update guilds set absent = '' where guild = ? and absent <> ''`, name)))
}

func (b *Base) purgeAbsent(ctx context.Context, now time.Time) error {
	gone, err := sqlite.Select(ctx, b.db, sqlite.Value[int64], `select n from guilds where absent <> '' and absent <= ?`, stamp(now.Add(-Grace)))
	if err != nil {
		return err
	}
	var failed []error
	for _, n := range gone {
		failed = append(failed, b.forgetGuild(ctx, n))
	}
	return errors.Join(failed...)
}

// forgetGuild deletes everything of a guild. Its stems go first, and all at
// once, for the index's sake: see together.
func (b *Base) forgetGuild(ctx context.Context, n int64) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	return b.db.Batch(ctx, sqlite.List(
		sqlite.Do(`delete from stems where guild = ?`, n),
		sqlite.Do(`delete from guilds where n = ?`, n)))
}

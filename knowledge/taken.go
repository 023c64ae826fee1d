package knowledge

import (
	"context"
	"errors"
	"time"

	"pamphlet/internal/sqlite"
)

// rememberedTaken is how long a request is known again: much longer than one that was
// recorded is let in.
const rememberedTaken = time.Hour

// Take reports whether a request, by its id and when it was sent, is to be carried out:
// once, over all processes.
func (b *Base) Take(ctx context.Context, request string, sent time.Time) (bool, error) {
	err := b.db.Batch(ctx, sqlite.List(
		sqlite.Do(`delete from taken where at < ?`, sent.Add(-rememberedTaken).Unix()),
		sqlite.ExpectOne(`insert or ignore into taken (request, at) values (?, ?)`, request, sent.Unix()),
	))
	if errors.Is(err, sqlite.ErrGuard) {
		return false, nil
	}
	return err == nil, err
}

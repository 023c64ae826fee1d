package knowledge

import (
	"context"
	"errors"

	"pamphlet/internal/sqlite"
)

// keepExchange writes a batch and returns how many of it, from the front, are written.
func (b *Base) keepExchange(ctx context.Context, batch []recorded) (int, error) {
	if err := b.keepExchanges(ctx, batch); err != nil {
		return 0, err
	}
	for i, r := range batch {
		if r.asking.Question == "" {
			continue
		}
		if err := b.Enqueue(ctx, r.guild, r.asking); err != nil && !errors.Is(err, ErrNotQueued) {
			return i, err
		}
	}
	return len(batch), nil
}

// keepExchanges writes the exchanges of a batch in one transaction, but for
// those of guilds that have chosen since to keep none.
func (b *Base) keepExchanges(ctx context.Context, batch []recorded) error {
	keepers := map[string]*keeper{}
	for _, r := range batch {
		if keepers[r.guild] != nil {
			continue
		}
		k, err := b.keeper(ctx, r.guild)
		if err != nil {
			return err
		}
		keepers[r.guild] = k
	}
	var rows []sqlite.Stmt
	for _, r := range batch {
		if k := keepers[r.guild]; r.exchange.ID != 0 && !k.none {
			rows = append(rows, k.row(r.exchange))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	return b.db.Batch(ctx, sqlite.List(rows...))
}

// A keeper is what it takes to write exchanges of a guild.
type keeper struct {
	number int64
	key    string
	none   bool // it keeps no questions
}

// keeper makes a guild that is new, and its key.
func (b *Base) keeper(ctx context.Context, name string) (*keeper, error) {
	key, err := b.key(ctx, name)
	if err != nil {
		return nil, err
	}
	g, err := b.guild(ctx, name)
	if err != nil {
		return nil, err
	}
	days, err := b.Setting(ctx, name, SettingRetention)
	return &keeper{g.number, key, days == "0"}, err
}

// row writes e. One that is there was written by an earlier try.
func (k *keeper) row(e Exchange) sqlite.Stmt {
	return sqlite.Do(`insert into exchanges (id, guild, day, question, kind, passage, confidence, asker)
		values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`,
		e.ID, k.number, date(e.Day.UTC()), e.Question, e.Kind, e.Passage, e.Confidence, keyed(k.key, e.Member))
}

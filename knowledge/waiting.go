package knowledge

import (
	"context"
	"errors"

	"pamphlet/internal/sqlite"
)

// tell is the statement that lets a's member wait for the answer to a queued
// question. Who waits already waits from now on.
func (a Asking) tell(queued int64, asker []byte) sqlite.Stmt {
	return sqlite.Do(`insert into waiting (queued, day, member, asker) values (?, ?, ?, ?)
		on conflict (queued, member) do update set day = excluded.day`, queued, date(a.Day.UTC()), a.Member, asker)
}

// Waiting lists the members, by id, who asked to be told when a queued question has
// an answer.
func (b *Base) Waiting(ctx context.Context, name string, queued int64) ([]string, error) {
	return sqlite.Select(ctx, b.db, sqlite.Value[string], `select w.member from waiting w join queue q on q.id = w.queued
		where q.id = ? and q.guild = (select n from guilds where guild = ?) order by w.day, w.member`, queued, name)
}

// TakeWaiting is Waiting for who tells them: they are forgotten, and nobody else gets
// them.
func (b *Base) TakeWaiting(ctx context.Context, name string, queued int64) ([]string, error) {
	members, err := b.Waiting(ctx, name, queued)
	if err != nil || len(members) == 0 {
		return nil, err
	}
	taken := make([]sqlite.Stmt, len(members))
	for i, member := range members {
		taken[i] = sqlite.ExpectOne(`delete from waiting where queued = ? and member = ?`, queued, member)
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	err = b.db.Batch(ctx, sqlite.List(taken...))
	if errors.Is(err, sqlite.ErrGuard) { // taken, or forgotten, in this very moment
		return nil, nil
	}
	return members, err
}

package knowledge

import (
	"context"

	"pamphlet/internal/sqlite"
)

// Opened is a passage that members opened when they were shown what comes
// closest to a question.
type Opened struct {
	Passage int64 `json:"passage"`
	Count   int   `json:"count"`  // askings
	Helped  int   `json:"helped"` // of these, how many it helped
}

// kindClosest is the kind of an exchange that showed what comes closest.
const kindClosest = "closest"

// ofExchange are the wordings of the queue that one exchange left there.
const ofExchange = `id in (select w.id from exchanges e join queue q on q.guild = e.guild
	join wordings w on w.queued = q.id and w.question = e.question and w.day = e.day and w.asker = e.asker
	where e.id = ?2 and e.kind = '` + kindClosest + `' and e.guild = (select n from guilds where guild = ?3))`

// Opened notes that a member who was shown what comes closest opened a passage,
// and whether they said that it helped. Then the question is no longer an open
// one, unless others asked it too. An exchange of another kind is left alone.
func (b *Base) Opened(ctx context.Context, name string, exchange, passage int64, helped bool) error {
	if err := b.Settle(ctx); err != nil {
		return err
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	return b.db.Batch(ctx, sqlite.List(
		sqlite.Do(`update exchanges set passage = ?1
			where id = ?2 and kind = '`+kindClosest+`' and guild = (select n from guilds where guild = ?3)`, passage, exchange, name),
		sqlite.Do(`update wordings set opened = ?1, helped = ?4 where `+ofExchange, passage, exchange, name, helped),
		sqlite.Do(`update queue set state = 'answered' where state = 'new' and ?1 = 1
			and id in (select queued from wordings where `+ofExchange+`)
			and not exists (select 1 from wordings where queued = queue.id and helped = 0)`, helped, exchange, name)))
}

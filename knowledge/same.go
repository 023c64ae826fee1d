package knowledge

import (
	"context"
	"database/sql"
	"strings"

	"pamphlet/internal/sqlite"
)

// sameQuestion returns the queued question of a guild that says the same as a
// question, or 0.
func (b *Base) sameQuestion(ctx context.Context, g guild, question string) (int64, error) {
	all, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (q queuedTerms, err error) {
		var terms string
		err = rows.Scan(&q.id, &terms, &q.ignored)
		q.terms = strings.Fields(terms)
		return q, err
	}, `select id, terms, state = 'ignored' from queue where guild = ? order by id`, g.number)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	x := b.indexes.of(g.number)
	x.mu.Lock()
	defer x.mu.Unlock()
	if err := x.refresh(ctx, b, g.revision); err != nil {
		return 0, err
	}
	weigh := weights(all, len(x.shape.ids), func(term string) int {
		p, failed := x.find(ctx, b, term)
		if failed != nil {
			err = failed
		}
		if p == nil {
			return 0
		}
		return len(p.Passages)
	})
	same := alike(question, all, x.synonyms, weigh)
	return same, err
}

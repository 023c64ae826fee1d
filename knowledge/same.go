package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"pamphlet/internal/lexicon"
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
	same, err := b.sameByIndex(ctx, g, question, all)
	if errors.Is(err, sqlite.ErrCorrupt) {
		// "pamphlet doctor" tells of a damaged index. Until it is mended the
		// guild's questions go by their own words, and hold up no other guild's.
		return alike(question, all, lexicon.Default(), weights(all, 0, func(string) int { return 0 })), nil
	}
	return same, err
}

// sameByIndex is sameQuestion among all, with what the guild's index tells of
// the weight of words.
func (b *Base) sameByIndex(ctx context.Context, g guild, question string, all []queuedTerms) (int64, error) {
	x, release := b.indexes.use(g.number)
	defer release()
	if err := x.refresh(ctx, b, g.revision); err != nil {
		return 0, err
	}
	var err error
	weigh := weights(all, len(x.shape.ids), func(term string) int {
		p, failed := x.find(ctx, b, term)
		if failed != nil {
			err = failed
		}
		return p.Len()
	})
	same := alike(question, all, x.synonyms, weigh)
	return same, err
}

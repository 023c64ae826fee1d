package knowledge

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
)

// Asked is a question that was asked on a day, in all its wordings.
type Asked struct {
	Question string // the first wording
	Count    int
}

// A Day is what a guild was asked on a day.
type Day struct {
	Answered, Closest, Unknown int
	Most                       []Asked // asked most first
}

// Day sums up what a guild was asked on a day. Wordings with the same terms
// count as one question.
func (b *Base) Day(ctx context.Context, name string, day time.Time) (Day, error) {
	type row struct{ question, kind string }
	rows, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.question, &r.kind)
	}, `select question, kind from exchanges
		where guild = (select n from guilds where guild = ?) and day = ? order by id`, name, date(day.UTC()))
	var d Day
	at := make(map[string]int) // terms → place in d.Most
	for _, r := range rows {
		switch r.kind {
		case "answer":
			d.Answered++
		case kindClosest:
			d.Closest++
		case "unknown":
			d.Unknown++
		}
		key := strings.Join(distinctTerms(r.question), " ")
		i, ok := at[key]
		if !ok {
			i, at[key] = len(d.Most), len(d.Most)
			d.Most = append(d.Most, Asked{Question: r.question})
		}
		d.Most[i].Count++
	}
	slices.SortStableFunc(d.Most, func(a, b Asked) int { return cmp.Compare(b.Count, a.Count) })
	return d, err
}

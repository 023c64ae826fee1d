package knowledge

import (
	"context"
	"database/sql"
	"time"

	"pamphlet/internal/sqlite"
)

// A LeaseHolder is who holds a part of some work.
type LeaseHolder struct {
	Work        string
	Part, Whole int // as in Lease
	Owner       string
	Since       time.Time // by the owner's clock; zero if unknown
}

// LeaseHolders lists who holds what. One that was killed is among them until another
// takes its place.
func (b *Base) LeaseHolders(ctx context.Context) ([]LeaseHolder, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (h LeaseHolder, err error) {
		var since string
		err = rows.Scan(&h.Work, &h.Part, &h.Whole, &h.Owner, &since)
		h.Since, _ = time.Parse(time.RFC3339, since)
		return h, err
	}, `select work, part, whole, owner, since from leases order by work, whole, part`)
}

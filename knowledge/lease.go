package knowledge

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"slices"
	"sync"
	"time"

	"pamphlet/internal/sqlite"
)

// ErrLeaseLost says that a lease is another's now; ErrLeaseLapsed, that it could not be
// renewed in time, so that another may take it.
var (
	ErrLeaseLost   = errors.New("the lease is another's now")
	ErrLeaseLapsed = errors.New("the lease could not be renewed in time")
)

// A LeasePace holds the times of a lease. Zero values mean the defaults, which hand
// over within 20 s.
type LeasePace struct {
	Renew time.Duration // between renewals, 3 s
	Hold  time.Duration // held without one, 12 s; longer than a cluster takes to choose a leader
	// Take is how long a lease must be seen without a renewal before another process
	// takes it, 18 s. What lies between Hold and Take is for the owner to stop.
	Take time.Duration
}

func (p LeasePace) withDefaults() LeasePace {
	if p == (LeasePace{}) {
		return LeasePace{3 * time.Second, 12 * time.Second, 18 * time.Second}
	}
	return p
}

// LeaseOwner names this process as an owner of leases: machine, process, and a word
// that no other process has.
func LeaseOwner() string {
	host, err := os.Hostname()
	if err != nil {
		host = "unknown"
	}
	return fmt.Sprintf("%s/%d/%s", host, os.Getpid(), rand.Text()[:8])
}

// A Lease lets one process at a time do a piece of work, or some parts of it: all of
// the parts it names, or none. It is safe for concurrent use.
//
// Clocks of processes need not agree. The owner holds the lease for Hold from the
// moment it last began to renew it, by its own clock. Another takes it once it has
// itself seen the count of renewals stand still for Take, by its own clock, and only
// if the count is still that when the database takes it over. So the owner has let go
// before, unless its machine was stopped with its clock: then it learns at its next
// renewal.
type Lease struct {
	db    *sqlite.DB
	work  string
	parts []int
	whole int
	owner string
	pace  LeasePace
	now   func() time.Time

	trying sync.Mutex
	seen   map[leaseRow]sighting // of others' rows

	mu    sync.Mutex // not held while the database is asked: Held must not wait for it
	begun time.Time  // when the last renewal that was kept began; zero if not held
}

// leaseRow is a row of the table.
type leaseRow struct {
	part, whole int
	owner       string
	count       int64
}

// sighting is what this process knows of a row that is another's.
type sighting struct {
	since   time.Time // when it was first seen as it is
	renewed bool      // whether it was seen with a lower count before
}

// Lease makes a lease of parts of work, of which there are whole in all. It conflicts
// with one of the same part, and with one that counts another whole. Nothing is held
// before Try.
func (b *Base) Lease(work, owner string, parts []int, whole int, pace LeasePace) *Lease {
	return &Lease{db: b.db, work: work, owner: owner, parts: parts, whole: whole, pace: pace.withDefaults(), now: time.Now, seen: map[leaseRow]sighting{}}
}

// A Claim is what came of trying to take a lease.
type Claim struct {
	Held bool
	// Holder owns the lease, or a part of it; "" if another was quicker just now.
	Holder string
	// Alive says that the holder was seen to renew it, less than Hold ago.
	Alive bool
}

// Try takes the lease if nobody has any part of it, or whoever had was seen without
// a renewal for Take. It is to be called every second or so until it is held. An
// error says that the database did not decide.
func (l *Lease) Try(ctx context.Context) (Claim, error) {
	l.trying.Lock()
	defer l.trying.Unlock()
	rows, err := sqlite.Select(sqlite.Fresh(ctx), l.db, func(rows *sql.Rows) (r leaseRow, err error) {
		return r, rows.Scan(&r.part, &r.whole, &r.owner, &r.count)
	}, `select part, whole, owner, count from leases where work = ?`, l.work)
	if err != nil {
		return Claim{}, err
	}
	rows = slices.DeleteFunc(rows, func(r leaseRow) bool {
		return r.owner == l.owner || r.whole == l.whole && !slices.Contains(l.parts, r.part)
	})
	if claim := l.watch(rows); claim != nil {
		return *claim, nil
	}
	begun := l.now()
	err = l.db.Batch(ctx, sqlite.List(l.taking(rows, begun)...))
	if errors.Is(err, sqlite.ErrGuard) {
		return Claim{}, nil
	}
	if err != nil {
		return Claim{}, err
	}
	l.set(begun)
	return Claim{Held: true}, nil
}

// watch notes since when rows of others are as they are. It returns one that may be
// alive; nil if there is none.
func (l *Lease) watch(rows []leaseRow) (waiting *Claim) {
	now, before := l.now(), l.seen
	l.seen = map[leaseRow]sighting{}
	for _, r := range rows {
		s, known := before[r]
		if !known {
			s.since = now
		}
		for old := range before {
			s.renewed = s.renewed || old.owner == r.owner && old.part == r.part && old.whole == r.whole && old.count < r.count
		}
		l.seen[r] = s
		still := now.Sub(s.since)
		if alive := s.renewed && still < l.pace.Hold; still < l.pace.Take && (waiting == nil || alive) {
			waiting = &Claim{Holder: r.owner, Alive: alive}
		}
	}
	return waiting
}

// taking takes the lease from the owners of rows, if they are still as they were and
// nobody else came.
func (l *Lease) taking(rows []leaseRow, begun time.Time) []sqlite.Stmt {
	var stmts []sqlite.Stmt
	for _, r := range rows {
		stmts = append(stmts, sqlite.ExpectOne(`delete from leases where work = ? and part = ? and whole = ? and owner = ? and count = ?`,
			l.work, r.part, r.whole, r.owner, r.count))
	}
	for _, part := range l.parts {
		stmts = append(stmts, sqlite.ExpectOne(`insert into leases (work, part, whole, owner, count, since) select ?, ?, ?, ?, ?, ?
			where not exists (select 1 from leases where work = ? and owner <> ? and (whole <> ? or part = ?))
			on conflict do update set count = count + 1`,
			l.work, part, l.whole, l.owner, firstCount(), stamp(begun), l.work, l.owner, l.whole, part))
	}
	return stmts
}

// firstCount is where the count of a lease that was just taken begins: anywhere, so
// that who saw its owner hold it once before, and another in between did not see,
// does not take it to have stood still. Numbers up to 2⁵³ survive JSON.
func firstCount() int64 { return mathrand.Int64N(1 << 52) }

// Renew holds the lease for another Hold. ErrLeaseLost says that another has it; any
// other error, that it may still be held, see Held.
func (l *Lease) Renew(ctx context.Context) error {
	begun := l.now()
	var stmts []sqlite.Stmt
	for _, part := range l.parts {
		stmts = append(stmts, sqlite.ExpectOne(`update leases set count = count + 1 where work = ? and part = ? and whole = ? and owner = ?`,
			l.work, part, l.whole, l.owner))
	}
	err := l.db.Batch(ctx, sqlite.List(stmts...))
	switch {
	case err == nil:
		l.set(begun)
	case errors.Is(err, sqlite.ErrGuard):
		l.set(time.Time{})
		return ErrLeaseLost
	}
	return err
}

func (l *Lease) set(begun time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.begun = begun
}

// Held reports whether this process holds the lease now. Time counts by the clock
// that runs on and by the one that may be set, whichever is ahead: the first may
// stand still while a machine sleeps.
func (l *Lease) Held() bool { return l.left() > 0 }

// left is how much longer the lease is held without a renewal.
func (l *Lease) left() time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.begun.IsZero() {
		return 0
	}
	now := l.now()
	return l.pace.Hold - max(now.Sub(l.begun), now.Round(0).Sub(l.begun.Round(0)))
}

// Keep renews the lease until ctx ends, which is no error, or it is held no more.
func (l *Lease) Keep(ctx context.Context) error {
	wait := l.pace.Renew
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(min(wait, max(l.left(), 0))):
		}
		renewing, cancel := context.WithTimeout(ctx, l.left())
		err := l.Renew(renewing)
		cancel()
		wait = l.pace.Renew
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.Is(err, ErrLeaseLost):
			return err
		case !l.Held():
			return fmt.Errorf("%w (%w)", ErrLeaseLapsed, err)
		case err != nil:
			wait /= 4
		}
	}
}

// Release gives the lease up, so that another may take it at once. Whatever it was
// held for must have ended.
func (l *Lease) Release(ctx context.Context) error {
	l.set(time.Time{})
	return l.db.Batch(ctx, sqlite.List(sqlite.Do(`delete from leases where work = ? and owner = ?`, l.work, l.owner)))
}

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

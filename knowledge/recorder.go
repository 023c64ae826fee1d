package knowledge

import (
	"context"
	random "crypto/rand"
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"pamphlet/internal/sqlite"
)

// A recorder keeps questions without keeping who asked waiting: what is
// recorded waits in memory until one batch writes all of it. A member may be
// told that something is kept only after Settle. A kill of the process loses
// what waits, which is a few hundredths of a second's worth, or as much as
// came during an import. The zero value is ready.
type recorder struct {
	mu      sync.Mutex
	waiting []recorded
	added   uint64        // how many were ever taken
	saved   uint64        // how many of these are on disk
	failed  error         // why the last try to save was in vain
	faults  uint64        // how many tries were in vain
	failing time.Time     // since when they are; zero while they are not
	moved   chan struct{} // closed when saved or failed changes
	running bool
	closing chan struct{} // closed when stopped
	stopped bool
	writing sync.WaitGroup
	last    int64             // the id last given
	keys    map[string]string // made for guilds that had none
}

// recorded is what waits to be written for a guild.
type recorded struct {
	guild    string
	exchange Exchange // none if its ID is 0
	asking   Asking   // none if its question is ""
}

const (
	// maxWaiting bounds what waits to be written. At 500 questions a second
	// it is what comes in 40 s, longer than most imports take. As people ask
	// it is a few megabytes; of the longest questions there are, 2,000
	// characters each, 40 to 160.
	maxWaiting = 20_000
	// saveAgain is the pause before another try after a fault of the disk.
	saveAgain = time.Second
)

// Why something is not recorded.
var (
	errTooMany = errors.New("questions: too many wait to be kept")
	errClosed  = errors.New("questions: the base is closed")
)

// add lets r be written soon, by a goroutine that ends when nothing waits.
func (b *Base) add(ctx context.Context, r recorded) error {
	rec := &b.recorder
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.stopped {
		return errClosed
	}
	if len(rec.waiting) >= maxWaiting {
		return errors.Join(errTooMany, rec.failed)
	}
	rec.waiting = append(rec.waiting, r)
	rec.added++
	if !rec.running {
		rec.running = true
		rec.open()
		ctx = sqlite.Fresh(context.WithoutCancel(ctx))
		rec.writing.Go(func() { b.writeWaiting(ctx) })
	}
	return nil
}

// open makes the channels. rec.mu is held.
func (rec *recorder) open() {
	if rec.moved == nil {
		rec.moved = make(chan struct{})
	}
	if rec.closing == nil {
		rec.closing = make(chan struct{})
	}
}

// writeWaiting writes what waits until nothing does, or until the base is
// closed and a last try is in vain.
func (b *Base) writeWaiting(ctx context.Context) {
	rec := &b.recorder
	for last := false; ; {
		n, err := b.keepExchange(ctx, rec.batch())
		if done := rec.note(n, err); done || err != nil && last {
			return
		}
		if err == nil {
			continue
		}
		select {
		case <-time.After(saveAgain):
		case <-rec.closing:
			last = true
		}
	}
}

// batch is all that waits.
func (rec *recorder) batch() []recorded {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return rec.waiting
}

// note notes how many of those that wait were written. It reports whether none
// is left.
func (rec *recorder) note(n int, err error) (done bool) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.waiting = rec.waiting[n:]
	rec.saved += uint64(n)
	rec.failed = err
	switch {
	case err == nil:
		rec.failing = time.Time{}
	case rec.failing.IsZero():
		rec.failing = time.Now()
		fallthrough
	default:
		rec.faults++
	}
	close(rec.moved)
	rec.moved = make(chan struct{})
	if done = len(rec.waiting) == 0; done {
		rec.running, rec.waiting = false, nil
	}
	return done
}

// Settle waits until all that was recorded before is on disk. It fails if that
// cannot be written now; it is tried again all the same.
func (b *Base) Settle(ctx context.Context) error {
	rec := &b.recorder
	rec.mu.Lock()
	target := rec.added
	for rec.saved < target && rec.failed == nil {
		moved := rec.moved
		rec.mu.Unlock()
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
		rec.mu.Lock()
	}
	defer rec.mu.Unlock()
	if rec.saved < target {
		return rec.failed
	}
	return nil
}

// Writing says how questions are being kept: how many wait to be written, how
// often writing them failed, and since when it does; zero if it does not.
func (b *Base) Writing() (waiting int, failed uint64, since time.Time) {
	rec := &b.recorder
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return len(rec.waiting), rec.faults, rec.failing
}

// stop writes what waits, or fails.
func (rec *recorder) stop() error {
	rec.mu.Lock()
	rec.open()
	if !rec.stopped {
		close(rec.closing)
	}
	rec.stopped = true
	rec.mu.Unlock()
	rec.writing.Wait()
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if len(rec.waiting) > 0 {
		return errors.Join(errors.New("questions: some were not kept"), rec.failed)
	}
	return nil
}

// id is a new exchange's: the milliseconds since 1970 and below them a random
// number, so that those of several processes differ. Later ones are greater.
func (rec *recorder) id(now time.Time) int64 {
	const salt = 20 // bits
	rec.mu.Lock()
	defer rec.mu.Unlock()
	rec.last = max(rec.last+1, now.UnixMilli()<<salt|rand.Int64N(1<<salt))
	return rec.last
}

// key is a new key for a guild, the same until the process ends.
func (rec *recorder) key(guild string) string {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.keys[guild] == "" {
		var fresh [32]byte
		random.Read(fresh[:]) // never fails, by its documentation
		if rec.keys == nil {
			rec.keys = map[string]string{}
		}
		rec.keys[guild] = hex.EncodeToString(fresh[:])
	}
	return rec.keys[guild]
}

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

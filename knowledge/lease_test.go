package knowledge

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pamphlet/internal/longtest"
	"pamphlet/internal/rqlitetest"
)

// leases opens one database once for each of n owners of one lease, as n processes do.
func leases(t testing.TB, n int, whole int, parts ...int) []*Lease {
	t.Helper()
	path := rqlitetest.Database(t, filepath.Join(t.TempDir(), "k.db"))
	var all []*Lease
	for i := range n {
		b, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { b.Close() })
		all = append(all, b.Lease("shards", fmt.Sprint("owner ", i), parts, whole, LeasePace{}))
	}
	return all
}

func tried(t testing.TB, l *Lease) Claim {
	t.Helper()
	c, err := l.Try(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// However clocks differ and whoever sleeps, dies or comes: never do two hold a lease
// at once. Times are those of a clock that each process sets for itself.
func TestNeverDoTwoHoldALease(t *testing.T) {
	longtest.Checks(t, 20)
	const owners = 3
	all := leases(t, owners, 4, 0, 1)
	handovers := 0
	rapid.Check(t, func(t *rapid.T) {
		truth := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
		for i, l := range all {
			offset := time.Duration(rapid.IntRange(-1000, 1000).Draw(t, "offset")) * time.Hour
			l.now = func() time.Time { return truth.Add(offset) }
			l.seen = map[leaseRow]sighting{}
			if err := l.Release(context.Background()); err != nil {
				t.Fatal(i, err)
			}
		}
		last := -1
		for range rapid.IntRange(20, 60).Draw(t, "steps") {
			truth = truth.Add(time.Duration(rapid.IntRange(0, 7000).Draw(t, "ms")) * time.Millisecond)
			i := rapid.IntRange(0, owners-1).Draw(t, "owner")
			l := all[i]
			if l.Held() && rapid.Bool().Draw(t, "renews") {
				if err := l.Renew(context.Background()); err != nil {
					t.Fatalf("renewing what is held: %v", err)
				}
			} else if !l.Held() {
				if _, err := l.Try(context.Background()); err != nil {
					t.Fatal(err)
				}
			}
			var held []int
			for i, l := range all {
				if l.Held() {
					held = append(held, i)
				}
			}
			if len(held) > 1 {
				t.Fatalf("held by %v at once", held)
			}
			if len(held) == 1 && held[0] != last {
				if last >= 0 {
					handovers++
				}
				last = held[0]
			}
		}
	})
	if longtest.Full && handovers == 0 {
		t.Error("the lease never changed hands: this test shows nothing")
	}
}

// An owner that another took over from, and that took over in turn, is alive, though
// who looks now and then sees it as it was.
func TestALeaseThatCameBackIsAnother(t *testing.T) {
	all := leases(t, 3, 4, 0)
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for _, l := range all {
		l.now = func() time.Time { return now }
	}
	a, b, c := all[0], all[1], all[2]
	tried(t, a)
	tried(t, b)
	tried(t, c)
	now = now.Add(time.Minute)
	tried(t, c)
	tried(t, a)
	now = now.Add(time.Minute)
	if !tried(t, a).Held {
		t.Fatal("the first owner did not take the lease back")
	}
	if tried(t, b).Held {
		t.Error("two hold the lease")
	}
}

// Of many that try at once, one takes a free lease, and one that was let lapse.
func TestOneOfManyTakesALease(t *testing.T) {
	all := leases(t, 4, 0, 0)
	ahead := time.Duration(0)
	for _, l := range all {
		l.now = func() time.Time { return time.Now().Add(ahead) }
	}
	race := func() (held []int) {
		claims := make(chan int, len(all))
		for i, l := range all {
			go func() {
				c, err := l.Try(t.Context())
				if err != nil {
					t.Error(err)
				}
				if c.Held {
					claims <- i
				} else {
					claims <- -1
				}
			}()
		}
		for range all {
			if i := <-claims; i >= 0 {
				held = append(held, i)
			}
		}
		return held
	}
	first := race()
	if len(first) != 1 {
		t.Fatalf("taken by %v; want one", first)
	}
	dead := all[first[0]]
	all = slices.Delete(all, first[0], first[0]+1)
	if held := race(); len(held) != 0 {
		t.Fatalf("taken by %v while it is held", held)
	}
	ahead = dead.pace.Take + time.Second // nobody renews
	if held := race(); len(held) != 1 {
		t.Fatalf("taken by %v once it lapsed; want one", held)
	}
	if err := dead.Renew(t.Context()); !errors.Is(err, ErrLeaseLost) || dead.Held() {
		t.Errorf("the first renews: %v, held %v", err, dead.Held())
	}
}

// Parts that others hold, in whatever order they count, are not taken; others are.
func TestPartsOfALease(t *testing.T) {
	b := open(t)
	held := b.Lease("shards", "a", []int{1, 2}, 4, LeasePace{})
	if !tried(t, held).Held {
		t.Fatal("a free lease is not taken")
	}
	for _, test := range []struct {
		parts []int
		whole int
		want  bool
	}{{[]int{0}, 4, true}, {[]int{2, 3}, 4, false}, {[]int{3}, 4, true}, {[]int{0}, 2, false}, {[]int{0}, 0, false}, {[]int{7}, 8, false}} {
		l := b.Lease("shards", "b", test.parts, test.whole, LeasePace{})
		c := tried(t, l)
		if c.Held != test.want || !test.want && c.Holder != "a" {
			t.Errorf("parts %v of %d: %+v; want %v", test.parts, test.whole, c, test.want)
		}
		if err := l.Release(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if c := tried(t, b.Lease("jobs", "b", []int{0}, 0, LeasePace{})); !c.Held {
		t.Error("other work is not free")
	}
	if err := held.Release(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c := tried(t, b.Lease("shards", "c", []int{0}, 2, LeasePace{})); !c.Held {
		t.Errorf("what was released is not free: %+v", c)
	}
}

// Who cannot reach the database lets go, and one that comes back under its name goes
// on at once.
func TestALeaseThatCannotBeRenewedIsLetGo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	first, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	l := first.Lease("shards", "a", []int{0}, 0, LeasePace{Renew: time.Millisecond, Hold: 100 * time.Millisecond, Take: time.Hour})
	if !tried(t, l).Held {
		t.Fatal("not taken")
	}
	first.Close()
	if err := l.Keep(t.Context()); !errors.Is(err, ErrLeaseLapsed) || l.Held() {
		t.Errorf("keeping it without a database: %v, held %v", err, l.Held())
	}
	again, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if c := tried(t, again.Lease("shards", "b", []int{0}, 0, LeasePace{})); c.Held || c.Holder != "a" {
		t.Errorf("another takes it at once: %+v", c)
	}
	if c := tried(t, again.Lease("shards", "a", []int{0}, 0, LeasePace{})); !c.Held {
		t.Errorf("its own: %+v", c)
	}
}

// A machine that sleeps stops one of its clocks; the other tells.
func TestALeaseIsOverByEitherClock(t *testing.T) {
	l := leases(t, 1, 0, 0)[0]
	if !tried(t, l).Held {
		t.Fatal("not taken")
	}
	begun := l.begun
	for _, test := range []struct {
		now  time.Time
		want bool
	}{{begun.Add(l.pace.Hold - 1), true}, {begun.Add(l.pace.Hold), false}, {begun.Round(0).Add(l.pace.Hold), false}, {begun.Round(0).Add(-time.Hour), true}} {
		l.now = func() time.Time { return test.now }
		if got := l.Held(); got != test.want {
			t.Errorf("at %s after the renewal: held %v", test.now.Sub(begun), got)
		}
	}
}

//go:build reliability && linux

package knowledge

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"pamphlet/internal/longtest"
	"pamphlet/knowledge/search"
)

// Many guilds in one base: how long it takes to open, to add the next guild, to
// ask one that is not in memory, and what all of it takes in memory. The times
// are published, not asserted.
func TestManyGuilds(t *testing.T) {
	for _, test := range []struct{ guilds, articles int }{{longtest.Amount("PAMPHLET_GUILDS", 10_000), 2}, {longtest.Amount("PAMPHLET_LARGE", 64), 500}} {
		t.Run(fmt.Sprint(test.guilds), func(t *testing.T) { manyGuilds(t, test.guilds, test.articles) })
	}
}

// askedGuilds is how many of them are asked: more than fit in memory.
const askedGuilds = 1500

// manyGuilds makes guilds with articles of ten passages each.
func manyGuilds(t *testing.T, guilds, articles int) {
	path, z := filepath.Join(t.TempDir(), "k.db"), newZipf(1)
	b := openAt(t, path)
	var saving times
	for n := range guilds {
		all := make([]Article, articles)
		for i := range all {
			all[i] = z.article(i)
		}
		saving.measure(func() {
			if _, err := b.SaveAll(t.Context(), fmt.Sprint("guild ", n), all, Change{Who: "maria", When: monday}, nil); err != nil {
				t.Fatal(err)
			}
		})
	}
	t.Logf("figures: %d guilds of %d passages, %d MB; saving the last hundred: %s", guilds, 10*articles, fileSize(t, path)>>20, saving[max(0, len(saving)-100):])
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	var opening, next, cold, warm times
	opening.measure(func() { b = openAt(t, path) })
	for n := range 100 {
		a := z.article(n)
		a.Guild = fmt.Sprint("next ", n)
		next.measure(func() { save(t, b, a) })
	}
	t.Logf("figures: opened in %s; the next guild's first article: %s", opening, next)
	random, highest, late := rand.New(rand.NewPCG(1, 2)), uint64(0), 0
	for _, n := range random.Perm(guilds)[:min(guilds, askedGuilds)] {
		for i, times := range []*times{&cold, &warm} {
			q := search.Query{Guild: fmt.Sprint("guild ", n), Text: z.words(6)}
			times.measure(func() {
				r, err := b.Search(t.Context(), q)
				if errors.Is(err, context.DeadlineExceeded) {
					late++
				} else if err != nil {
					t.Fatal(i, err)
				}
				for _, m := range r.Matches {
					if !strings.HasPrefix(m.Article, "a") {
						t.Errorf("%s: %s", q.Guild, m.Article)
					}
				}
			})
		}
		if len(cold)%100 == 0 || guilds < 1000 {
			highest = max(highest, heap())
		}
	}
	if highest > 2*256<<20 {
		t.Errorf("%d MB in memory; want at most twice what indexes may take", highest>>20)
	}
	t.Logf("figures: %d guilds asked; a guild's first question: %s; its second: %s; %d not answered in time; %d MB in memory",
		len(cold), cold, warm, late, highest>>20)
	var forgetting times
	forgetting.measure(func() {
		if err := b.forgetGuild(t.Context(), 1); err != nil {
			t.Fatal(err)
		}
	})
	t.Logf("figures: a guild forgotten: %s", forgetting)
}

// times are how much processor time something took, each time: on a busy machine
// that tells more than the clock.
type times []time.Duration

func (t *times) measure(do func()) {
	began := processor()
	do()
	*t = append(*t, processor()-began)
}

// processor is the processor time of this process.
func processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		panic(err) // Unreachable: the arguments are right.
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

func (t times) String() string {
	t = slices.Sorted(slices.Values(t))
	at := func(share int) time.Duration { return t[(len(t)-1)*share/100].Round(10 * time.Microsecond) }
	return fmt.Sprintf("p50 %s, p99 %s, at most %s", at(50), at(99), at(100))
}

func fileSize(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// heap is what is in memory, in bytes.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

package search

import (
	"slices"
	"sync"

	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
)

// indexes holds what is kept in memory of the guilds' indexes: those used last,
// as many as fit.
type indexes struct {
	store Store

	mu     sync.Mutex
	guilds map[int64]*index
	recent []int64 // guilds, the one used last at the end
	size   int     // of all, in bytes
}

// keptIndexes is what all indexes may take in memory, in bytes, beside those in
// use. One of 20 passages takes up to 0.3 MB, one of 5,000 up to 16 MB.
const keptIndexes = 256 << 20

// use returns the index of a guild, locked, an empty one if it was not used of
// late. release gives it back.
func (x *indexes) use(number int64) (used *index, release func()) {
	used = x.of(number)
	used.mu.Lock()
	return used, func() {
		size := used.size()
		used.mu.Unlock()
		x.keep(used, size)
	}
}

func (x *indexes) of(number int64) *index {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.guilds == nil {
		x.guilds = make(map[int64]*index)
	}
	if i := slices.Index(x.recent, number); i >= 0 {
		x.recent = slices.Delete(x.recent, i, i+1)
	}
	x.recent = append(x.recent, number)
	if x.guilds[number] == nil {
		x.guilds[number] = &index{store: x.store, number: number}
	}
	return x.guilds[number]
}

// keep notes what an index takes, and forgets those used longest ago until the
// rest fits.
func (x *indexes) keep(used *index, size int) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.guilds[used.number] != used {
		return // forgotten meanwhile
	}
	x.size += size - used.kept
	used.kept = size
	n := 0
	for ; x.size > keptIndexes && x.recent[n] != used.number; n++ {
		x.size -= x.guilds[x.recent[n]].kept
		delete(x.guilds, x.recent[n])
	}
	x.recent = slices.Delete(x.recent, 0, n)
}

// A workspace is what a question needs in memory while it is ranked, and the next
// one, of whatever guild, can use again. It takes up to some megabytes: too much
// for each guild to have its own.
type workspace struct {
	scratch  rank.Scratch
	analyzer Analyzer
	tokens   []stem.Token
}

package search

import (
	"context"

	"pamphlet/knowledge/passage"
)

// shownCacheBytes is the most that an index keeps of passages as they are shown, in
// bytes of their texts.
const shownCacheBytes = 8 << 20

// shownPassages returns those of a guild's passages that have these ids, by id,
// as they stand at g. They are shared, and not to be changed. One that was
// removed in the meantime is not among them.
func (s *Searcher) shownPassages(ctx context.Context, g Guild, ids []int64) (map[int64]passage.Passage, error) {
	x := s.indexes.of(g.Number)
	found, missing := x.cachedPassages(g.Revision, ids)
	if len(missing) == 0 {
		return found, nil
	}
	passages, err := s.store.Passages(ctx, g.Number, missing)
	if err != nil {
		return nil, err
	}
	x.cachePassages(g.Revision, passages)
	for _, p := range passages {
		found[p.ID] = p
	}
	return found, nil
}

func (x *index) cachedPassages(revision int64, ids []int64) (found map[int64]passage.Passage, missing []int64) {
	found = make(map[int64]passage.Passage, len(ids))
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, id := range ids {
		if p, ok := x.shown.find(id); ok && x.revision == revision {
			found[id] = p
		} else {
			missing = append(missing, id)
		}
	}
	return found, missing
}

// cachePassages keeps passages that were read at revision or later, unless the
// index has moved on: they may be older than it.
func (x *index) cachePassages(revision int64, passages []passage.Passage) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.revision != revision {
		return
	}
	for _, p := range passages {
		x.shown.keep(p.ID, p, len(p.Text)+entry)
	}
}

// A cache keeps what was used last, up to a cost. It has two halves: when the
// young one is full, it becomes the old one, and what was in the old one and
// not used since is forgotten.
type cache[K comparable, V any] struct {
	young, old map[K]cached[V]
	cost, most int // of the young half
	oldCost    int
}

type cached[V any] struct {
	value V
	cost  int
}

// newCache returns a cache that keeps values of at most this cost in sum.
func newCache[K comparable, V any](most int) cache[K, V] {
	return cache[K, V]{young: make(map[K]cached[V]), most: most / 2}
}

func (c *cache[K, V]) find(key K) (V, bool) {
	if v, ok := c.young[key]; ok {
		return v.value, true
	}
	v, ok := c.old[key]
	if ok {
		c.keep(key, v.value, v.cost)
	}
	return v.value, ok
}

func (c *cache[K, V]) keep(key K, value V, cost int) {
	if c.cost+cost > c.most && len(c.young) > 0 {
		c.old, c.oldCost, c.young, c.cost = c.young, c.cost, make(map[K]cached[V]), 0
	}
	c.young[key] = cached[V]{value, cost}
	c.cost += cost
}

// size is the cost of all that is kept; what is in both halves counts twice.
func (c *cache[K, V]) size() int { return c.cost + c.oldCost }

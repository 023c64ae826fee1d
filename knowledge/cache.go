package knowledge

// A cache keeps what was used last, up to a cost. It has two halves: when the
// young one is full, it becomes the old one, and what was in the old one and
// not used since is forgotten.
type cache[K comparable, V any] struct {
	young, old map[K]kept[V]
	cost, most int // of the young half
	oldCost    int
}

type kept[V any] struct {
	value V
	cost  int
}

// newCache returns a cache that keeps values of at most this cost in sum.
func newCache[K comparable, V any](most int) cache[K, V] {
	return cache[K, V]{young: make(map[K]kept[V]), most: most / 2}
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
		c.old, c.oldCost, c.young, c.cost = c.young, c.cost, make(map[K]kept[V]), 0
	}
	c.young[key] = kept[V]{value, cost}
	c.cost += cost
}

// size is the cost of all that is kept; what is in both halves counts twice.
func (c *cache[K, V]) size() int { return c.cost + c.oldCost }

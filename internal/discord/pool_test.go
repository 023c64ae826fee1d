package discord

import (
	"fmt"
	"slices"
	"sync"
	"testing"
)

func TestAPoolKeepsTheOrderOfALane(t *testing.T) {
	t.Parallel()
	p := newPool(8, 10000)
	var mu sync.Mutex
	done := map[string][]int{}
	for n := range 1000 {
		key := fmt.Sprint(n % 7)
		if !p.add("guild", key, func() { mu.Lock(); defer mu.Unlock(); done[key] = append(done[key], n) }) {
			t.Fatal("no room")
		}
	}
	p.start()
	p.drain()
	total := 0
	for key, order := range done {
		total += len(order)
		if !slices.IsSorted(order) {
			t.Errorf("lane %s: %v", key, order)
		}
	}
	if total != 1000 || p.length() != 0 || len(p.lanes) != 0 {
		t.Errorf("%d jobs done, %d waiting, %d lanes kept", total, p.length(), len(p.lanes))
	}
	if p.add("guild", "", func() {}) {
		t.Error("a drained pool takes a job")
	}
}

func TestAPoolIsBounded(t *testing.T) {
	t.Parallel()
	p := newPool(1, 2)
	for n, want := range []bool{true, true, false} {
		if got := p.add("guild", "a", func() {}); got != want {
			t.Errorf("job %d: taken %t, want %t", n, got, want)
		}
	}
	p.start()
	p.drain()
}

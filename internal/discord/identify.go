package discord

import (
	"context"
	"sync"
	"time"
)

// identifies spaces IDENTIFYs over all shards of the process. Shards that are
// equal modulo concurrency connect one after the other, and pace lies between
// their IDENTIFYs.
type identifies struct {
	pace  time.Duration
	turns []chan struct{}

	mu   sync.Mutex
	next []time.Time
}

func newIdentifies(pace time.Duration, concurrency int) *identifies {
	i := &identifies{pace: pace, next: make([]time.Time, max(concurrency, 1))}
	for range i.next {
		i.turns = append(i.turns, make(chan struct{}, 1))
	}
	return i
}

// enter waits for the shard's turn to connect; leave ends it.
func (i *identifies) enter(ctx context.Context, shard int) error {
	select {
	case i.turns[shard%len(i.turns)] <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (i *identifies) leave(shard int) { <-i.turns[shard%len(i.turns)] }

// wait waits until the shard may send an IDENTIFY.
func (i *identifies) wait(ctx context.Context, shard int) error {
	i.mu.Lock()
	bucket := shard % len(i.next)
	now := time.Now()
	turn := i.next[bucket]
	if turn.Before(now) {
		turn = now
	}
	i.next[bucket] = turn.Add(i.pace)
	i.mu.Unlock()
	return sleep(ctx, turn.Sub(now))
}

package gateway

import (
	"context"
	"time"

	"golang.org/x/time/rate"
)

// identifies spaces IDENTIFYs over all shards of the process. Shards that are
// equal modulo concurrency share a bucket: they connect one after the other, and
// pace lies between their IDENTIFYs.
type identifies struct{ buckets []identifyBucket }

type identifyBucket struct {
	turn chan struct{} // held by the shard that connects
	pace *rate.Limiter
}

func newIdentifies(pace time.Duration, concurrency int) *identifies {
	i := &identifies{buckets: make([]identifyBucket, max(concurrency, 1))}
	for n := range i.buckets {
		i.buckets[n] = identifyBucket{make(chan struct{}, 1), rate.NewLimiter(rate.Every(pace), 1)}
	}
	return i
}

func (i *identifies) bucket(shard int) identifyBucket { return i.buckets[shard%len(i.buckets)] }

// enter waits for the shard's turn to connect; leave ends it.
func (i *identifies) enter(ctx context.Context, shard int) error {
	select {
	case i.bucket(shard).turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (i *identifies) leave(shard int) { <-i.bucket(shard).turn }

// wait waits until the shard may send an IDENTIFY.
func (i *identifies) wait(ctx context.Context, shard int) error {
	return i.bucket(shard).pace.Wait(ctx)
}

package discord

import (
	"context"
	"fmt"
	"time"
)

// plan is which shards this process runs.
type plan struct {
	shards      []int
	total       int
	concurrency int
}

func (c *Client) plan(ctx context.Context) (plan, error) {
	var gateway struct {
		Shards int
		Limit  *struct {
			Remaining   int
			Reset       int64 `json:"reset_after"` // ms
			Concurrency int   `json:"max_concurrency"`
		} `json:"session_start_limit"`
	}
	if err := c.rest.get(ctx, "/gateway/bot", "/gateway/bot", &gateway); err != nil && !unknownRoute(err) {
		return plan{}, err
	}
	first, last, total := c.settings.First, c.settings.Last, c.settings.Shards
	if total == 0 {
		total = max(gateway.Shards, 1)
		last = total - 1
	}
	p := plan{total: total, concurrency: 1}
	for id := first; id <= last; id++ {
		p.shards = append(p.shards, id)
	}
	if gateway.Limit == nil {
		return p, nil // Discord says it; other servers may know no limit
	}
	p.concurrency = gateway.Limit.Concurrency
	if gateway.Limit.Remaining < len(p.shards) {
		return plan{}, fmt.Errorf("discord gateway: %d sessions may be started, %d are needed; more in %s",
			gateway.Limit.Remaining, len(p.shards), time.Duration(gateway.Limit.Reset)*time.Millisecond)
	}
	return p, nil
}

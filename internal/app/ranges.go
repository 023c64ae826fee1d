package app

import (
	"context"
	"slices"
	"sync/atomic"

	"pamphlet/knowledge"
)

// A Range is shards that one process runs at a time, and the lease that says which.
type Range struct {
	Shards []int // none are all that Discord recommends
	Lease  Lease
}

// ranges is a lease of one of several ranges, whichever is free.
type ranges struct {
	all  []Range
	last atomic.Pointer[Range] // the one held last; nil if none was yet
}

// Try implements Lease. The range held last is tried first. Alive says that all of them
// are others' and well.
func (r *ranges) Try(ctx context.Context) (knowledge.Claim, error) {
	others := knowledge.Claim{Alive: true}
	for _, one := range r.order() {
		claim, err := one.Lease.Try(ctx)
		switch {
		case err != nil:
			return knowledge.Claim{}, err
		case claim.Held:
			r.last.Store(one)
			return claim, nil
		}
		others = knowledge.Claim{Holder: claim.Holder, Alive: others.Alive && claim.Alive}
	}
	return others, nil
}

func (r *ranges) order() (all []*Range) {
	last := r.last.Load()
	if last != nil {
		all = append(all, last)
	}
	for i := range r.all {
		if one := &r.all[i]; one != last {
			all = append(all, one)
		}
	}
	return all
}

// Keep implements Lease.
func (r *ranges) Keep(ctx context.Context) error { return r.last.Load().Lease.Keep(ctx) }

// Held implements Lease.
func (r *ranges) Held() bool {
	last := r.last.Load()
	return last != nil && last.Lease.Held()
}

// Release implements Lease.
func (r *ranges) Release(ctx context.Context) error {
	if last := r.last.Load(); last != nil {
		return last.Lease.Release(ctx)
	}
	return nil
}

// shards are those of the range held last; of all ranges if none was.
func (r *ranges) shards() (all []int) {
	if last := r.last.Load(); last != nil {
		return last.Shards
	}
	for _, one := range r.all {
		all = append(all, one.Shards...)
	}
	slices.Sort(all)
	return all
}

package discord

import (
	"context"
	"sync"

	"pamphlet/bot"
)

// A rota is a queue in which guilds take turns, so that one which asks much
// keeps only itself waiting. The zero value is empty.
type rota[T any] struct {
	waiting map[string][]T
	order   []string // guilds that have something waiting
}

// turn is what takes turns: a guild, or whoever writes direct messages.
func turn(r bot.Request) string {
	if r.Guild == "" {
		return "member " + r.Member.ID
	}
	return r.Guild
}

func (r *rota[T]) add(guild string, v T) {
	if r.waiting == nil {
		r.waiting = make(map[string][]T)
	}
	if len(r.waiting[guild]) == 0 {
		r.order = append(r.order, guild)
	}
	r.waiting[guild] = append(r.waiting[guild], v)
}

func (r *rota[T]) empty() bool { return len(r.order) == 0 }

// next takes what has waited longest of the guild whose turn it is; r must not
// be empty.
func (r *rota[T]) next() T {
	guild := r.order[0]
	r.order = r.order[1:]
	v, rest := r.waiting[guild][0], r.waiting[guild][1:]
	if len(rest) == 0 {
		delete(r.waiting, guild)
	} else {
		r.waiting[guild] = rest
		r.order = append(r.order, guild)
	}
	return v
}

// places bound how much is done at once. Guilds take turns in getting one.
type places struct {
	mu      sync.Mutex
	free    int
	waiting rota[*waiter]
}

type waiter struct {
	admitted chan struct{}
	gone     bool
}

// enter waits for a place and reports whether it got one before ctx ended;
// leave gives it back.
func (p *places) enter(ctx context.Context, guild string) bool {
	p.mu.Lock()
	if p.free > 0 {
		p.free--
		p.mu.Unlock()
		return true
	}
	w := &waiter{admitted: make(chan struct{})}
	p.waiting.add(guild, w)
	p.mu.Unlock()
	select {
	case <-w.admitted:
		return true
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	select {
	case <-w.admitted:
		return true // in this very moment
	default:
		w.gone = true
		return false
	}
}

func (p *places) leave() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.waiting.empty() {
		if w := p.waiting.next(); !w.gone {
			close(w.admitted)
			return
		}
	}
	p.free++
}

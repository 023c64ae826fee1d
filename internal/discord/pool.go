package discord

import (
	"context"
	"sync"

	"pamphlet/bot"
)

// A pool does jobs with a bounded number of goroutines. Jobs of one lane are
// done one at a time and in order; guilds take turns, and so do a guild's lanes.
type pool struct {
	size, bound int

	mu      sync.Mutex
	wake    *sync.Cond
	lanes   map[string]*lane
	ready   rota[*lane]
	waiting int
	calm    chan struct{} // closed when nothing waits; nil if nobody wants to know
	closed  bool
	workers sync.WaitGroup
}

type lane struct {
	guild, key string
	jobs       []func()
}

// newPool makes a pool for so many workers; at most bound jobs wait.
func newPool(workers, bound int) *pool {
	p := &pool{size: workers, bound: bound, lanes: map[string]*lane{}}
	p.wake = sync.NewCond(&p.mu)
	return p
}

// start starts the workers. drain ends them.
func (p *pool) start() {
	for range p.size {
		p.workers.Go(p.work)
	}
}

// add takes a job of a guild for a lane; "" is a lane of its own. It reports whether
// there was room.
func (p *pool) add(guild, key string, job func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed || p.waiting >= p.bound {
		return false
	}
	p.waiting++
	if l := p.lanes[key]; l != nil && key != "" {
		l.jobs = append(l.jobs, job)
		return true
	}
	l := &lane{guild: guild, key: key, jobs: []func(){job}}
	if key != "" {
		p.lanes[key] = l
	}
	p.ready.add(guild, l)
	p.wake.Signal()
	return true
}

// full reports whether a job would be refused.
func (p *pool) full() bool { return p.length() >= p.bound }

// quiet is closed as soon as no job waits for a worker.
func (p *pool) quiet() <-chan struct{} {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.waiting == 0 {
		return closedCh
	}
	if p.calm == nil {
		p.calm = make(chan struct{})
	}
	return p.calm
}

// closedCh is what quiet returns when nothing is queued.
var closedCh = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// length is how many jobs wait.
func (p *pool) length() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.waiting
}

// drain takes no more jobs, finishes those taken and returns.
func (p *pool) drain() {
	p.mu.Lock()
	p.closed = true
	p.wake.Broadcast()
	p.mu.Unlock()
	p.workers.Wait()
}

func (p *pool) work() {
	for {
		l, job := p.next()
		if job == nil {
			return
		}
		job()
		p.done(l)
	}
}

// next waits for a lane's first job; nil once the pool is drained.
func (p *pool) next() (*lane, func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.ready.empty() {
		if p.closed && p.waiting == 0 {
			return nil, nil
		}
		p.wake.Wait()
	}
	l := p.ready.next()
	job := l.jobs[0]
	l.jobs = l.jobs[1:]
	if p.waiting--; p.waiting == 0 && p.calm != nil {
		close(p.calm)
		p.calm = nil
	}
	return l, job
}

// done lets a lane's next job be taken.
func (p *pool) done(l *lane) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(l.jobs) > 0 {
		p.ready.add(l.guild, l)
		p.wake.Signal()
		return
	}
	delete(p.lanes, l.key)
	if p.closed {
		p.wake.Broadcast()
	}
}

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

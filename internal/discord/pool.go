package discord

import "sync"

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

package app

import (
	"context"
	"errors"
	"sync"
	"time"
)

// tick is how often the jobs are looked at. Questions are kept by the day, so
// an hour is soon enough.
const tick = time.Hour

// secondLook is when the clock is looked at again that has jumped, or was not
// looked at before.
const secondLook = 5 * time.Minute

// longestStep is the longest time between two looks at a clock that runs.
const longestStep = 2 * time.Hour

// A clock tells time that passes from time that jumps: what is past its
// retention is gone for good, so no single look decides that.
type clock struct {
	mu     sync.Mutex
	last   time.Time
	steady bool // the last two looks are as far apart as looks are
}

// look notes what time it is, and reports whether the clock has run steadily
// since the last look.
func (c *clock) look(now time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	step := now.Sub(c.last)
	c.steady = !c.last.IsZero() && 0 <= step && step <= longestStep
	c.last = now
	return c.steady
}

// next is how long to wait for the next look.
func (c *clock) next() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.steady {
		return secondLook
	}
	return tick
}

// jobsLook is how often a process looks whose the jobs are.
const jobsLook = 5 * time.Minute

// work does the jobs that no request asks for, at the start, at each tick, and when
// this process takes them over from another, until ctx ends.
func (s *Server) work(ctx context.Context) {
	var due time.Time
	for had := false; ctx.Err() == nil; pause(ctx, jobsLook) {
		mine := s.ownsJobs(ctx)
		if now := time.Now(); !now.Before(due) || mine && !had {
			s.jobs(ctx, mine)
			due = now.Add(s.clock.next())
		}
		had = mine
	}
}

// ownsJobs reports whether the jobs are this process's to do: of several, one has a
// lease of them. Where the database cannot say so they are, for they do no harm when
// they are done twice: what is deleted is gone, and a digest is claimed for its day.
func (s *Server) ownsJobs(ctx context.Context) bool {
	claim, err := s.jobsOf.Try(ctx)
	return err != nil || claim.Held
}

// jobs does what is due: questions past their retention go, and guilds that
// left longer ago than the time of grace; digests are posted; pages that guilds
// want read again become drafts if they have changed. Most are done only if they are
// mine to do. A panic in one of them keeps no other from being done.
func (s *Server) jobs(ctx context.Context, mine bool) {
	s.guard("purging", func() { s.purge(ctx, mine) })
	s.guard("meeting guilds", func() { s.recordPresence(ctx) })
	if mine {
		s.guard("digests", func() { s.digests(ctx) })
		s.guard("refreshing pages", func() { s.refreshes(ctx) })
	}
}

// purge deletes what is past its time, if that is this process's job; the clock is
// looked at all the same.
func (s *Server) purge(ctx context.Context, mine bool) {
	now := s.now()
	if steady := s.clock.look(now.Round(0)); !steady || !mine { // by the wall, which may be set
		return
	}
	if err := s.base.Purge(ctx, now); err != nil && !errors.Is(err, context.Canceled) {
		s.log.Error("purging", "error", err)
	}
}

func (s *Server) digests(ctx context.Context) {
	now := s.now()
	digests, err := s.bot.Digests(ctx, now)
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.Error("digests", "error", err)
	}
	for _, digest := range digests {
		s.post(ctx, "d"+digest.Channel+now.UTC().Format("0102"), digest)
	}
}

func (s *Server) refreshes(ctx context.Context) {
	now := s.now()
	posts, err := s.bot.Refreshes(ctx, now)
	if err != nil && !errors.Is(err, context.Canceled) {
		s.log.Error("refreshing pages", "error", err)
	}
	for _, p := range posts {
		s.post(ctx, "r"+p.Channel+now.UTC().Format("0215"), p)
	}
}

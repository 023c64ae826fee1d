package serve

import (
	"context"
	"errors"
	"time"
)

// tick is how often the jobs are looked at. Questions are kept by the day, so
// an hour is soon enough.
const tick = time.Hour

// work does the jobs that no request asks for, at the start and then at each
// tick, until ctx ends.
func (s *Server) work(ctx context.Context) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	for {
		s.jobs(ctx)
		select {
		case <-ticker.C:
		case <-ctx.Done():
			return
		}
	}
}

// jobs does what is due: questions past their retention go, and guilds that
// left longer ago than the time of grace; digests are posted. A panic in one of
// them keeps no other from being done.
func (s *Server) jobs(ctx context.Context) {
	s.guard("purging", func() { s.purge(ctx) })
	s.guard("meeting guilds", func() { s.meet(ctx) })
	s.guard("digests", func() { s.digests(ctx) })
}

func (s *Server) purge(ctx context.Context) {
	if err := s.base.Purge(ctx, s.now()); err != nil && !errors.Is(err, context.Canceled) {
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

package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"pamphlet/knowledge"
)

// A Lease says whose turn it is to run the shards, of several processes that may.
// knowledge.Lease is one.
type Lease interface {
	// Try takes the lease if nobody has it; an error says that this cannot be told.
	Try(context.Context) (knowledge.Claim, error)
	// Keep keeps it until ctx ends, which is no error, or it is lost.
	Keep(context.Context) error
	Held() bool
	Release(context.Context) error
}

// A TurnPace holds the times of taking turns. Zero values mean the defaults.
type TurnPace struct {
	Look time.Duration // between looks at a lease that another has, 1 s
	// Undecided is how long nobody may be able to tell who has the lease before this
	// process stands in, 20 s: until then the holder, if there is one, has let go.
	Undecided time.Duration
	// Hesitate is how long who stands in waits for another process to answer first,
	// 1.5 s of Discord's 3.
	Hesitate time.Duration
}

func (p TurnPace) withDefaults() TurnPace {
	if p == (TurnPace{}) {
		return TurnPace{time.Second, 20 * time.Second, 1500 * time.Millisecond}
	}
	return p
}

// turns serves whenever this process has the lease, until ctx ends or serving fails.
//
// While the database cannot say who has it, someone in danger must be met all the
// same, so the process stands in: it serves without the lease, and lets another
// answer everything else first. Of two that answer one interaction or message, Discord
// takes the first.
func (s *Server) turns(ctx context.Context, serve func(context.Context, []int) error) error {
	var lost error
	for {
		// Who could not renew a moment ago need not wait to be told again.
		s.standing.Store(errors.Is(lost, knowledge.ErrLeaseLapsed) || s.await(ctx))
		if ctx.Err() != nil {
			return nil
		}
		if err := s.beginHTTP(); err != nil {
			return err
		}
		running, stop := context.WithCancel(ctx)
		kept, shards := make(chan error, 1), s.lease.shards()
		go func() { defer stop(); kept <- s.keep(running, shards) }()
		err := serve(running, shards)
		stop()
		lost = <-kept
		s.standing.Store(false)
		if err != nil || ctx.Err() != nil {
			s.release(ctx, "shards", s.lease)
			return err
		}
		s.log.Warn("these shards are not all this process's any more; the gateway is left", "error", lost)
	}
}

// try tries to take the lease, within its time: a cluster without a leader is waited
// for longer elsewhere.
func (s *Server) try(ctx context.Context) (knowledge.Claim, error) {
	const patience = 3 * time.Second
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	return s.lease.Try(ctx)
}

// await waits for the lease. It reports whether the process is to stand in without
// it, because nobody could tell for long.
func (s *Server) await(ctx context.Context) (standIn bool) {
	var failing time.Time
	toldStandby, toldUndecided := false, false
	for ctx.Err() == nil {
		begun := time.Now()
		claim, err := s.try(ctx)
		switch {
		case ctx.Err() != nil, err == nil && claim.Held:
			return false
		case err == nil:
			failing = time.Time{}
			if !toldStandby && claim.Holder != "" {
				toldStandby = true
				s.log.Info("standby: another process runs these shards; this one takes over when that one ends", "holder", claim.Holder)
			}
		default:
			if failing.IsZero() {
				failing = begun
			}
			if time.Since(failing) >= s.pace.Undecided {
				return true
			}
			if !toldUndecided {
				toldUndecided = true
				s.log.Warn("the database does not say whose these shards are; it is asked again", "error", err)
			}
		}
		pause(ctx, s.pace.Look)
	}
	return false
}

// errOneRange says that of the shards that were stood in for, one range is this
// process's now, and the others are others'.
var errOneRange = errors.New("one range of them is this process's now")

// keep keeps the lease until ctx ends, or it is lost. Who stands in for shards tries to
// take it, and leaves once others are seen to have them.
func (s *Server) keep(ctx context.Context, shards []int) error {
	if s.standing.Load() {
		s.log.Error("the database does not say whose these shards are: this process answers where no other does, until it says so")
	}
	for s.standing.Load() {
		claim, err := s.try(ctx)
		switch {
		case ctx.Err() != nil:
			return nil
		case err == nil && claim.Held && !slices.Equal(shards, s.lease.shards()):
			return errOneRange
		case err == nil && claim.Held:
			s.standing.Store(false)
			s.log.Info("the database says that these shards are this process's")
		case err == nil && claim.Alive:
			return knowledge.ErrLeaseLost
		default:
			pause(ctx, s.pace.Look)
		}
	}
	return s.lease.Keep(ctx)
}

// serves reports whether what comes is this process's to answer.
func (s *Server) serves() bool { return s.lease == nil || s.standing.Load() || s.lease.Held() }

// hesitate is how long another process is given to answer first.
func (s *Server) hesitate() time.Duration {
	if s.standsIn || s.standing.Load() {
		return s.pace.Hesitate
	}
	return 0
}

// release gives a lease up. Where that fails, it lapses.
func (s *Server) release(ctx context.Context, what string, l Lease) {
	if !l.Held() {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 2*time.Second)
	defer cancel()
	if err := l.Release(ctx); err != nil {
		s.log.Warn("releasing a lease", "of", what, "error", err)
	}
}

// pause waits unless ctx ends first.
func pause(ctx context.Context, d time.Duration) {
	select {
	case <-time.After(d):
	case <-ctx.Done():
	}
}

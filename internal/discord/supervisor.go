package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"
)

// A ClosedError is a close code after which Discord wants no reconnecting.
type ClosedError struct{ Code int }

// fatal are the close codes after which reconnecting cannot help, from
// Discord's documentation.
var fatal = map[int]string{
	4004: "the token is not valid",
	4010: "the shard does not exist",
	4011: "more shards are needed",
	4012: "the version of the gateway is not valid",
	4013: "the intents are not valid",
	4014: "a privileged intent is not enabled for the application",
}

func (e *ClosedError) Error() string {
	return fmt.Sprintf("discord gateway: closed with %d: %s", e.Code, fatal[e.Code])
}

// maxIgnored is how many RESUMEs in a row may go without an answer before a
// new session is begun. Discord answers; other servers may know no RESUME.
const maxIgnored = 3

// run connects, and connects again, until ctx ends (then it closes the
// session and returns nil) or Discord refuses for good. working is for what
// the events cause.
func (s *shard) run(ctx, working context.Context, identifies *identifies) error {
	c := s.client
	s.line = newLine(ctx, s, identifies)
	for ctx.Err() == nil {
		if s.session == nil {
			s.begin(working)
		}
		err := s.connectOnce(ctx)
		code := s.line.closeCode()
		if fatal[code] != "" {
			return &ClosedError{code}
		}
		if ctx.Err() != nil {
			break
		}
		if s.sessionLost(err, code) {
			s.session, s.ignored = nil, 0
			s.known.Store(false)
		}
		failed := int(s.line.failed.Load())
		c.metrics.reconnects.Inc()
		c.settings.Log.Info("gateway connection lost", "shard", s.id, "failed", failed, "code", code, "cause", redactURL(err))
		sleep(ctx, pause(c.settings.Pace.Backoff, failed)) // an end of ctx is seen above
	}
	s.close()
	return nil
}

// sessionLost reports whether the session can no longer be had, after a connection that
// ended like that.
func (s *shard) sessionLost(err error, code int) bool {
	if s.ignored++; !s.line.ignored() {
		s.ignored = 0
	}
	return errors.Is(err, errStuck) || code == 4007 || code == 4009 || s.ignored == maxIgnored
}

// pause is how long to wait before connecting again: not at all after a
// connection that worked, then twice as long each time, at most a minute.
func pause(backoff time.Duration, failed int) time.Duration {
	if failed == 0 {
		return 0
	}
	most := min(backoff<<min(failed, 12), time.Minute)
	return most/2 + rand.N(most/2+1)
}

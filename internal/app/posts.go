package app

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"time"

	"pamphlet/bot"
)

const (
	// maxPosts is how many posts may be under way at once.
	maxPosts = 64
	// postTime is how long a post may take, limits of Discord's included.
	postTime = time.Minute
	// drainTime is how long posts are waited for at the end.
	drainTime = 5 * time.Second
)

// posts are what is being sent to channels that did not ask.
type posts struct {
	slots   chan struct{}
	running sync.WaitGroup
}

// post sends p without keeping anybody waiting. Discord takes what bears the
// same nonce once.
func (s *Server) post(ctx context.Context, nonce string, p bot.Post) {
	s.posts.running.Go(func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), postTime)
		defer cancel()
		select {
		case s.posts.slots <- struct{}{}:
			defer func() { <-s.posts.slots }()
		case <-ctx.Done():
			s.log.Error("posting", "error", "too many posts are waiting")
			return
		}
		s.guard("posting", func() {
			if err := s.send(ctx, nonce, p); err != nil {
				s.log.Error("posting", "error", err)
			}
		})
	})
}

// errForeign says that a post's channel is not its guild's. A setting may name
// any channel; one guild's questions must not reach another.
var errForeign = errors.New("the channel belongs to another guild; choose one with /setup")

// send sends p to its channel, or else to its member.
func (s *Server) send(ctx context.Context, nonce string, p bot.Post) error {
	if p.Channel != "" {
		if err := s.sendToChannel(ctx, nonce, p); err == nil || p.Member == "" {
			return err
		}
	}
	_, err := s.client.Direct(ctx, p.Member, nonce, p.Reply)
	return err
}

// sendToChannel sends p to its channel, if that is one of its guild's.
func (s *Server) sendToChannel(ctx context.Context, nonce string, p bot.Post) error {
	own, err := s.client.Belongs(ctx, p.Guild, p.Channel)
	if err != nil {
		return err
	}
	if !own {
		return errForeign
	}
	_, err = s.client.Send(ctx, p.Channel, nonce, p.Reply)
	return err
}

// nonce names the nth post of a request, in at most 25 characters, which is
// Discord's limit: an ID has at most 20.
func nonce(r bot.Request, n int) string {
	if r.ID == "" {
		return ""
	}
	return "p" + strconv.Itoa(n) + "." + r.ID
}

// wait waits until all posts are sent, but not for long.
func (p *posts) wait() {
	done := make(chan struct{})
	go func() {
		p.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-time.After(drainTime):
	}
}

package discord

import (
	"context"
	"fmt"
	"net/url"
	"runtime"
	"runtime/debug"
	"time"

	"pamphlet/bot"
)

// Send posts a reply in a channel, such as an alert for moderators, and
// returns the message's ID. nonce names the occasion, in at most 25
// characters, so that it is posted once; it may be "".
func (c *Client) Send(ctx context.Context, channel, nonce string, reply bot.Reply) (string, error) {
	m := rendered(reply)
	m.Flags &^= flagEphemeral
	if len(nonce) <= maxNonce {
		m.Nonce, m.Enforce = nonce, nonce != ""
	}
	return c.put(ctx, channel, m)
}

// Belongs reports whether a channel is one of a guild's.
func (c *Client) Belongs(ctx context.Context, guild, channel string) (bool, error) {
	var at struct {
		Guild string `json:"guild_id"`
	}
	err := c.rest.get(ctx, "/channels", "/channels/"+url.PathEscape(channel), &at)
	return guild != "" && at.Guild == guild, err
}

// Direct sends a reply to a member's direct messages. Discord allows that
// only in answer to something the member did.
func (c *Client) Direct(ctx context.Context, member, nonce string, reply bot.Reply) (string, error) {
	channel, err := c.rest.direct(ctx, member)
	if err != nil {
		return "", err
	}
	return c.Send(ctx, channel, nonce, reply)
}

// handle calls the handler within its time. A panic, or no answer in time,
// costs an apology. What is urgent has no other than the pool's own bound.
func (c *Client) handle(ctx context.Context, r bot.Request, urgent bool) bot.Reply {
	ctx, cancel := context.WithTimeout(ctx, c.settings.Pace.Answer)
	defer cancel()
	leave := func() {}
	if !urgent && !c.enter(ctx, turn(r)) {
		return c.settings.Busy(r)
	}
	if !urgent {
		leave = c.slots.leave
	}
	answered := make(chan bot.Reply, 1)
	go func() {
		defer leave()
		defer func() {
			if v := recover(); v != nil {
				c.panicked("handler", v)
				answered <- c.settings.Sorry(r)
			}
		}()
		answered <- c.handler(ctx, r)
	}()
	select {
	case reply := <-answered:
		return reply
	case <-ctx.Done():
		select {
		case reply := <-answered:
			return reply
		default:
		}
		return c.settings.Sorry(r)
	}
}

// enter waits for a place among the handlers, and then, though not for ever,
// until nobody waits for an acknowledgement: those have 3 s, answers minutes.
// A place that is free is taken even if the process was held up meanwhile.
func (c *Client) enter(ctx context.Context, guild string) bool {
	if !c.slots.enter(ctx, guild) {
		return false
	}
	const most = time.Second // so that a flood that does not end lets answers through
	patience := time.NewTimer(most)
	defer patience.Stop()
	select {
	case <-c.acks.quiet():
	case <-patience.C:
	case <-ctx.Done():
	}
	return true
}

// Guard runs a job beside the handler's; a panic in it is logged and counted, and
// ends nothing else.
func (c *Client) Guard(what string, job func()) { c.safely(what, job) }

// safely runs a job that may panic.
func (c *Client) safely(what string, job func()) {
	defer func() {
		if v := recover(); v != nil {
			c.panicked(what, v)
		}
	}()
	job()
}

// panicked notes a panic without its value, which may hold a member's words.
func (c *Client) panicked(where string, v any) {
	c.metrics.panics.Inc()
	reason := fmt.Sprintf("%T", v)
	if err, ok := v.(runtime.Error); ok {
		reason = err.Error()
	}
	c.settings.Log.Error("panic", "where", where, "reason", reason, "stack", string(debug.Stack()))
}

// fresh reports whether an event has not been taken before.
func (c *Client) fresh(key string) bool {
	c.seenMu.Lock()
	defer c.seenMu.Unlock()
	known, _ := c.seen.ContainsOrAdd(key, struct{}{})
	if known {
		c.metrics.dropped("repeated")
	}
	return !known
}

package discord

import (
	"context"
	"fmt"
	"hash/maphash"
	"sync"
	"time"

	"pamphlet/bot"
)

// askedMessage is a question in a channel and what became of it.
type askedMessage struct {
	mu      sync.Mutex
	answer  string // the ID of the bot's message
	flags   int    // of it
	channel string // where it stands
	turn    string // whose work it is, see turn
	at      time.Time
	cancel  context.CancelFunc
	deleted bool
	post    bot.Request // the post it is, if nobody asked the bot
}

// onMessage takes a message or an edit: if it is meant for the bot, once, and
// only as far as queueing the answer.
func (c *Client) onMessage(ctx context.Context, m *messageEvent, edit bool) {
	r, ours := c.question(m)
	if !ours && edit && m.Edited != "" {
		c.onPostChanged(ctx, m.ID, func(was bot.Request) (string, bool) { return was.Post, c.fresh("post " + m.ID + m.Edited) })
		return
	}
	if !ours || c.closing.Load() || edit && m.Edited == "" || !c.serves() {
		return
	}
	key := "message " + m.ID
	if edit { // it may be announced again, as by a link's preview
		key = fmt.Sprint(key, m.Edited, maphash.String(c.seed, m.Content))
		r.Kind = bot.Edit
	}
	if !c.fresh(key) {
		return
	}
	arrived := time.Now()
	c.metrics.request(r.Kind)
	var instead func(bot.Request) bot.Reply // of asking the handler
	if c.unread(m) {
		instead = c.settings.Unread
	}
	if !c.limits.allow(r) && !c.settings.Exempt(r) {
		instead = c.settings.Often
		c.metrics.dropped("often")
		if !c.limits.notice(r.Member.ID) {
			return
		}
	}
	q := c.remember(m.ID)
	job := func() { c.reply(ctx, r, q, instead, arrived) }
	if !c.work.add(turn(r), "channel "+r.Channel, func() { c.safely("answer", job) }) {
		c.metrics.dropped("busy")
		c.prompt.add(turn(r), "", func() { c.safely("refusal", func() { c.post(ctx, r, q, c.settings.Busy(r), arrived) }) })
	}
}

// remember keeps the newest questions, so that edits and deletions find
// their answers.
func (c *Client) remember(id string) *askedMessage {
	c.questionsMu.Lock()
	defer c.questionsMu.Unlock()
	if q, ok := c.questions.Get(id); ok {
		return q
	}
	q := &askedMessage{}
	c.questions.Add(id, q)
	return q
}

// keepsUp is how long an answer goes with its question; later, others may have
// read it and asked on.
const keepsUp = 24 * time.Hour

// onDelete hears that a message was deleted: a pending answer is given up, and
// one that stands is taken away.
func (c *Client) onDelete(ctx context.Context, id string) {
	c.questionsMu.Lock()
	q, ok := c.questions.Peek(id)
	c.questionsMu.Unlock()
	if !ok {
		return
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.deleted = true
	if q.cancel != nil {
		q.cancel()
	}
	if answer, channel := q.answer, q.channel; answer != "" && time.Since(q.at) < keepsUp {
		q.answer = ""
		c.queue(c.prompt, q.turn, "deletion", func() { c.takeBack(ctx, channel, answer) })
	}
}

// takeBack deletes an answer. One that somebody else deleted is gone as well.
func (c *Client) takeBack(ctx context.Context, channel, answer string) {
	ctx, cancel := context.WithTimeout(ctx, c.settings.Pace.Token)
	defer cancel()
	if err := c.rest.delete(ctx, channel, answer); err != nil && !hasCode(err, codeUnknownMessage) {
		c.settings.Log.Warn("taking an answer back", "error", err)
	}
}

// reply answers a message, showing that the bot is typing if it takes long.
// Where instead is set it is the answer, and the handler is not asked.
func (c *Client) reply(ctx context.Context, r bot.Request, q *askedMessage, instead func(bot.Request) bot.Reply, arrived time.Time) {
	c.hesitate(ctx, r)
	if instead != nil {
		c.post(ctx, r, q, instead(r), arrived)
		return
	}
	working, cancel := context.WithCancel(ctx)
	defer cancel()
	if !q.begin(cancel) {
		return
	}
	typing := time.AfterFunc(c.settings.Pace.Typing, func() {
		c.prompt.add(turn(r), "", func() { c.rest.typing(working, r.Channel) }) // a failure shows nothing, and harms nothing
	})
	reply := c.handle(working, r, false)
	typing.Stop()
	c.post(ctx, r, q, reply, arrived)
}

// begin reports whether the question still stands.
func (q *askedMessage) begin(cancel context.CancelFunc) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.cancel = cancel
	return !q.deleted
}

// post sends the answer, or changes the one an edited question has, and takes
// it back if the question was deleted meanwhile.
func (c *Client) post(ctx context.Context, r bot.Request, q *askedMessage, reply bot.Reply, arrived time.Time) {
	q.mu.Lock()
	old, flags, deleted := q.answer, q.flags, q.deleted
	q.mu.Unlock()
	if deleted || reply.Kind == bot.Silent {
		return
	}
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(c.settings.Pace.Token))
	defer cancel()
	reply = c.orApology(r, reply)
	m := rendered(reply)
	m.Flags &^= flagEphemeral // a message in a channel cannot be private
	id, err := old, error(nil)
	if old != "" {
		if flags&flagComponents != 0 {
			m = m.asComponents()
		}
		err = c.rest.edit(ctx, r.Channel, old, m)
	}
	if old == "" || hasCode(err, codeUnknownMessage) || hasCode(err, codeNoPermission) {
		m.Reference, m.Nonce = &reference{Message: r.ID}, nonce(r, old)
		m.Enforce = m.Nonce != ""
		id, err = c.put(ctx, r.Channel, m)
	}
	if err != nil {
		c.metrics.dropped("undelivered")
		c.settings.Log.Warn("answering a message", "error", err)
		return
	}
	c.metrics.answered(r.Kind, reply.Kind, time.Since(arrived))
	q.mu.Lock()
	q.answer, q.flags, q.channel, q.turn, q.at, deleted = id, m.Flags, r.Channel, turn(r), arrived, q.deleted
	q.mu.Unlock()
	if deleted {
		c.takeBack(ctx, r.Channel, id)
	}
}

// nonce makes Discord take an answer once, though it be sent again. It has at
// most 25 characters; Discord's IDs have at most 20.
func nonce(r bot.Request, old string) string {
	once := r.ID
	if old != "" {
		once = "e" + r.ID
	}
	if len(once) > maxNonce {
		return ""
	}
	return once
}

// maxNonce is Discord's limit of a nonce, in characters.
const maxNonce = 25

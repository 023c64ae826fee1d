package discord

import (
	"context"
	"errors"
	"time"

	"pamphlet/bot"
)

// onInteraction takes an interaction: once, if it does not come too often, and
// only as far as queueing its acknowledgement. Nothing that takes longer than
// that waits in the same queue. The error says why
// the interaction is not taken.
func (c *Client) onInteraction(ctx context.Context, i *interaction, arrived time.Time) error {
	if c.closing.Load() || !c.serves() {
		return errBusy
	}
	if !c.fresh("interaction " + i.ID) {
		return errRepeated
	}
	r, files, err := c.request(i)
	if err != nil {
		c.metrics.dropped("unreadable")
		c.settings.Log.Warn("interaction not readable", "type", i.Type)
		return err
	}
	c.metrics.request(r.Kind)
	if r.Kind == bot.Suggest {
		return c.queue(c.prompt, turn(r), "suggestions", func() { c.suggest(ctx, i, r, arrived) })
	}
	job := func() { c.acknowledge(ctx, i, r, files, arrived) }
	if !c.limits.allow(r) && !c.settings.Exempt(r) {
		c.metrics.dropped("often")
		job = func() { c.answerAtOnce(ctx, i, r, c.settings.Often(r), arrived) }
	}
	return c.queue(c.acks, turn(r), "acknowledgement", job)
}

// serves reports whether what comes is this process's to answer, and counts what is
// not.
func (c *Client) serves() bool {
	serves := c.settings.Serves()
	if !serves {
		c.metrics.dropped("another's turn")
	}
	return serves
}

// Why an interaction is not taken, beside what makes it unreadable.
var (
	errBusy     = errors.New("interaction: no room, or not this process's turn")
	errRepeated = errors.New("interaction: taken before")
)

// queue lets a pool do a job, or counts it and returns errBusy if there is no room.
func (c *Client) queue(p *pool, guild, what string, job func()) error {
	if !p.add(guild, "", func() { c.safely(what, job) }) {
		c.metrics.dropped("busy")
		return errBusy
	}
	return nil
}

// hesitate lets another process answer first, if that is to be.
func (c *Client) hesitate(ctx context.Context, r bot.Request) {
	if wait := c.settings.Hesitate(); wait > 0 && !c.settings.Exempt(r) {
		sleep(ctx, wait) // an end of ctx is seen by what follows
	}
}

// acknowledge sends the first answer, before any work, and queues the work.
// If there is no room for that, the first answer says so.
func (c *Client) acknowledge(ctx context.Context, i *interaction, r bot.Request, files []attachment, arrived time.Time) {
	c.hesitate(ctx, r)
	if arrived.Add(c.settings.Pace.Acknowledge).Before(time.Now()) {
		c.metrics.dropped("late") // Discord has told the member so
		return
	}
	r, how := c.settings.Acknowledge(r)
	switch {
	case how == Opens:
		c.queue(c.prompt, turn(r), "form", func() { c.open(ctx, i, r, arrived) })
		return
	case c.work.full():
		c.metrics.dropped("busy")
		c.answerAtOnce(ctx, i, r, c.settings.Busy(r), arrived)
		return
	case how == InPlace && i.Message == nil:
		how = Publicly
	}
	if !c.deferred(ctx, i, how, arrived) {
		return
	}
	c.metrics.acknowledged(time.Since(arrived))
	work := func() { c.answer(ctx, i, r, files, how, arrived) }
	if !c.work.add(turn(r), "member "+r.Member.ID, func() { c.safely("answer", work) }) {
		c.queue(c.prompt, turn(r), "refusal", func() { c.deliver(ctx, i, r, how, c.settings.Busy(r), arrived) })
	}
}

// deferred reports whether the interaction is ours to answer now.
func (c *Client) deferred(ctx context.Context, i *interaction, how Acknowledgement, arrived time.Time) bool {
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(c.settings.Pace.Acknowledge))
	defer cancel()
	kind, data := answerDefer, any(nil)
	switch how {
	case Privately:
		data = map[string]any{"flags": flagEphemeral}
	case InPlace:
		kind = answerDeferUpdate
	}
	err := c.rest.callback(ctx, i, kind, data, nil)
	var refused *apiError
	switch {
	case err == nil:
		return true
	case errors.As(err, &refused) && refused.Code == codeAlreadyAcknowledged && refused.Unsure:
		return true // an earlier try of ours had arrived
	case hasCode(err, codeAlreadyAcknowledged):
		c.metrics.dropped("answered elsewhere")
		if c.settings.Hesitate() == 0 { // else it was given the time to
			c.warnedOfOther.Do(func() {
				c.settings.Log.Warn("another process answers with this token; if it is on another database, members get the answers of either: stop one, or reset the token")
			})
		}
	case hasCode(err, codeUnknownInteraction), errors.Is(err, errGone):
		c.metrics.dropped("late")
	default:
		c.metrics.dropped("unacknowledged")
		c.settings.Log.Warn("acknowledging", "error", err)
		return refused == nil // it may have arrived; if not, the answer is refused
	}
	return false
}

// suggest answers what is being typed. There is no time for more than a try.
func (c *Client) suggest(ctx context.Context, i *interaction, r bot.Request, arrived time.Time) {
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(c.settings.Pace.Acknowledge))
	defer cancel()
	reply := c.handle(ctx, r, true)
	if err := c.rest.callback(ctx, i, answerChoices, choices(reply.Choices), nil); err != nil {
		c.settings.Log.Warn("suggesting", "error", err)
		return
	}
	c.metrics.answered(r.Kind, reply.Kind, time.Since(arrived))
}

// open answers with the form, or whatever the handler says instead.
func (c *Client) open(ctx context.Context, i *interaction, r bot.Request, arrived time.Time) {
	deadline, cancel := context.WithDeadline(ctx, arrived.Add(c.settings.Pace.Acknowledge))
	defer cancel()
	reply := c.handle(deadline, r, true)
	if reply.Form == nil {
		c.answerAtOnce(ctx, i, r, reply, arrived)
		return
	}
	m, err := form(*reply.Form)
	if err == nil {
		err = c.rest.callback(deadline, i, answerForm, m, nil)
	}
	if err != nil {
		c.settings.Log.Warn("opening a form", "error", err)
		return
	}
	c.metrics.answered(r.Kind, reply.Kind, time.Since(arrived))
}

// answerAtOnce answers without a deferral.
func (c *Client) answerAtOnce(ctx context.Context, i *interaction, r bot.Request, reply bot.Reply, arrived time.Time) {
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(c.settings.Pace.Acknowledge))
	defer cancel()
	if reply.Kind == bot.Repeated {
		c.metrics.dropped("repeated")
		return
	}
	kind, data, files := answerMessage, any(nil), []attached(nil)
	if reply.Kind == bot.Silent {
		kind = answerDeferUpdate
		if i.Message == nil {
			return
		}
	} else {
		m := rendered(c.orApology(r, reply))
		data, files = m, m.files
	}
	if err := c.rest.callback(ctx, i, kind, data, files); err != nil {
		c.settings.Log.Warn("answering at once", "error", err)
		return
	}
	c.metrics.answered(r.Kind, reply.Kind, time.Since(arrived))
}

// answer does the work of a deferred interaction.
func (c *Client) answer(ctx context.Context, i *interaction, r bot.Request, files []attachment, how Acknowledgement, arrived time.Time) {
	fetched, err := c.fetch(ctx, files)
	if err != nil {
		say := c.settings.Sorry
		if errors.Is(err, errTooLarge) {
			say = c.settings.Large
		}
		c.settings.Log.Warn("fetching an attachment", "error", redactURL(err))
		c.deliver(ctx, i, r, how, say(r), arrived)
		return
	}
	r.Files = fetched
	c.deliver(ctx, i, r, how, c.handle(ctx, r, false), arrived)
}

// deliver sends the reply to a deferred interaction, however long its token
// lives.
func (c *Client) deliver(ctx context.Context, i *interaction, r bot.Request, how Acknowledgement, reply bot.Reply, arrived time.Time) {
	ctx, cancel := context.WithDeadline(ctx, arrived.Add(c.settings.Pace.Token))
	defer cancel()
	if reply.Kind == bot.Repeated { // its token would reach the answer of the other process
		c.metrics.dropped("repeated")
		return
	}
	if reply.Form != nil {
		c.settings.Log.Error("a form cannot follow a deferral", "verb", r.Verb, "command", r.Name)
		reply = c.settings.Sorry(r)
	}
	reply = c.orApology(r, reply)
	err := c.sendReply(ctx, i, how, reply)
	var refused *apiError
	if errors.As(err, &refused) && refused.Status == 400 && reply.Kind != bot.Silent {
		c.settings.Log.Error("answer refused", "error", err)
		err = c.sendReply(ctx, i, how, c.settings.Sorry(r))
	}
	if err != nil {
		c.metrics.dropped("undelivered")
		c.settings.Log.Warn("answering", "error", err)
		return
	}
	c.metrics.answered(r.Kind, reply.Kind, time.Since(arrived))
}

// orApology is the reply, or an apology for one with nothing in it, which Discord
// would refuse.
func (c *Client) orApology(r bot.Request, reply bot.Reply) bot.Reply {
	if m := rendered(reply); reply.Kind == bot.Silent || m.Content != "" || len(m.Components)+len(m.files) > 0 {
		return reply
	}
	c.settings.Log.Error("empty reply", "kind", reply.Kind, "verb", r.Verb, "command", r.Name)
	return c.settings.Sorry(r)
}

// sendReply puts a reply where the acknowledgement leaves room for it.
func (c *Client) sendReply(ctx context.Context, i *interaction, how Acknowledgement, reply bot.Reply) error {
	m := rendered(reply)
	switch {
	case reply.Kind == bot.Silent && how == InPlace && !reply.Replaces:
		return nil
	case reply.Kind == bot.Silent:
		return c.rest.deleteOriginal(ctx, i)
	case how == InPlace && !reply.Replaces:
		return c.rest.followUp(ctx, i, m)
	case how == Publicly && reply.Private:
		if err := c.rest.deleteOriginal(ctx, i); err != nil {
			return err
		}
		return c.rest.followUp(ctx, i, m)
	case how == InPlace && i.Message != nil && i.Message.Flags&flagComponents != 0:
		m = m.asComponents()
	}
	return c.rest.editOriginal(ctx, i, m)
}

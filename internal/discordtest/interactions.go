package discordtest

import (
	"context"
	"fmt"
	"slices"
	"time"
)

// Types of interactions and of first answers, from Discord's documentation.
const (
	kindCommand   = 2
	kindComponent = 3
	kindComplete  = 4
	kindModal     = 5

	callbackMessage     = 4
	callbackDefer       = 5
	callbackDeferUpdate = 6
	callbackUpdate      = 7
	callbackChoices     = 8
	callbackModal       = 9
)

// An Interaction is a command, press, choice or form a member sent, and what
// became of it.
type Interaction struct {
	d       *Discord
	ID      string
	token   string
	kind    int
	member  *Member
	channel *Channel
	on      *message // the message pressed
	asked   time.Time
	told    []telling
	body    []byte // as it was sent over HTTP
	at      time.Time
	status  int

	changed   signal
	acked     time.Time
	answered  time.Time
	callback  int
	original  *message
	loading   bool
	followups []*message
	answers   int
	choices   []Choice
	form      *Form
}

// A Choice is a suggestion of an autocomplete.
type Choice struct{ Name, Value string }

// interact makes an interaction and delivers it.
func (m *Member) interact(kind int, c *Channel, on *message, data object) *Interaction {
	d := m.d
	i := &Interaction{d: d, ID: d.id(), kind: kind, member: m, channel: c, on: on}
	i.token = "interaction-token-" + i.ID
	d.mu.Lock()
	d.interactions[i.token] = i
	event := i.event(data)
	i.asked = time.Now()
	url := d.signed.url
	d.mu.Unlock()
	if url != "" {
		go d.deliver(i, url, event) // as the gateway's, it is under way when this returns
		return i
	}
	told := d.dispatch(c.guildOf(), 0, "INTERACTION_CREATE", event)
	d.mu.Lock()
	i.told = told
	d.mu.Unlock()
	return i
}

// event is the interaction as the gateway sends it. d.mu is held.
func (i *Interaction) event(data object) object {
	m, c := i.member, i.channel
	channel := i.d.channelObject(c)
	channel["permissions"] = fmt.Sprint(m.permissions)
	o := object{
		"id": i.ID, "application_id": i.d.application, "type": i.kind, "token": i.token, "version": 1, "data": data,
		"channel_id": c.ID, "channel": channel, "app_permissions": fmt.Sprint(permissionSend), "locale": m.locale,
		"entitlements": []any{}, "attachment_size_limit": 10 << 20,
	}
	if c.Guild == nil {
		o["user"], o["context"] = m.user(), 1
		o["authorizing_integration_owners"] = object{"0": "0"}
	} else {
		o["member"], o["context"] = m.interactionMember(), 0
		o["guild_id"], o["guild_locale"] = c.Guild.ID, c.Guild.locale
		o["guild"] = object{"id": c.Guild.ID, "locale": c.Guild.locale, "features": []any{}}
		o["authorizing_integration_owners"] = object{"0": c.Guild.ID}
	}
	if i.on != nil {
		o["message"] = clone(i.on.body)
	}
	return o
}

// Delivered reports whether the bot was told for certain: it said so, in a
// heartbeat or RESUME, or is connected now with the session that was told. What
// else it was told may be lost with a session that ended; then Discord shows the
// member that the application did not respond.
func (i *Interaction) Delivered() bool {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	return slices.ContainsFunc(i.told, func(t telling) bool {
		return t.to.conn.Load() != nil || t.to.confirmed.Load() >= int64(t.seq)
	})
}

// Wait waits until the bot has answered: shown a message, choices or a
// form, or changed the pressed message. A deferral is no answer.
func (i *Interaction) Wait(ctx context.Context) error {
	return i.d.await(ctx, &i.changed, func() bool { return i.answers > 0 })
}

// Reply waits for the bot's visible answer: the first response, the edit of
// a deferred one, a follow-up, or the pressed message changed.
func (i *Interaction) Reply() *Message {
	i.d.t.Helper()
	var shown *Message
	i.d.must("reply to an interaction", &i.changed, func() bool {
		if i.answers > 0 {
			shown = i.visible()
		}
		return shown != nil
	})
	return shown
}

// visible is the newest answer that still exists. d.mu is held.
func (i *Interaction) visible() *Message {
	for n := len(i.followups) - 1; n >= 0; n-- {
		if i.d.messages[i.followups[n].id()] != nil {
			return i.followups[n].seen(i.d)
		}
	}
	if i.original != nil && !i.loading && i.d.messages[i.original.id()] != nil {
		return i.original.seen(i.d)
	}
	return nil
}

// Gone waits until the bot has acknowledged the interaction and then removed
// its answer without another.
func (i *Interaction) Gone() {
	i.d.t.Helper()
	i.d.must("removal of a deferred answer", &i.changed, func() bool {
		return !i.acked.IsZero() && i.callback == callbackDefer && i.d.messages[i.original.id()] == nil
	})
}

// Form waits for the form the bot opens.
func (i *Interaction) Form() *Form {
	i.d.t.Helper()
	i.d.must("form", &i.changed, func() bool { return i.form != nil })
	return i.form
}

// Choices waits for the suggestions.
func (i *Interaction) Choices() []Choice {
	i.d.t.Helper()
	i.d.must("choices", &i.changed, func() bool { return i.callback == callbackChoices })
	return i.choices
}

// Answers counts what the bot did that a person sees as an answer.
func (i *Interaction) Answers() int {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	return i.answers
}

// Acknowledged is the time from the interaction to its first answer of any
// kind; 0 if there was none.
func (i *Interaction) Acknowledged() time.Duration { return i.since(&i.acked) }

// Expire lets the time for a first answer be over at once.
func (i *Interaction) Expire() { i.age(i.d.settings.patience) }

// ExpireToken lets the life of the interaction's token be over at once.
func (i *Interaction) ExpireToken() { i.age(tokenLife) }

func (i *Interaction) age(by time.Duration) {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	i.asked = i.asked.Add(-by)
}

// Expired reports whether the time for a first answer is over.
func (i *Interaction) Expired() bool {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	return time.Since(i.asked) > i.d.settings.patience
}

// Answered is the time from the interaction to what the member sees as its
// answer; 0 if there was none.
func (i *Interaction) Answered() time.Duration { return i.since(&i.answered) }

func (i *Interaction) since(t *time.Time) time.Duration {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	if t.IsZero() {
		return 0
	}
	return t.Sub(i.asked)
}

// Forget drops the interaction and its messages, so that a long test does
// not grow.
func (i *Interaction) Forget() {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	delete(i.d.interactions, i.token)
	for _, m := range append(i.followups, i.original) {
		if m != nil && m != i.on {
			delete(i.d.messages, m.id())
		}
	}
}

// answer notes that a person sees something new. d.mu is held.
func (i *Interaction) answer() {
	i.answers++
	if i.answered.IsZero() {
		i.answered = time.Now()
	}
}

// change wakes those who wait for this interaction or for anything. d.mu is
// held.
func (i *Interaction) change() {
	i.changed.fire()
	i.d.changed.fire()
}

package bot

import (
	"context"
	"time"

	"pamphlet/bot/messages"
)

// This file says what can be known of a request before it is answered, to
// whoever has to acknowledge it first. Each takes well under a millisecond.

// NeedsPrivacy reports whether a question may be about danger or about the member's
// own treatment. Such a question is met whatever else waits, and in private
// where that can be.
func (b *Bot) NeedsPrivacy(r Request) bool { return b.needsPrivacy(&r) }

func (b *Bot) needsPrivacy(r *Request) bool {
	return (r.Kind == Ask || r.Kind == Edit) && (!b.guards.ready() || !b.classify(r).Class.Storable())
}

// Ephemeral reports whether the reply to r is for the asker alone. It may be
// wrong in saying no: whether a reply is private can depend on the answer. It
// returns r with what it had to find out, which the handler need not do again.
func (b *Bot) Ephemeral(ctx context.Context, r Request) (Request, bool) {
	if r.Kind == Command || b.needsPrivacy(&r) || r.Kind == Ask && !HasLetter(r.Text) {
		return r, true
	}
	r, _ = b.Begin(ctx, r) // an error leaves what is the default
	return r, r.Setting(SettingPrivate) == "on" || !r.answersHere()
}

// SafetyCounts are the messages read for safety on the day of when, by class.
func (b *Bot) SafetyCounts(when time.Time) [8]int { return b.counters.day(when) }

// Busy is the reply for when too many requests are waiting.
func Busy(r Request) Reply { return r.Refused(messages.Busy) }

// Large is the reply to who sends a file larger than any that is read.
func Large(r Request) Reply { return r.Refused(messages.TooLarge) }

// Often is the reply to who asks more than anybody can read.
func Often(r Request) Reply { return r.Refused(messages.Often) }

// Unread is the reply to a message that came without its words, which may have
// been of danger.
func Unread(r Request) Reply { return r.Refused(messages.Unread) }

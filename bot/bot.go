// Package bot is what the bot says: a Request in, a Reply out. It knows neither
// Discord's API nor SQL, so the whole product can be talked to in a terminal,
// in a script and in Discord with the same code.
package bot

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/lint"
	"pamphlet/internal/sticky"
	"pamphlet/knowledge"
)

// A Bot answers requests. It is safe for use by many goroutines.
type Bot struct {
	base          *knowledge.Base
	bases         Bases
	log           *slog.Logger
	now           func() time.Time
	conversations conversations
	// noStore keeps no questions: there is nobody to read them.
	noStore bool
	version string

	guards   Guards
	counters counters
	sticky   *sticky.Memory
	secret   [32]byte            // makes keys that only this process can make
	lint     func() *lint.Linter // made when first needed
}

// Parts are what a Bot is made of.
type Parts struct {
	Base *knowledge.Base
	Log  *slog.Logger     // nil discards
	Now  func() time.Time // nil is time.Now
	// NoStore keeps no questions for the moderators.
	NoStore bool
	Guards  Guards // read every message first
	Version string // of the program, for /about
}

// New returns a Bot.
func New(p Parts) *Bot {
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	b := &Bot{
		base: p.Base, bases: Only(p.Base), log: p.Log, now: p.Now, noStore: p.NoStore, version: p.Version,
		guards: p.Guards, sticky: sticky.New(sticky.DefaultWindows()), lint: sync.OnceValue(lint.New),
	}
	rand.Read(b.secret[:]) // never fails, by its documentation
	return b
}

// Handle answers one request. What a member did wrong is a Reply; an error is
// the bot's own fault, and Sorry is what to say then.
func (b *Bot) Handle(ctx context.Context, r Request) (Reply, error) {
	r, err := b.Begin(ctx, r)
	switch {
	case r.Kind == Ask || r.Kind == Edit: // cards need no settings
		return b.withButtons(knowledge.Near(ctx), r, b.ask)
	case err != nil:
		return Reply{}, err
	}
	switch r.Kind {
	case Press:
		return b.withButtons(ctx, r, b.press)
	case Suggest:
		return b.suggest(knowledge.Near(ctx), r)
	case Command:
		return b.command(ctx, r)
	}
	return r.Refused(messages.UnknownCommand), nil
}

// Begin returns r with what every reply depends on: when it came in, and what
// its guild has chosen. Both are decided once: a request that has begun stays as it
// is. With an error it is still enough for a card, which needs no settings, and for
// an apology in the member's language.
func (b *Bot) Begin(ctx context.Context, r Request) (Request, error) {
	if r.Time.IsZero() {
		r.Time = b.now()
	}
	if r.settings.values == nil {
		r.settings.values, r.settings.err = b.base.Settings(knowledge.Near(ctx), r.Guild)
	}
	return r, r.settings.err
}

// Damaged is the reply where an error is knowledge.ErrDamaged.
func Damaged(r Request) Reply { return r.Refused(messages.Damaged) }

// Unsure is the reply where an error is knowledge.ErrUnknown.
func Unsure(r Request) Reply { return r.Refused(messages.Unsure) }

// Sorry is the reply for when something of ours went wrong.
func Sorry(r Request) Reply { return r.Refused(messages.Sorry) }

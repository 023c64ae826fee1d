package bot

import (
	"context"
	"crypto/rand"
	"log/slog"
	"sync"
	"time"

	"pamphlet/bot/messages"
	"pamphlet/internal/safety"
	"pamphlet/internal/source"
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
	noStore    bool
	moderation moderation
	version    string

	guards   Guards
	counters safety.Counters
	sticky   *safety.Sticky
	secret   [32]byte              // makes keys that only this process can make
	lint     func() *safety.Linter // made when first needed
}

// Parts are what a Bot is made of.
type Parts struct {
	Base *knowledge.Base
	Log  *slog.Logger     // nil discards
	Now  func() time.Time // nil is time.Now
	// NoStore keeps no questions for the moderators.
	NoStore bool
	Read    Read   // reads files that moderators send; nil is source.Read
	Fetch   Fetch  // reads web pages for moderators; nil cannot
	Export  Export // writes a guild as files; nil cannot
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
	if p.Read == nil {
		p.Read = source.Read
	}
	b := &Bot{
		base: p.Base, bases: Only(p.Base), log: p.Log, now: p.Now, noStore: p.NoStore, version: p.Version,
		guards: p.Guards, sticky: safety.NewSticky(safety.DefaultWindows()), lint: sync.OnceValue(safety.NewLint),
	}
	rand.Read(b.secret[:]) // never fails, by its documentation
	b.moderation = b.newModeration(p)
	return b
}

// Handle answers one request. What a member did wrong is a Reply; an error is
// the bot's own fault, and Sorry is what to say then.
func (b *Bot) Handle(ctx context.Context, r Request) (Reply, error) {
	if r.Time.IsZero() {
		r.Time = b.now()
	}
	if r.Kind == Ask || r.Kind == Edit || r.Kind == Suggest {
		ctx = knowledge.Near(ctx)
	}
	r.settings = b.readSettings(ctx, r.Guild)
	if r.Kind == Ask || r.Kind == Edit {
		return b.withButtons(ctx, r, b.ask)
	}
	if r.settings.err != nil {
		return Reply{}, r.settings.err
	}
	if reply, done, err := b.moderated(ctx, r); done {
		return reply, err
	}
	switch r.Kind {
	case Press:
		return b.withButtons(ctx, r, b.press)
	case Suggest:
		return b.suggest(ctx, r)
	case Command:
		return b.command(ctx, r)
	}
	return r.refused(messages.UnknownCommand), nil
}

// Damaged is the reply where an error is knowledge.ErrDamaged.
func Damaged(r Request) Reply { return r.refused(messages.Damaged) }

// Unsure is the reply where an error is knowledge.ErrUnknown.
func Unsure(r Request) Reply { return r.refused(messages.Unsure) }

// Sorry is the reply for when something of ours went wrong.
func Sorry(r Request) Reply { return r.refused(messages.Sorry) }

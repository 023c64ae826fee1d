package discord

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/url"
	"time"

	"pamphlet/bot"
)

// A Handler answers a request. It is called by many goroutines.
type Handler func(context.Context, bot.Request) bot.Reply

// Settings say how to connect and what to ask whom.
type Settings struct {
	Token string // of the bot, without "Bot "

	// API and Gateway replace Discord's addresses, such as
	// "http://127.0.0.1:4000" and "ws://127.0.0.1:4001". Loopback only.
	API, Gateway string

	// Shards is how many shards the bot has in all, of which this process runs
	// First to Last. 0 asks Discord, and runs all of them.
	Shards, First, Last int

	Commands []Command
	Version  string // of the program, for the log

	// Acknowledge says how a command, press or form is acknowledged before
	// the handler runs, and returns the request for it; nil means Publicly, and
	// InPlace for what is pressed.
	Acknowledge func(bot.Request) (bot.Request, Acknowledgement)
	// Exempt says that a request is never limited, such as one for help.
	Exempt func(bot.Request) bool
	// Sorry, Busy, Often, Large and Unread are the replies to a request that
	// went wrong, came when too many were waiting, came too often from one
	// member or guild, brought a file that is larger than Limits allow, or was
	// a message that Discord sent without its text.
	Sorry, Busy, Often, Large, Unread func(bot.Request) bot.Reply
	// Posts reports whether the guild wants new posts and threads of a channel
	// answered that nobody asked the bot about; nil means none.
	Posts func(ctx context.Context, guild, channel string) bool
	// Left hears that the bot was removed from a guild, Joined that it is in
	// one, at each connection.
	Left, Joined func(ctx context.Context, guild string)
	// Invited hears after Joined when and where the bot was invited; nil hears
	// nothing.
	Invited func(context.Context, Invitation)
	// Present hears which guilds a shard of so many has, those at an outage
	// included, when a session begins. It is called before Joined is for them.
	Present func(ctx context.Context, shard, shards int, guilds []string)

	// Turns calls serve, which runs shards until its ctx ends, whenever it is this
	// process's turn to run them, and returns what it returns once ctx ends or it
	// fails. No shards are First to Last. nil calls it once.
	Turns func(ctx context.Context, serve func(ctx context.Context, shards []int) error) error
	// Serves reports whether it is this process's turn now. What comes when it is not
	// is another's to answer. nil means always.
	Serves func() bool
	// Hesitate is how long another process is given to answer first; nil is not at
	// all. What is Exempt is answered at once.
	Hesitate func() time.Duration

	// Interactions is the address, such as "127.0.0.1:8078", at which Discord's
	// interactions are taken over HTTP, signed with the key that belongs to PublicKey,
	// which is the application's. The gateway is not connected to then. "" takes them
	// from the gateway.
	Interactions string
	PublicKey    ed25519.PublicKey

	Limits Limits
	Log    *slog.Logger // nil discards
	Pace   Pace
}

// An Invitation is what Discord says of a guild when a session begins there.
type Invitation struct {
	Guild   string
	Channel string // where Discord's own messages go, or ""
	Owner   string // of the guild; who invited the bot is not said
	Locale  string
	At      time.Time // when the bot came in
}

// Limits bound what is taken on. Zero values mean the defaults.
type Limits struct {
	Queue       int     // requests waiting, 20,000
	Workers     int     // requests being answered at once, 512
	Handlers    int     // handlers running at once, 32
	MemberBurst int     // requests of a member at once, 10
	MemberRate  float64 // and per second after, 0.5
	GuildBurst  int     // requests of a guild at once, 200
	GuildRate   float64 // and per second after, 50
	File        int64   // bytes of an attachment, 10 MiB, as Discord's default
}

// Pace holds the times that matter. Zero values mean the defaults, which are
// Discord's rules; only tests have reason to change them.
type Pace struct {
	Acknowledge time.Duration // until the first answer to an interaction, 2.7 s; Discord gives up after 3
	Answer      time.Duration // for the handler, 20 s
	Token       time.Duration // for answers through an interaction's token, 14 min 30 s of Discord's 15
	Request     time.Duration // for one try of a REST call, 10 s
	Handshake   time.Duration // for each step until READY, 15 s
	Identify    time.Duration // between IDENTIFYs of one bucket, 5.5 s for Discord's 5
	Invalid     time.Duration // at most, before a new IDENTIFY when a session is invalid; Discord asks for 1 to 5 s
	Backoff     time.Duration // first pause before a retry, 250 ms
	Typing      time.Duration // until "is typing" is shown, 400 ms
	Drain       time.Duration // to finish what was taken at a shutdown, 10 s
	Patience    time.Duration // for Discord to take the commands, before all else goes on, 10 s
	Commands    time.Duration // between tries to register commands that were refused, 10 min
}

// An Acknowledgement is the first answer to an interaction.
type Acknowledgement int

// The acknowledgements.
const (
	Publicly  Acknowledgement = iota // "is thinking", for all to see
	Privately                        // the same, for the member alone
	InPlace                          // nothing to see; the reply replaces what was pressed, or deletes it if it is silent
	Opens                            // none: the reply is a form
)

func (s Settings) withDefaults() Settings {
	or(&s.Limits.Queue, 20000)
	or(&s.Limits.Workers, 512)
	or(&s.Limits.Handlers, 32)
	or(&s.Limits.MemberBurst, 10)
	or(&s.Limits.MemberRate, 0.5)
	or(&s.Limits.GuildBurst, 200)
	or(&s.Limits.GuildRate, 50)
	or(&s.Limits.File, 10<<20)
	or(&s.Pace.Acknowledge, 2700*time.Millisecond)
	or(&s.Pace.Answer, 20*time.Second)
	or(&s.Pace.Token, 14*time.Minute+30*time.Second)
	or(&s.Pace.Request, 10*time.Second)
	or(&s.Pace.Handshake, 15*time.Second)
	or(&s.Pace.Identify, 5500*time.Millisecond)
	or(&s.Pace.Invalid, 5*time.Second)
	or(&s.Pace.Backoff, 250*time.Millisecond)
	or(&s.Pace.Typing, 400*time.Millisecond)
	or(&s.Pace.Drain, 10*time.Second)
	or(&s.Pace.Patience, 10*time.Second)
	or(&s.Pace.Commands, 10*time.Minute)
	if s.Acknowledge == nil {
		s.Acknowledge = func(r bot.Request) (bot.Request, Acknowledgement) {
			if r.Kind == bot.Press {
				return r, InPlace
			}
			return r, Publicly
		}
	}
	if s.Exempt == nil {
		s.Exempt = func(bot.Request) bool { return false }
	}
	for _, say := range []*func(bot.Request) bot.Reply{&s.Sorry, &s.Busy, &s.Often, &s.Large, &s.Unread} {
		if *say == nil {
			*say = bot.Sorry
		}
	}
	for _, hear := range []*func(context.Context, string){&s.Left, &s.Joined} {
		if *hear == nil {
			*hear = func(context.Context, string) {}
		}
	}
	if s.Turns == nil {
		s.Turns = func(ctx context.Context, serve func(context.Context, []int) error) error { return serve(ctx, nil) }
	}
	if s.Serves == nil {
		s.Serves = func() bool { return true }
	}
	if s.Hesitate == nil {
		s.Hesitate = func() time.Duration { return 0 }
	}
	if s.Posts == nil {
		s.Posts = func(context.Context, string, string) bool { return false }
	}
	if s.Invited == nil {
		s.Invited = func(context.Context, Invitation) {}
	}
	if s.Present == nil {
		s.Present = func(context.Context, int, int, []string) {}
	}
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	s.Log = slog.New(Redact(s.Log.Handler(), s.Token))
	return s
}

func or[T comparable](field *T, fallback T) {
	var zero T
	if *field == zero {
		*field = fallback
	}
}

// check refuses settings that cannot work or must not be used.
func (s Settings) check() error {
	if s.Token == "" {
		return errors.New("discord token: none is set")
	}
	if s.Interactions != "" && len(s.PublicKey) != ed25519.PublicKeySize {
		return errors.New("discord public key: interactions over HTTP need the application's")
	}
	if s.API == "" != (s.Gateway == "") {
		return errors.New("discord addresses: API and gateway go together")
	}
	for _, address := range []string{s.API, s.Gateway} {
		if err := loopback(address); err != nil {
			return fmt.Errorf("discord address: %w", err)
		}
	}
	if s.First < 0 || s.Last < s.First || s.Last >= max(s.Shards, 1) {
		return fmt.Errorf("discord shards: %d to %d of %d", s.First, s.Last, s.Shards)
	}
	return nil
}

// loopback refuses addresses of other machines: the token goes there.
func loopback(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("not a URL")
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return errors.New("not on this machine")
	}
	return nil
}

// Package app joins the bot, Discord and the clock into a running process.
//
// A request comes from package discord and goes to the bot; its reply goes
// back, and what else is to be posted goes to the channels it names. Beside
// that run one goroutine of jobs (jobs.go) and an HTTP server for health and
// metrics (http.go). Of several processes, a lease says which runs the shards
// (turns.go). Nothing here knows what a reply says.
package app

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/discord"
	"pamphlet/knowledge"
)

// Parts are what a Server is made of.
type Parts struct {
	Base *knowledge.Base
	Bot  *moderate.Bot
	// Discord says how to connect; the rest of it is filled in here.
	Discord discord.Settings
	// HTTP is the address for health and metrics; "" serves none.
	HTTP string
	// Ranges are shards of which this process runs one range at a time, whichever is
	// free; none are always its own.
	Ranges []Range
	// Owner is the name under which this process takes leases; "" makes one up.
	Owner string
	// StandsIn lets another process answer first everything but danger.
	StandsIn bool
	Pace     TurnPace
	Log      *slog.Logger     // nil discards
	Now      func() time.Time // nil is time.Now
}

// A Server is the bot at work.
type Server struct {
	base   *knowledge.Base
	bot    *moderate.Bot
	client *discord.Client
	http   string
	log    *slog.Logger
	now    func() time.Time
	posts  posts
	here   presence
	clock  clock // of the jobs
	jobsOf Lease // whose the jobs are

	lease    *ranges // whose the shards are; nil if there is no other process
	standsIn bool
	standing atomic.Bool // serves without the lease
	pace     TurnPace
	endHTTP  func() // nil until health and metrics are served
	// guard runs a job that may panic.
	guard func(what string, job func())
	// handle answers a request; it is the bot's own Handle but for tests.
	handle func(context.Context, bot.Request) (bot.Reply, error)
}

// New makes a Server. It connects to nothing before Check or Run.
func New(p Parts) (*Server, error) {
	if p.Log == nil {
		p.Log = slog.New(slog.DiscardHandler)
	}
	if p.Now == nil {
		p.Now = time.Now
	}
	p.Log = slog.New(discord.Redact(p.Log.Handler(), p.Discord.Token))
	s := &Server{base: p.Base, bot: p.Bot, http: p.HTTP, log: p.Log, now: p.Now, handle: p.Bot.Handle}
	s.posts.slots = make(chan struct{}, maxPosts)
	s.standsIn, s.pace = p.StandsIn, p.Pace.withDefaults()
	if len(p.Ranges) > 0 {
		s.lease = &ranges{all: p.Ranges}
	}
	if p.Owner == "" {
		p.Owner = knowledge.LeaseOwner()
	}
	s.jobsOf = p.Base.Lease("jobs", p.Owner, []int{0}, 0, knowledge.LeasePace{Renew: jobsLook, Hold: 12 * time.Minute, Take: 15 * time.Minute})
	d := p.Discord
	d.Commands = commands(p.Bot)
	d.Log = p.Log
	d.Acknowledge, d.Exempt = s.acknowledge, p.Bot.NeedsPrivacy
	d.Sorry, d.Busy, d.Often = s.withSettings(bot.Sorry), s.busy, s.withSettings(bot.Often)
	d.Large, d.Unread = s.withSettings(bot.Large), s.withSettings(bot.Unread)
	d.Invited = s.invited
	d.Posts = p.Bot.AnswersPosts
	d.Left, d.Joined, d.Present = s.left, s.joined, s.present
	d.Serves, d.Hesitate = s.serves, s.hesitate
	if s.lease != nil {
		d.Turns = s.turns
	}
	var err error
	if s.client, err = discord.New(d, s.answer); err != nil {
		return nil, err
	}
	s.guard = s.client.Guard
	return s, nil
}

// Check asks Discord who the token belongs to. A token that is refused gives
// discord.ErrToken.
func (s *Server) Check(ctx context.Context) (discord.Account, error) { return s.client.Check(ctx) }

// Memberships lists the guilds the bot is in, with the permissions it lacks.
func (s *Server) Memberships(ctx context.Context) ([]discord.Membership, error) {
	return s.client.Memberships(ctx)
}

// Run serves until ctx ends, which is no error, or Discord refuses the bot for
// good. Then it takes nothing more, finishes what it took, and closes.
func (s *Server) Run(ctx context.Context) error {
	// A standby on the same machine is served once the address is free.
	if err := s.beginHTTP(); err != nil && (s.lease == nil && !s.standsIn || !errors.Is(err, syscall.EADDRINUSE)) {
		return err
	}
	defer func() {
		if s.endHTTP != nil {
			s.endHTTP()
		}
	}()
	working, stop := context.WithCancel(ctx)
	var jobs sync.WaitGroup
	jobs.Go(func() { s.work(working) })
	s.log.Info("starting")
	err := s.client.Run(ctx)
	stop()
	jobs.Wait()
	s.release(ctx, "jobs", s.jobsOf)
	s.recordPresence(context.WithoutCancel(ctx))
	s.posts.wait()
	s.log.Info("stopped")
	return err
}

// answer gives a request to the bot. What else the bot wants posted is sent
// beside the reply.
func (s *Server) answer(ctx context.Context, r bot.Request) bot.Reply {
	r, _ = s.bot.Begin(ctx, asCommand(r)) // its error is the handler's, too
	reply, err := s.handle(ctx, r)
	if knowledge.IsDamage(err) {
		if s.base.FirstDamage(r.Guild) {
			s.log.Error("what is stored has changed or is missing; \"pamphlet doctor\" says what, the guild gets no answers until it is mended", "error", err)
		}
		return bot.Damaged(r)
	}
	if err != nil {
		if !errors.Is(err, context.Canceled) {
			s.log.Error("answering", "kind", r.Kind, "command", r.Name, "error", err)
		}
		if errors.Is(err, knowledge.ErrUnknown) {
			return bot.Unsure(r)
		}
		return bot.Sorry(r)
	}
	for i, post := range reply.Posts {
		s.post(ctx, nonce(r, i), post)
	}
	return reply
}

// asCommand is the request as the bot knows it: one entry of a message's menu is a
// moderator's command.
func asCommand(r bot.Request) bot.Request {
	if r.Kind == bot.Ask && r.Name == menuDraft {
		r.Kind, r.Name = bot.Command, moderate.MessageAdd
	}
	return r
}

// acknowledge says how a request is acknowledged before it is answered, and returns it
// with what that took to find out.
func (s *Server) acknowledge(r bot.Request) (bot.Request, discord.Acknowledgement) {
	r = asCommand(r)
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	switch {
	case s.bot.OpensForm(r):
		return r, discord.Opens
	case r.Kind == bot.Press || r.Kind == bot.Submit && r.ReplyTo != "":
		return r, discord.InPlace
	case r.Kind == bot.Submit: // a form that a command opened belongs to no message
		return r, discord.Privately
	}
	r, ephemeral := s.bot.Ephemeral(ctx, r)
	if ephemeral {
		return r, discord.Privately
	}
	return r, discord.Publicly
}

// patience is how long a guild's settings are waited for before a question is
// acknowledged; Discord gives up after 3 s in all.
const patience = 300 * time.Millisecond

// busy answers what came when too many were waiting. Who may be in danger is
// met even then: that needs no search.
func (s *Server) busy(r bot.Request) bot.Reply {
	if s.bot.NeedsPrivacy(r) {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		return s.answer(ctx, r)
	}
	return s.withSettings(bot.Busy)(r)
}

// withSettings makes say speak the language of the guild where the member's is not
// known.
func (s *Server) withSettings(say func(bot.Request) bot.Reply) func(bot.Request) bot.Reply {
	return func(r bot.Request) bot.Reply {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		r, _ = s.bot.Begin(ctx, r)
		return say(r)
	}
}

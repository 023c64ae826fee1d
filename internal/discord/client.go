package discord

import (
	"context"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"hash/maphash"
	"math"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"

	"pamphlet/internal/discord/gateway"
)

// Client runs one bot account's gateway shards and REST calls. It is safe for
// concurrent use. Run may be called once.
type Client struct {
	settings Settings
	handler  Handler
	rest     *rest
	metrics  *metrics
	limits   *limits
	asks     map[string]string // the option that is the question, by command
	acks     *pool             // acknowledgements, and nothing that may have to wait
	prompt   *pool             // what a member sees while typing, forms, refusals
	work     *pool             // handlers and answers
	guilds   *pool             // what guilds that come and go ask for, one after the other
	slots    places            // handlers at once, but for those of prompt
	closing  atomic.Bool
	listens  atomic.Bool // for interactions over HTTP
	who      atomic.Pointer[Account]
	shards   atomic.Pointer[gateway.Shards]
	tls      *tls.Config // of the gateway; nil is the system's

	registered atomic.Int64 // commands that Discord has
	announced  sync.Once    // that all shards are ready

	warnedOfTime  sync.Once // that signatures are of another time
	warnedOfOther sync.Once // that another process answers

	seenMu      sync.Mutex
	seen        *lru.Cache[string, struct{}]
	seed        maphash.Seed // of what is seen of an edit's text
	questionsMu sync.Mutex
	questions   *lru.Cache[string, *askedMessage]
	locales     sync.Map // of guilds, by ID
	roles       sync.Map // the bot's own in guilds, by the guild's ID
}

// An Account is who the token belongs to.
type Account struct {
	ID, Name    string // of the bot
	Application string
	Guilds      int // about how many it is in
}

// remembered is how many events and questions are kept to know them again: at
// 50 a second, some minutes of them.
const remembered = 20000

// New makes a Client. It connects to nothing before Check or Run.
func New(s Settings, handler Handler) (*Client, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	s = s.withDefaults()
	c := &Client{
		settings: s, handler: handler, limits: newLimits(s.Limits), asks: questionsOf(s.Commands),
		acks: newPool(min(s.Limits.Workers, 256), s.Limits.Queue), prompt: newPool(s.Limits.Handlers, s.Limits.Queue),
		work: newPool(s.Limits.Workers, s.Limits.Queue), slots: places{free: s.Limits.Handlers},
		guilds: newPool(1, math.MaxInt), // none may be missed
		seed:   maphash.MakeSeed(),
	}
	c.metrics = newMetrics(func() int { return c.acks.length() + c.prompt.length() + c.work.length() })
	var err error
	if c.rest, err = newREST(s, c.metrics); err != nil {
		return nil, err
	}
	known := remembered
	if s.Interactions != "" {
		known = rememberedSigned
	}
	c.seen, err = lru.New[string, struct{}](known)
	if err != nil {
		return nil, err
	}
	c.questions, err = lru.New[string, *askedMessage](remembered)
	return c, err
}

// Check asks Discord who the token belongs to. A token that is refused gives
// ErrToken, and a public key that is not its application's ErrPublicKey.
func (c *Client) Check(ctx context.Context) (Account, error) {
	var me struct{ ID, Username string }
	if err := c.rest.get(ctx, "/users/@me", "/users/@me", &me); err != nil {
		return Account{}, badToken(err)
	}
	var app struct {
		ID     string
		Guilds int    `json:"approximate_guild_count"`
		Key    string `json:"verify_key"`
	}
	if err := c.rest.get(ctx, "/applications/@me", "/applications/@me", &app); err != nil {
		var refused *apiError
		if !errors.As(err, &refused) || refused.Status == 401 {
			return Account{}, badToken(err)
		}
		app.ID = me.ID // the same for applications made since 2016
	}
	if own := hex.EncodeToString(c.settings.PublicKey); own != "" && app.Key != "" && !strings.EqualFold(own, app.Key) {
		return Account{}, ErrPublicKey
	}
	a := Account{ID: me.ID, Name: me.Username, Application: app.ID, Guilds: app.Guilds}
	c.who.Store(&a)
	return a, nil
}

// ErrToken says that Discord refuses the token; ErrPublicKey, that interactions
// would be refused, for the key is another application's.
var (
	ErrToken     = errors.New("discord token: refused")
	ErrPublicKey = errors.New("discord public key: not that of the token's application")
)

func badToken(err error) error {
	var refused *apiError
	if errors.As(err, &refused) && refused.Status == 401 {
		return ErrToken
	}
	return err
}

func (c *Client) account() Account {
	if a := c.who.Load(); a != nil {
		return *a
	}
	return Account{}
}

// Run connects and serves until ctx ends, which is no error, or Discord
// refuses the bot for good. Then it takes nothing more, finishes what it
// took, and closes. A Client runs once.
func (c *Client) Run(ctx context.Context) error {
	if _, err := c.Check(ctx); err != nil {
		return err
	}
	registering, stopRegistering := context.WithCancel(ctx)
	defer stopRegistering()
	var registered sync.WaitGroup
	defer registered.Wait()
	defer stopRegistering()
	c.awaitCommands(registering, &registered)
	for _, p := range []*pool{c.acks, c.prompt, c.work, c.guilds} {
		p.start()
	}
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	err := c.take(ctx, working)
	late := time.AfterFunc(c.settings.Pace.Drain, stop)
	defer late.Stop()
	for _, p := range []*pool{c.acks, c.work, c.prompt, c.guilds} { // each may give work to those that follow
		p.drain()
	}
	c.rest.close()
	return err
}

// awaitCommands has the commands registered beside all else, and waits for that,
// though not for long: a limit of Discord's may last a day.
func (c *Client) awaitCommands(ctx context.Context, registering *sync.WaitGroup) {
	tried, first := make(chan struct{}), new(sync.Once)
	registering.Go(func() { c.register(ctx, func() { first.Do(func() { close(tried) }) }) })
	select {
	case <-tried:
	case <-ctx.Done():
	case <-time.After(c.settings.Pace.Patience):
		c.settings.Log.Warn("commands: Discord has not taken them yet; messages are answered, and commands as Discord has them")
	}
}

// take takes interactions over HTTP, or events of the gateway whenever it is this
// process's turn, until ctx ends or something fails for good.
func (c *Client) take(ctx, working context.Context) error {
	if c.settings.Interactions != "" {
		return c.listen(ctx, working)
	}
	return c.settings.Turns(ctx, func(ctx context.Context, shards []int) error {
		plan, err := c.plan(ctx, shards)
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		return c.serve(ctx, working, plan)
	})
}

// serve keeps the shards of plan connected until ctx ends or one fails for good. On
// return they are closed, and nothing more is taken.
func (c *Client) serve(ctx, working context.Context, plan gateway.Settings) error {
	pace := c.settings.Pace
	plan.Token, plan.TLS = c.settings.Token, c.tls
	plan.Identify, plan.Handshake, plan.Backoff, plan.Invalid = pace.Identify, pace.Handshake, pace.Backoff, pace.Invalid
	plan.Trusted, plan.Event, plan.Ready, plan.Lost = c.gatewayURL, c.event, c.shardReady, c.lost
	plan.Began = func(ctx context.Context, shard int, guilds []string) {
		c.queue(c.guilds, "", "guilds", func() { c.settings.Present(ctx, shard, plan.Total, guilds) })
	}
	shards := gateway.New(plan)
	c.shards.Store(shards)
	c.closing.Store(false)
	defer c.closing.Store(true)
	ended := make(chan error, 1)
	go func() { ended <- shards.Run(ctx, working) }()
	select {
	case <-ctx.Done():
		c.closing.Store(true)
		return <-ended
	case err := <-ended:
		return err
	}
}

// shardReady notes whether a shard's events come. When those of all do, it logs
// once who is there and where.
func (c *Client) shardReady(shard int, ready bool) {
	c.metrics.ready(shard, ready)
	shards := c.shards.Load()
	if !ready || !shards.Ready() {
		return
	}
	c.announced.Do(func() {
		c.settings.Log.Info("ready", "user", c.account().Name, "guilds", shards.Guilds(), "shards", shards.Len(),
			"commands", c.registered.Load(), "version", c.settings.Version)
	})
}

// lost notes that a shard's connection ended.
func (c *Client) lost(l gateway.Loss) {
	c.metrics.reconnects.Inc()
	c.settings.Log.Info("gateway connection lost", "shard", l.Shard, "failed", l.Failed, "code", l.Code, "cause", redactURL(l.Cause))
}

package discordtest

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// Discord is the double: one application with its bot, the guilds it is in,
// a REST API and a gateway. Its methods may be called from many goroutines;
// those that wait or act as a person must not outlive the test.
type Discord struct {
	t        testing.TB
	settings settings
	specs    *specs
	server   *http.Server
	address  string
	problem  func(string) // reports a violation
	ids      atomic.Uint64
	checks   atomic.Uint64

	application, bot, token string

	mu           sync.Mutex
	closed       bool
	made         int64  // guilds
	changed      signal // fires at each change of what a person can see
	guilds       map[string]*Guild
	channels     map[string]*Channel
	members      map[string]*Member
	messages     map[string]*message
	interactions map[string]*Interaction // by token
	commands     map[string][]any        // by guild; "" holds the global ones
	attachments  map[string][]byte
	rest         rest
	gateway      gateway
	signed       signed
}

type settings struct {
	patience    time.Duration // for the first answer to an interaction
	heartbeat   time.Duration
	concurrency int // IDENTIFYs in identifyWindow
	window      time.Duration
	starts      int // sessions left today
	shards      int // recommended
	noResume    bool
	contents    bool
	checkEvery  uint64
	problem     func(string)
}

// An Option changes how the double behaves.
type Option func(*settings)

// Patience sets how long an interaction may go without a first answer. Discord
// gives up after 3 s. Unless set, the double does not before the token's end: a
// test must not fail because its machine is busy. See Interaction.Expire.
func Patience(d time.Duration) Option { return func(s *settings) { s.patience = d } }

// tokenLife is how long an interaction may be answered at all.
const tokenLife = 15 * time.Minute

// Heartbeat sets the interval the gateway asks for; 41.25 s unless set.
func Heartbeat(d time.Duration) Option { return func(s *settings) { s.heartbeat = d } }

// deadline is how long Reply and the other waiting methods wait before they
// fail the test. Only what never comes takes so long.
const deadline = time.Minute

// Identifies sets how many IDENTIFYs the gateway takes in a window of time;
// 1 in 5 s at Discord, any number here unless set.
func Identifies(n int, window time.Duration) Option {
	return func(s *settings) { s.concurrency, s.window = n, window }
}

// Starts sets how many sessions may still be started today; 1,000 unless set.
func Starts(n int) Option { return func(s *settings) { s.starts = n } }

// Shards sets how many shards the gateway recommends; 1 unless set.
func Shards(n int) Option { return func(s *settings) { s.shards = n } }

// NoResume leaves every RESUME without an answer, as servers that know only
// the beginning of the protocol do.
func NoResume() Option { return func(s *settings) { s.noResume = true } }

// Contents lets the bot read every message, as the intent for that does.
func Contents() Option { return func(s *settings) { s.contents = true } }

// CheckEvery checks every nth request, answer and event against the schemas
// rather than each, for tests of load. Limits and rules are always checked.
func CheckEvery(n int) Option { return func(s *settings) { s.checkEvery = uint64(n) } }

// OnProblem hands violations to f instead of failing the test.
func OnProblem(f func(string)) Option { return func(s *settings) { s.problem = f } }

// New starts a double that ends with the test.
func New(t testing.TB, options ...Option) *Discord {
	t.Helper()
	d := &Discord{
		t: t, specs: loadSpecs(),
		settings: settings{
			patience: tokenLife, heartbeat: 41250 * time.Millisecond, starts: 1000, shards: 1, checkEvery: 1,
		},
		guilds: map[string]*Guild{}, channels: map[string]*Channel{},
		members: map[string]*Member{}, messages: map[string]*message{}, interactions: map[string]*Interaction{},
		commands: map[string][]any{}, attachments: map[string][]byte{},
	}
	for _, option := range options {
		option(&d.settings)
	}
	d.problem = d.settings.problem
	if d.problem == nil {
		d.problem = d.fail
	}
	d.application, d.bot = d.id(), d.id()
	d.token = "canary-token-" + d.bot
	d.signed.init()
	d.listen()
	t.Cleanup(d.close)
	return d
}

func (d *Discord) listen() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		d.t.Fatal(err)
	}
	d.address = listener.Addr().String()
	d.rest.init()
	d.gateway.init()
	d.server = &http.Server{Handler: d.handler(), ReadHeaderTimeout: 10 * time.Second}
	go d.server.Serve(listener) // ends at Close
}

func (d *Discord) close() {
	d.mu.Lock()
	d.closed = true
	d.mu.Unlock()
	d.hangUp()
	d.server.Close()
	d.gateway.running.Wait()
}

// fail reports a violation unless the test is over.
func (d *Discord) fail(problem string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.closed {
		d.t.Errorf("discord: %s", problem)
	}
}

// URL is the base of the REST API and the CDN, "http://127.0.0.1:port". A
// client adds "/api/v10/…", as it does to Discord's.
func (d *Discord) URL() string { return "http://" + d.address }

// Gateway is the address of the gateway, "ws://127.0.0.1:port/gateway".
func (d *Discord) Gateway() string { return "ws://" + d.address + "/gateway" }

// resumeAddress is where sessions are to be resumed. Discord takes RESUME
// elsewhere as well, but drops such connections sooner.
func (d *Discord) resumeAddress() string { return "ws://" + d.address + "/resume/here" }

// Token is the bot's secret. It must show up nowhere but in requests.
func (d *Discord) Token() string { return d.token }

// Application is the ID of the bot's application.
func (d *Discord) Application() string { return d.application }

// Bot is the ID of the bot's account.
func (d *Discord) Bot() string { return d.bot }

// epoch is the first millisecond of Discord's IDs.
const epoch = 1420070400000

// id makes a new snowflake: the time, and a count that keeps it unique.
func (d *Discord) id() string { return d.idAt(time.Now().UnixMilli() - epoch) }

func (d *Discord) idAt(ms int64) string {
	return strconv.FormatUint(uint64(ms)<<22|d.ids.Add(1)&(1<<22-1), 10)
}

// shardOf is the shard of n that hears of a guild; "" means direct messages.
func shardOf(guild string, n int) int {
	id, _ := strconv.ParseUint(guild, 10, 64)
	return int(id>>22) % max(n, 1)
}

// A signal wakes those who wait for something to change. Guarded by d.mu.
type signal struct{ woken chan struct{} }

func (s *signal) wait() <-chan struct{} {
	if s.woken == nil {
		s.woken = make(chan struct{})
	}
	return s.woken
}

func (s *signal) fire() {
	if s.woken != nil {
		close(s.woken)
		s.woken = nil
	}
}

// await waits until done is true, seen under d.mu, or ctx ends. It looks
// again whenever s fires.
func (d *Discord) await(ctx context.Context, s *signal, done func() bool) error {
	for {
		d.mu.Lock()
		if done() {
			d.mu.Unlock()
			return nil
		}
		woken := s.wait()
		d.mu.Unlock()
		select {
		case <-woken:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// must waits for done and ends the test if it does not come.
func (d *Discord) must(what string, s *signal, done func() bool) {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), deadline)
	defer cancel()
	if err := d.await(ctx, s, done); err != nil {
		d.t.Fatalf("discord: no %s within %s", what, deadline)
	}
}

// Until waits until done is true, whatever makes it so, and ends the test if it
// does not come. It must be called on the test's own goroutine.
func (d *Discord) Until(what string, done func() bool) {
	d.t.Helper()
	for end := time.Now().Add(deadline); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			d.t.Fatalf("discord: no %s within %s", what, deadline)
		}
	}
}

// sampled reports whether this one is to be held to the schemas.
func (d *Discord) sampled() bool { return d.checks.Add(1)%d.settings.checkEvery == 0 }

// report reports the violations of a value.
func (d *Discord) report(what string, violations []string) {
	if len(violations) > 0 {
		d.problem(fmt.Sprintf("%s: %s", what, strings.Join(violations, "; ")))
	}
}

package discord

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
)

func TestWhatIsAskedDuringAnOutageIsAnsweredAfterIt(t *testing.T) {
	t.Parallel()
	for name, strike := range map[string]func(*discordtest.Discord) int{
		"reset":              (*discordtest.Discord).Drop,
		"op 7":               (*discordtest.Discord).Reconnect,
		"op 9, resumable":    func(d *discordtest.Discord) int { return d.Invalidate(true) },
		"close 4000":         func(d *discordtest.Discord) int { return d.Close(4000) },
		"close 1001":         func(d *discordtest.Discord) int { return d.Close(1001) },
		"a frame of no kind": (*discordtest.Discord).BrokenFrame,
		"a packet cut off":   (*discordtest.Discord).Garbage,
		"a zombie":           (*discordtest.Discord).Mute,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t, discordtest.Heartbeat(100*time.Millisecond))
			clinic := d.Guild("clinic")
			general, ana := clinic.Channel("general"), clinic.Member("ana")
			play(t, d, echo).ready()
			strike(d)
			asked, mentioned := ana.Ask(general, "a"), ana.Mention(general, "b")
			if got := asked.Reply().Text(); got != "ask: a" || asked.Answers() != 1 {
				t.Errorf("/ask: got %q, %d answers", got, asked.Answers())
			}
			if got := mentioned.Answer().Text(); got != "ask: b" {
				t.Errorf("mention: got %q", got)
			}
			if d.Seen("identify") != 1 || d.Seen("resume") == 0 {
				t.Errorf("%d IDENTIFYs and %d RESUMEs, want the session kept", d.Seen("identify"), d.Seen("resume"))
			}
			if codes := d.Closes(); len(codes) > 0 {
				t.Errorf("closed with %v: a close frame of 1000 ends the session", codes)
			}
		})
	}
}

func TestAnInvalidSessionIsFollowedByANewOne(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, echo).ready()
	for n, strike := range []func(){
		func() { d.Invalidate(false) }, func() { d.Close(4009) }, func() { d.Close(4007) },
	} {
		before := d.Seen("identify")
		strike()
		d.Until("new session", func() bool { return d.Seen("identify") > before && d.Connected() == 1 && s.client.Ready() })
		if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
			t.Errorf("strike %d: got %q", n, got)
		}
	}
}

// impatient gives up soon on a gateway that says nothing.
func impatient(s *Settings) { s.Pace.Handshake = 300 * time.Millisecond }

func TestConnectingGoesWrongInEveryWay(t *testing.T) {
	t.Parallel()
	for name, behaviours := range map[string][]discordtest.Behaviour{
		"no HELLO":           {discordtest.NoHello()},
		"silent after HELLO": {discordtest.SilentAfterHello()},
		"op 7 for READY":     {discordtest.ReconnectAtOnce(), discordtest.ReconnectAtOnce()},
		"op 9 for READY":     {discordtest.InvalidAtOnce(false)},
		"op 9 true":          {discordtest.InvalidAtOnce(true)},
		"cut":                {discordtest.CutAtOnce(), discordtest.CutAtOnce()},
		"garbage":            {discordtest.GarbageHello()},
		"refused":            {discordtest.Refuse(http.StatusBadGateway), discordtest.Refuse(http.StatusTooManyRequests)},
		"closed":             {discordtest.CloseAtOnce(4000), discordtest.CloseAtOnce(4008)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := discordtest.New(t)
			clinic := d.Guild("clinic")
			general, ana := clinic.Channel("general"), clinic.Member("ana")
			d.Next(behaviours...)
			play(t, d, echo, impatient).ready()
			if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
				t.Errorf("got %q", got)
			}
			// and the same when a session is to be resumed
			before := d.Seen("connect")
			d.Next(behaviours...)
			d.Drop()
			d.Until("other connection", func() bool { return d.Seen("connect") > before && d.Connected() == 1 })
			if got := ana.Ask(general, "b").Reply().Text(); got != "ask: b" {
				t.Errorf("after the drop: got %q", got)
			}
		})
	}
}

func TestASessionThatNobodyResumesIsGivenUp(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.NoResume())
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, echo, impatient).ready()
	d.Drop()
	d.Until("new session", func() bool { return d.Seen("identify") > 1 && d.Connected() == 1 })
	if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" || d.Seen("resume") < mostIgnored {
		t.Errorf("got %q after %d RESUMEs, want %d at least", got, d.Seen("resume"), mostIgnored)
	}
}

func TestSomeCloseCodesStopTheBot(t *testing.T) {
	t.Parallel()
	for code := range fatal {
		for _, running := range []bool{false, true} {
			d := discordtest.New(t)
			if !running {
				d.Next(discordtest.CloseAtOnce(code))
			}
			client, err := New(Settings{Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
			if err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- client.Run(t.Context()) }()
			if running {
				d.AwaitReady(1)
				d.Close(code)
			}
			var closed *ClosedError
			if err := <-ended; !errors.As(err, &closed) || closed.Code != code || !strings.Contains(err.Error(), fatal[code]) {
				t.Errorf("code %d, running %t: got %v", code, running, err)
			}
			if n := d.Seen("connect"); n != 1 {
				t.Errorf("code %d: connected %d times, want once", code, n)
			}
		}
	}
}

func TestABadTokenIsSaidClearly(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	client, err := New(Settings{Token: "other", API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Run(t.Context()); !errors.Is(err, ErrToken) || strings.Contains(err.Error(), "other") {
		t.Errorf("got %v, want that the token is refused, without it", err)
	}
}

func TestTooFewSessionsLeft(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Starts(1), discordtest.Shards(2))
	client, err := New(Settings{Token: d.Token(), API: d.URL(), Gateway: d.Gateway(), Pace: quick}, echo)
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Run(t.Context()); err == nil || !strings.Contains(err.Error(), "1 sessions may be started, 2 are needed") {
		t.Errorf("got %v", err)
	}
	if d.Seen("connect") != 0 {
		t.Error("connected all the same")
	}
}

func TestShardsInOneProcessAndInSeveral(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.Shards(4))
	for _, part := range [][2]int{{0, 0}, {1, 1}, {2, 3}} {
		play(t, d, echo, func(s *Settings) { s.Shards, s.First, s.Last = 4, part[0], part[1] })
	}
	d.AwaitReady(4)
	for n := range 8 {
		g := d.Guild(fmt.Sprint("guild ", n))
		asked := g.Member("ana").Ask(g.Channel("general"), "a")
		if got := asked.Reply().Text(); got != "ask: a" || asked.Answers() != 1 {
			t.Errorf("guild %d: got %q, %d answers", n, got, asked.Answers())
		}
	}
}

// Slowness makes the pauses longer, never shorter.
func TestIdentifiesAreSpaced(t *testing.T) {
	t.Parallel()
	const pace, shards = 100 * time.Millisecond, 4
	for _, test := range []struct {
		at   int // how many may identify at once
		want time.Duration
	}{{1, 3 * pace}, {2, pace}, {4, 0}} {
		d := discordtest.New(t, discordtest.Shards(shards), discordtest.Identifies(test.at, time.Nanosecond))
		began := time.Now()
		play(t, d, echo, func(s *Settings) { s.Pace.Identify = pace })
		d.AwaitReady(shards)
		if got := time.Since(began); got < test.want || d.Seen("identify") != shards {
			t.Errorf("%d at once: %d IDENTIFYs within %s, want %d in %s at least", test.at, d.Seen("identify"), got, shards, test.want)
		}
	}
}

// TestGatewayFaultsUnderLoad asks while the gateway fails in every way that
// leaves the session alive, in several doubles at once, because discordgo
// sleeps a second at each. PAMPHLET_FAULTS sets how many faults; 30 unless set.
func TestGatewayFaultsUnderLoad(t *testing.T) {
	t.Parallel()
	faults := 30
	if n, err := strconv.Atoi(os.Getenv("PAMPHLET_FAULTS")); err == nil {
		faults = n
	}
	doubles := min(max(faults/5, 1), 20)
	var all tally
	var mu sync.Mutex
	var running sync.WaitGroup
	for range doubles {
		running.Go(func() {
			one := sufferFaults(t, max(faults/doubles, 1))
			mu.Lock()
			defer mu.Unlock()
			all.asked += one.asked
			all.answered += one.answered
			all.twice += one.twice
			all.lost += one.lost
			all.undelivered += one.undelivered
		})
	}
	running.Wait()
	t.Logf("%d faults: %+v", faults, all)
	if all.lost+all.twice > 0 || all.answered == 0 {
		t.Errorf("%d lost, %d answered twice, %d answered", all.lost, all.twice, all.answered)
	}
}

// A tally is what became of interactions. Those that went down with their
// session before the bot had them are undelivered; others without an answer are
// lost.
type tally struct{ asked, answered, twice, lost, undelivered int }

// sufferFaults strikes a double n times while members ask.
func sufferFaults(t *testing.T, n int) tally {
	d := discordtest.New(t, discordtest.Heartbeat(200*time.Millisecond), discordtest.CheckEvery(50))
	clinic := d.Guild("clinic")
	general := clinic.Channel("general")
	// What is late is not lost.
	play(t, d, echo, func(s *Settings) { s.Pace.Acknowledge, s.Pace.Handshake = time.Hour, time.Second }).ready()
	ctx, stop := context.WithCancel(t.Context())
	var all []*discordtest.Interaction
	asking := make(chan bool)
	go func() {
		defer close(asking)
		ana := clinic.Member("ana")
		for ctx.Err() == nil {
			all = append(all, ana.Ask(general, "a"))
			sleep(ctx, 50*time.Millisecond)
		}
	}()
	steps := func() int { return d.Seen("resume") + d.Seen("identify") }
	for range n {
		before := steps()
		strikeOnce(d)
		until := time.Now().Add(20 * time.Second)
		for (steps() == before || d.Connected() == 0) && time.Now().Before(until) {
			time.Sleep(5 * time.Millisecond)
		}
	}
	stop()
	<-asking
	waiting, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, i := range all {
		if i.Delivered() {
			i.Wait(waiting)
		}
	}
	return count(all)
}

func count(all []*discordtest.Interaction) tally {
	got := tally{asked: len(all)}
	for _, i := range all {
		switch n := i.Answers(); {
		case n > 1:
			got.twice++
		case n == 1:
			got.answered++
		case i.Delivered():
			got.lost++
		default:
			got.undelivered++
		}
	}
	return got
}

// strikeOnce makes the gateway fail, and often the next connection as well.
func strikeOnce(d *discordtest.Discord) {
	// What goes wrong while connecting anew; the session lives.
	again := []discordtest.Behaviour{
		discordtest.NoHello(), discordtest.CutAtOnce(), discordtest.GarbageHello(), discordtest.ReconnectAtOnce(),
		discordtest.CloseAtOnce(4000), discordtest.SilentAfterHello(), discordtest.Refuse(502), discordtest.InvalidAtOnce(true),
	}
	if rand.N(2) == 0 {
		d.Next(again[rand.N(len(again))])
	}
	strikes := []func(){
		func() { d.Drop() }, func() { d.Reconnect() }, func() { d.Invalidate(true) }, func() { d.Invalidate(false) },
		func() { d.Close(4000) }, func() { d.BrokenFrame() }, func() { d.Garbage() },
	}
	strikes[rand.N(len(strikes))]()
}

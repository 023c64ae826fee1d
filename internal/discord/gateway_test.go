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
			d := discordtest.New(t, discordtest.Heartbeat(100*time.Millisecond), discordtest.Patience(time.Minute))
			clinic := d.Guild("clinic")
			general, ana := clinic.Channel("general"), clinic.Member("ana")
			play(t, d, echo, func(s *Settings) { s.Pace.Acknowledge = time.Minute }).ready()
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
		for d.Seen("identify") == before || d.Connected() == 0 || !s.client.Ready() {
			time.Sleep(time.Millisecond)
		}
		if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
			t.Errorf("strike %d: got %q", n, got)
		}
	}
}

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
			hasty := func(s *Settings) { s.Pace.Handshake = 300 * time.Millisecond }
			play(t, d, echo, hasty).ready()
			if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" {
				t.Errorf("got %q", got)
			}
			// and the same when a session is to be resumed
			d.Next(behaviours...)
			d.Drop()
			for d.Seen("connect") < 2*len(behaviours)+2 && d.Connected() == 0 {
				time.Sleep(time.Millisecond)
			}
			d.AwaitReady(1)
			if got := ana.Ask(general, "b").Reply().Text(); got != "ask: b" {
				t.Errorf("after the drop: got %q", got)
			}
		})
	}
}

func TestASessionThatNobodyResumesIsGivenUp(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, echo, func(s *Settings) { s.Pace.Handshake = 300 * time.Millisecond }).ready()
	for range mostIgnored {
		d.Next(discordtest.SilentAfterHello())
	}
	d.Drop()
	for d.Seen("identify") < 2 {
		time.Sleep(time.Millisecond)
	}
	d.AwaitReady(1)
	if got := ana.Ask(general, "a").Reply().Text(); got != "ask: a" || d.Seen("resume") != mostIgnored {
		t.Errorf("got %q after %d RESUMEs, want %d", got, d.Seen("resume"), mostIgnored)
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
	d := discordtest.New(t, discordtest.Shards(4), discordtest.Identifies(2, 100*time.Millisecond))
	pace := func(s *Settings) { s.Pace.Identify = 300 * time.Millisecond }
	for n, part := range [][2]int{{0, 0}, {1, 1}, {2, 3}} {
		play(t, d, echo, pace, func(s *Settings) { s.Shards, s.First, s.Last = 4, part[0], part[1] })
		d.AwaitReady([]int{1, 2, 4}[n])
		time.Sleep(100 * time.Millisecond) // processes do not know of each other's IDENTIFYs
	}
	for n := range 8 {
		g := d.Guild(fmt.Sprint("guild ", n))
		asked := g.Member("ana").Ask(g.Channel("general"), "a")
		if got := asked.Reply().Text(); got != "ask: a" || asked.Answers() != 1 {
			t.Errorf("guild %d: got %q, %d answers", n, got, asked.Answers())
		}
	}
	if n := d.Seen("hasty"); n != 0 {
		t.Errorf("%d IDENTIFYs too soon", n)
	}

	whole := discordtest.New(t, discordtest.Shards(4), discordtest.Identifies(1, 100*time.Millisecond))
	play(t, whole, echo, pace)
	whole.AwaitReady(4)
	if n := whole.Seen("hasty"); n != 0 {
		t.Errorf("one process: %d IDENTIFYs too soon", n)
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
	var asked, answered, twice, undelivered int64
	var mu sync.Mutex
	var running sync.WaitGroup
	for range doubles {
		running.Go(func() {
			got := sufferFaults(t, max(faults/doubles, 1))
			mu.Lock()
			defer mu.Unlock()
			asked += got[0]
			answered += got[1]
			twice += got[2]
			undelivered += got[3]
		})
	}
	running.Wait()
	t.Logf("%d faults: %d interactions, %d answered, %d twice, %d never delivered", faults, asked, answered, twice, undelivered)
	if asked-undelivered != answered || twice != 0 || answered == 0 {
		t.Errorf("asked %d, undelivered %d, answered %d, twice %d", asked, undelivered, answered, twice)
	}
}

// sufferFaults strikes a double n times while members ask. It returns how
// many interactions were asked, answered, answered twice, and not delivered.
func sufferFaults(t *testing.T, n int) [4]int64 {
	d := discordtest.New(t, discordtest.Patience(time.Hour), discordtest.Heartbeat(200*time.Millisecond), discordtest.CheckEvery(50), discordtest.Deadline(time.Minute))
	clinic := d.Guild("clinic")
	general := clinic.Channel("general")
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
	var got [4]int64
	waiting, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	for _, i := range all {
		got[0]++
		if !i.Delivered() {
			got[3]++
			continue
		}
		if i.Wait(waiting) == nil {
			got[1]++
		}
		if i.Answers() > 1 {
			got[2]++
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

package discord

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/internal/longtest"
)

// Two databases know nothing of each other; what Discord says tells them.
func TestAnotherProcessWithTheTokenIsWarnedOf(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, echo).ready()
	for range 2 {
		d.Fail("POST /interactions/", 1, discordtest.Code(400, codeAlreadyAcknowledged))
		ana.Ask(general, "is it safe?")
	}
	d.Until("two refusals", func() bool { return d.Statuses(400) == 2 })
	s.stop()
	if got := strings.Count(s.log.String(), "another process answers with this token"); got != 1 {
		t.Errorf("it is warned of %d times, want once", got)
	}
}

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
			if codes := d.Closes(); slices.Contains(codes, 1000) || slices.Contains(codes, 1001) {
				t.Errorf("closed with %v: 1000 and 1001 end the session", codes)
			}
		})
	}
}

// TestGatewayFaultsUnderLoad asks while the gateway fails in every way that
// leaves the session alive, in several doubles at once. PAMPHLET_FAULTS sets how
// many faults; 30 unless set.
func TestGatewayFaultsUnderLoad(t *testing.T) {
	t.Parallel()
	faults := longtest.Amount("PAMPHLET_FAULTS", 30)
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

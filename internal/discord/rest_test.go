package discord

import (
	"context"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discordtest"
)

// TestStormOfFaults answers every question while half of the calls fail.
func TestStormOfFaults(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t, discordtest.CheckEvery(10))
	channels, members := crowd(d, 40)
	play(t, d, echo).ready()
	var refused atomic.Int64
	d.Chaos(func(route string) *discordtest.Fault {
		if rand.N(2) == 0 {
			return nil
		}
		refused.Add(1)
		faults := []discordtest.Fault{
			discordtest.Status(500), discordtest.Status(502), discordtest.Status(503), discordtest.Reset(), discordtest.ResetAfter(),
			discordtest.RouteLimit(20 * time.Millisecond), discordtest.Cloudflare(20 * time.Millisecond), discordtest.Exhaust(10 * time.Millisecond),
			discordtest.Slow(20 * time.Millisecond),
		}
		fault := faults[rand.N(len(faults))]
		return &fault
	})
	const n = 400
	l := askMany(t, channels, members, n, 40)
	var mentions []*discordtest.Message
	for k := range 40 {
		mentions = append(mentions, members[k].Mention(channels[k], "mentioned"))
	}
	for _, m := range mentions {
		m.Answer()
	}
	d.Chaos(nil)
	t.Logf("%v; %d calls failed, %d came too early", l, refused.Load(), d.TooEarly())
	if l.lost > 0 {
		t.Errorf("%d answers lost", l.lost)
	}
	for _, m := range mentions {
		if n := len(m.Answers()); n != 1 {
			t.Errorf("%d answers to a mention, want one", n)
		}
	}
}

func TestALimitedChannelLeavesOthersAlone(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	busy, quiet, ana, ben := clinic.Channel("busy"), clinic.Channel("quiet"), clinic.Member("ana"), clinic.Member("ben")
	s := play(t, d, echo, givesUpSoon).ready()
	d.Fail(sending, 1, discordtest.RouteLimit(time.Minute))
	for range 20 {
		ana.Mention(busy, "held back")
	}
	d.Until("limit", func() bool { return d.Statuses(429) > 0 })
	if got := ben.Mention(quiet, "free").Answer().Text(); got != "ask: free" {
		t.Errorf("quiet channel: got %q", got)
	}
	s.stop()
	if n := d.Requests(sending); n != 2 || d.TooEarly() > 0 {
		t.Errorf("%d calls, %d of them too early; want the limited one and the one that is free", n, d.TooEarly())
	}
}

// sending is the route of messages to channels.
const sending = "POST /channels/{channel_id}/messages"

// givesUpSoon waits for no limit at the end.
func givesUpSoon(s *Settings) { s.Pace.Drain = time.Millisecond }

func TestWhatALimitHeldBackIsSentAfterIt(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, echo).ready()
	for what, limit := range map[string]discordtest.Fault{
		"route": discordtest.RouteLimit(100 * time.Millisecond), "used up": discordtest.Exhaust(100 * time.Millisecond),
		"global": discordtest.GlobalLimit(100*time.Millisecond, true), "the network's": discordtest.Cloudflare(100 * time.Millisecond),
	} {
		d.Fail(sending, 1, limit)
		var asked []*discordtest.Message
		for range 5 {
			asked = append(asked, ana.Mention(general, "held back"))
		}
		for _, m := range asked {
			m.Answer()
		}
		if d.TooEarly() > 0 {
			t.Errorf("%s: %d calls came too early", what, d.TooEarly())
		}
	}
}

func TestTheGlobalLimitHoldsEverythingButInteractions(t *testing.T) {
	t.Parallel()
	for _, withReset := range []bool{false, true} {
		d := discordtest.New(t)
		clinic := d.Guild("clinic")
		ana := clinic.Member("ana")
		s := play(t, d, echo, givesUpSoon).ready()
		d.Fail(sending, 1, discordtest.GlobalLimit(time.Minute, withReset))
		ana.Mention(clinic.Channel("a"), "held back")
		d.Until("limit", func() bool { return !s.client.rest.gate.until("any", false).IsZero() })
		ana.Mention(clinic.Channel("b"), "held back too")
		if got := ana.Ask(clinic.Channel("d"), "free").Reply().Text(); got != "ask: free" {
			t.Errorf("interaction: got %q", got)
		}
		s.stop()
		if n := d.Requests(sending); n != 1 || d.TooEarly() > 0 {
			t.Errorf("with reset %t: %d calls, %d too early; want the limited one", withReset, n, d.TooEarly())
		}
	}
}

func TestNoDuplicateWhenAnAnswerBreaksOff(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	play(t, d, desk, opens).ready()
	for _, route := range []string{"POST /interactions/", "PATCH /webhooks/"} {
		d.Fail(route, 1, discordtest.ResetAfter())
		asked := ana.Ask(general, "q")
		if got := asked.Reply().Text(); !strings.HasPrefix(got, "**Taking it**") {
			t.Errorf("%s: got %q", route, got)
		}
	}
	d.Fail(sending, 1, discordtest.ResetAfter())
	question := ana.Mention(general, "q")
	question.Answer()
	ana.Ask(general, "later").Reply()
	if n := len(question.Answers()); n != 1 {
		t.Errorf("%d answers to a mention, want one", n)
	}
}

// A follow-up has no nonce: one that may have arrived is not sent again.
func TestAFollowUpIsNotRepeated(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	s := play(t, d, func(context.Context, bot.Request) bot.Reply { return say("for you")(bot.Request{}) }).ready()
	d.Fail("POST /webhooks/", 1, discordtest.ResetAfter())
	asked := ana.Ask(general, "q")
	asked.Reply()
	ana.Ask(general, "q").Reply()
	s.stop() // all that was to be sent is sent
	if n := d.Requests("POST /webhooks/"); n != 2 || asked.Answers() != 1 {
		t.Errorf("%d follow-ups to two questions, %d to the first; want 2 and 1", n, asked.Answers())
	}
}

func TestALateAcknowledgementIsGivenUp(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	var calls atomic.Int32
	answer := make(chan struct{})
	play(t, d, func(ctx context.Context, r bot.Request) bot.Reply { calls.Add(1); return echo(ctx, r) }).ready()
	d.Fail("POST /interactions/", 1, discordtest.Hold(answer))
	late := ana.Ask(general, "late")
	d.Until("acknowledgement", func() bool { return d.Requests("POST /interactions/") > 0 })
	late.Expire()
	close(answer)
	d.Until("refusal", func() bool { return d.Statuses(404) > 0 })
	if got := ana.Ask(general, "next").Reply().Text(); got != "ask: next" || calls.Load() != 1 || late.Answers() != 0 {
		t.Errorf("got %q, %d calls, %d answers to the late one", got, calls.Load(), late.Answers())
	}
}

// A call that is told of a limit without headers, or of the global one, which is
// not its own, waits all the same.
func TestALimitThatSaysLittleIsNoBusyLoop(t *testing.T) {
	t.Parallel()
	for what, limit := range map[string]discordtest.Fault{
		"in the body alone": discordtest.BareLimit(300 * time.Millisecond), "global": discordtest.GlobalLimit(300*time.Millisecond, true),
	} {
		d := discordtest.New(t)
		clinic := d.Guild("clinic")
		play(t, d, echo).ready()
		d.Fail("PATCH /webhooks/", 1, limit)
		if got := clinic.Member("ana").Ask(clinic.Channel("general"), "q").Reply().Text(); got != "ask: q" {
			t.Errorf("%s: got %q", what, got)
		}
		if n := d.TooEarly(); n > 0 {
			t.Errorf("%s: %d calls came too early", what, n)
		}
	}
}

package discord

import (
	"fmt"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
)

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

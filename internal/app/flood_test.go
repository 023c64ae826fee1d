//go:build reliability

package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
)

// R21: one guild asks far more than it may; the others are answered, and none
// of them is told to wait. The times are published, not asserted.
func TestOneGuildFloods(t *testing.T) {
	d := discordtest.New(t, discordtest.CheckEvery(50))
	base := open(t, withStarter(t))
	run(t, d, base, func(_ *Server, s *discord.Settings) {
		if s != nil {
			s.Limits = discord.Limits{} // those of a bot at work
		}
	})
	var quiet []*discordtest.Guild
	for i := range 20 {
		quiet = append(quiet, d.Guild(fmt.Sprint("quiet ", i)))
	}
	alone := asked(t, quiet)
	flooding := d.Guild("flooding")
	ctx, stop := context.WithCancel(t.Context())
	var flood sync.WaitGroup
	sent := make([]int, 40)
	for i := range sent {
		channel, member := flooding.Channel(fmt.Sprint("channel ", i)), flooding.Member(fmt.Sprint("member ", i))
		flood.Go(func() {
			for ctx.Err() == nil {
				asked := member.Ask(channel, fmt.Sprintf("How long does an infusion take? %d", sent[i]))
				if asked.Wait(ctx) == nil {
					asked.Forget()
				}
				sent[i]++
			}
		})
	}
	beside := asked(t, quiet)
	stop()
	flood.Wait()
	total := 0
	for _, n := range sent {
		total += n
	}
	if total < 1000 {
		t.Errorf("the flood was of %d questions", total)
	}
	t.Logf("figures: %d questions of one guild; the others' p50 %s and p99 %s alone, %s and %s beside it",
		total, alone[len(alone)/2], alone[len(alone)*99/100], beside[len(beside)/2], beside[len(beside)*99/100])
}

// asked has each guild ask a few questions, one at a time, and returns how long
// the answers took, ascending.
func asked(t *testing.T, guilds []*discordtest.Guild) (times []time.Duration) {
	t.Helper()
	for round := range 10 {
		for i, guild := range guilds {
			began := time.Now()
			channel, member := guild.Channel("general"), guild.Member(fmt.Sprint("ana ", round))
			got := member.Ask(channel, fmt.Sprintf("How long does an infusion take after %d visits?", i+round)).Reply().Text()
			times = append(times, time.Since(began).Round(100*time.Microsecond))
			if !strings.Contains(got, "40 minutes") {
				t.Errorf("a quiet guild got %q", got)
			}
		}
	}
	slices.Sort(times)
	return times
}

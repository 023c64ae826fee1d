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
// of them is told to wait. As members, Discord and bot share a machine, that it is
// busy says nothing of who waits for whom: what is asked beside the flood is compared
// with what is asked beside as many who ask, each in a guild of their own. The times
// are published, not asserted.
func TestOneGuildFloods(t *testing.T) {
	d := discordtest.New(t, discordtest.CheckEvery(50))
	base := open(t, withStarter(t))
	run(t, d, base, func(_ *Server, s *discord.Settings) {
		if s != nil {
			s.Limits = discord.Limits{} // those of a bot at work
		}
	})
	var quiet, crowd, flooding []*discordtest.Guild
	for i := range 20 {
		quiet = append(quiet, d.Guild(fmt.Sprint("quiet ", i)))
	}
	for i := range 40 {
		crowd = append(crowd, d.Guild(fmt.Sprint("crowd ", i)))
	}
	flooding = append(flooding, d.Guild("flooding"))
	var alone, beside, flooded []time.Duration
	asked, total := 0, 0
	for round := range 6 { // in turn, so that a machine that gets busier favours none
		alone = append(alone, ask(t, quiet, round)...)
		stop := begun(t.Context(), crowd)
		beside = append(beside, ask(t, quiet, round)...)
		asked += stop()
		stop = begun(t.Context(), flooding)
		flooded = append(flooded, ask(t, quiet, round)...)
		total += stop()
	}
	if total < 1000 {
		t.Errorf("the flood was of %d questions", total)
	}
	t.Logf("figures: 120 questions of 20 guilds: alone %s; beside %d of 40 other guilds %s; beside %d of one guild %s",
		spread(alone), asked, spread(beside), total, spread(flooded))
}

// begun has 40 members of guilds ask as fast as they are answered. To stop it returns
// how many questions that were.
func begun(ctx context.Context, guilds []*discordtest.Guild) (stop func() int) {
	ctx, cancel := context.WithCancel(ctx)
	var members sync.WaitGroup
	sent := make([]int, 40)
	for i := range sent {
		guild := guilds[i%len(guilds)]
		channel, member := guild.Channel(fmt.Sprint("channel ", i)), guild.Member(fmt.Sprint("member ", i))
		members.Go(func() {
			for ctx.Err() == nil {
				asked := member.Ask(channel, fmt.Sprintf("How long does an infusion take? %d", sent[i]))
				if asked.Wait(ctx) == nil {
					asked.Forget()
				}
				sent[i]++
			}
		})
	}
	return func() (total int) {
		cancel()
		members.Wait()
		for _, n := range sent {
			total += n
		}
		return total
	}
}

// ask has each guild ask once and returns how long the answers took.
func ask(t *testing.T, guilds []*discordtest.Guild, round int) (times []time.Duration) {
	t.Helper()
	for i, guild := range guilds {
		channel, member := guild.Channel("general"), guild.Member(fmt.Sprint("ana ", round))
		began := time.Now()
		got := member.Ask(channel, fmt.Sprintf("How long does an infusion take after %d visits?", i+round)).Reply().Text()
		times = append(times, time.Since(began))
		if !strings.Contains(got, "40 minutes") {
			t.Errorf("a quiet guild got %q", got)
		}
	}
	return times
}

func spread(times []time.Duration) string {
	slices.Sort(times)
	at := func(share int) time.Duration { return times[(len(times)-1)*share/100].Round(100 * time.Microsecond) }
	return fmt.Sprintf("p50 %s, p99 %s", at(50), at(99))
}

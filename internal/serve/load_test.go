package serve

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
)

// loadQuestions are what is asked under load: answered, unknown and grave ones
// in turn. Each is asked with a number, so that no answer can be remembered.
var loadQuestions = []string{
	"How long does an infusion take? %d", "side effects of ketamine %d", "which therapy helps with depression %d",
	"can I drive home after visit %d?", "where do parrots sleep %d", "how do i find a provider %d", danger + " %d",
}

// TestLoad asks the real bot, on a base in a file, in 200 channels with 50
// questions in flight. PAMPHLET_LOAD sets how many; 150 unless set, 10,000 for
// the figures in the README. Times are logged, not asserted: without a number
// set, a busy machine is given all the time it takes.
func TestLoad(t *testing.T) {
	n, patience := 150, time.Minute
	if set, err := strconv.Atoi(os.Getenv("PAMPHLET_LOAD")); err == nil {
		n, patience = set, 3*time.Second // Discord's
	}
	d := discordtest.New(t, discordtest.CheckEvery(20), discordtest.Deadline(time.Minute), discordtest.Patience(patience))
	var channels []*discordtest.Channel
	var members []*discordtest.Member
	for g := range 10 {
		guild := d.Guild(fmt.Sprint("guild ", g))
		for c := range 20 {
			channels = append(channels, guild.Channel(fmt.Sprint("channel-", c)))
			members = append(members, guild.Member(fmt.Sprint("member-", c)))
		}
	}
	run(t, d, open(t, withStarter(t)), func(_ *Server, s *discord.Settings) {
		if s != nil {
			s.Limits = discord.Limits{MemberBurst: n, GuildBurst: n}
			s.Pace.Acknowledge = patience * 9 / 10
		}
	})
	var next, lost, twice atomic.Int64
	var mu sync.Mutex
	var acks, answers []time.Duration
	var asking sync.WaitGroup
	began := time.Now()
	for range 50 {
		asking.Go(func() {
			for k := int(next.Add(1)) - 1; k < n; k = int(next.Add(1)) - 1 {
				i := members[k%len(members)].Ask(channels[k%len(channels)], fmt.Sprintf(loadQuestions[k%len(loadQuestions)], k))
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				if i.Wait(ctx) != nil {
					lost.Add(1)
				}
				cancel()
				if i.Answers() > 1 {
					twice.Add(1)
				}
				mu.Lock()
				acks, answers = append(acks, i.Acknowledged()), append(answers, i.Answered())
				mu.Unlock()
				i.Forget()
			}
		})
	}
	asking.Wait()
	slices.Sort(acks)
	slices.Sort(answers)
	t.Logf("%d questions in %s; acknowledged p50 %s, p99 %s; answered p50 %s, p99 %s", n, time.Since(began).Round(time.Millisecond),
		acks[n/2], acks[n*99/100], answers[n/2], answers[n*99/100])
	if lost.Load()+twice.Load() > 0 {
		t.Errorf("%d lost, %d answered twice", lost.Load(), twice.Load())
	}
}

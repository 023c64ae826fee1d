package discord

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/internal/longtest"
)

// crowded makes a double and changes a client for a test of load: both keep
// Discord's own 3 s if the variable is set, as for figures. Otherwise a test on
// a busy machine says nothing about time.
func crowded(t *testing.T, variable string, check int) (d *discordtest.Discord, measured func(*Settings)) {
	if os.Getenv(variable) == "" {
		return discordtest.New(t, discordtest.CheckEvery(check)), func(*Settings) {}
	}
	return discordtest.New(t, discordtest.CheckEvery(check), discordtest.Patience(3*time.Second)), func(s *Settings) { s.Pace.Acknowledge = 0 }
}

// load is what became of many interactions.
type load struct {
	asked, lost, twice int
	acks, answers      []time.Duration
}

func (l *load) String() string {
	return fmt.Sprintf("%d interactions, %d lost, %d twice; acknowledged p50 %s p99 %s; answered p50 %s p99 %s", l.asked, l.lost, l.twice,
		quantile(l.acks, .5), quantile(l.acks, .99), quantile(l.answers, .5), quantile(l.answers, .99))
}

func quantile(sorted []time.Duration, q float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[int(q*float64(len(sorted)-1))].Round(100 * time.Microsecond)
}

// askMany asks n times over the channels, with so many in flight.
func askMany(t testing.TB, channels []*discordtest.Channel, members []*discordtest.Member, n, flight int) *load {
	var l load
	var mu sync.Mutex
	var next atomic.Int64
	var running sync.WaitGroup
	for range flight {
		running.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				i := members[k%len(members)].Ask(channels[k%len(channels)], fmt.Sprintf("question %d?", k))
				ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
				err := i.Wait(ctx)
				cancel()
				mu.Lock()
				l.asked++
				if err != nil {
					l.lost++
				}
				if i.Answers() > 1 {
					l.twice++
				}
				l.acks, l.answers = append(l.acks, i.Acknowledged()), append(l.answers, i.Answered())
				mu.Unlock()
				i.Forget()
			}
		})
	}
	running.Wait()
	slices.Sort(l.acks)
	slices.Sort(l.answers)
	return &l
}

// crowd is channels and members over ten guilds.
func crowd(d *discordtest.Discord, n int) (channels []*discordtest.Channel, members []*discordtest.Member) {
	for g := range 10 {
		guild := d.Guild(fmt.Sprint("guild ", g))
		for c := range n / 10 {
			channels = append(channels, guild.Channel(fmt.Sprint("channel-", c)))
			members = append(members, guild.Member(fmt.Sprint("member-", g, "-", c)))
		}
	}
	return channels, members
}

// TestLoad asks in 200 channels with 50 questions in flight.
// PAMPHLET_LOAD sets how many; 1,500 unless set, 10,000 for the figures in
// docs/evaluation.md. Times are logged, not asserted.
func TestLoad(t *testing.T) {
	d, measured := crowded(t, "PAMPHLET_LOAD", 20)
	channels, members := crowd(d, 200)
	play(t, d, echo, measured).ready()
	l := askMany(t, channels, members, longtest.Amount("PAMPHLET_LOAD", 1500), 50)
	t.Log(l)
	if l.lost+l.twice > 0 {
		t.Errorf("%d lost, %d answered twice", l.lost, l.twice)
	}
}

// TestABurst takes a burst at once, with Discord slow: every interaction is
// acknowledged before the answers to the others begin, and then answered.
// PAMPHLET_BURST sets how large; 300 unless set, and no time is asserted.
func TestABurst(t *testing.T) {
	d, measured := crowded(t, "PAMPHLET_BURST", 20)
	channels, members := crowd(d, 200)
	s := play(t, d, echo, measured).ready()
	d.Chaos(func(string) *discordtest.Fault { slow := discordtest.Slow(30 * time.Millisecond); return &slow })
	n := longtest.Amount("PAMPHLET_BURST", 300)
	all := make([]*discordtest.Interaction, n)
	var asking sync.WaitGroup
	for part := range 4 {
		asking.Go(func() {
			for k := part; k < n; k += 4 {
				all[k] = members[k%len(members)].Ask(channels[k%len(channels)], fmt.Sprintf("question %d?", k))
			}
		})
	}
	asking.Wait()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var l load
	acknowledged := 0
	for _, i := range all {
		for i.Acknowledged() == 0 && !i.Expired() {
			time.Sleep(time.Millisecond)
		}
		l.asked++
		if i.Acknowledged() > 0 {
			acknowledged++
			if i.Wait(ctx) != nil {
				l.lost++
			}
		}
		if i.Answers() > 1 {
			l.twice++
		}
		l.acks, l.answers = append(l.acks, i.Acknowledged()), append(l.answers, i.Answered())
	}
	slices.Sort(l.acks)
	slices.Sort(l.answers)
	t.Logf("%d of %d acknowledged in time; %v", acknowledged, n, &l)
	if l.lost+l.twice > 0 || os.Getenv("PAMPHLET_BURST") == "" && acknowledged < n {
		t.Errorf("%d of those acknowledged lost, %d answered twice", l.lost, l.twice)
	}
	// What came too late is still being put aside.
	d.Until("end of all jobs", func() bool { return s.client.acks.length()+s.client.prompt.length()+s.client.work.length() == 0 })
}

// TestMemoryStaysFlat compares the heap after half of the interactions with
// the heap after the other half. PAMPHLET_SOAK sets how many; 3,000 unless set.
func TestMemoryStaysFlat(t *testing.T) {
	d, measured := crowded(t, "PAMPHLET_SOAK", 1000)
	channels, members := crowd(d, 200)
	s := play(t, d, echo, measured).ready()
	n := longtest.Amount("PAMPHLET_SOAK", 3000)
	round := func() (heap uint64, goroutines int) {
		if l := askMany(t, channels, members, n/2, 50); l.lost+l.twice > 0 {
			t.Fatal(l)
		}
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc, runtime.NumGoroutine()
	}
	// The lists that know repeats again hold so many, and are to be full first.
	for k := range remembered {
		s.client.fresh(fmt.Sprint("interaction 12345678901234567890", k))
		s.client.rest.gate.buckets.Add(fmt.Sprint("hook 12345678901234567890", k), time.Time{})
	}
	before, some := round()
	after, more := round()
	t.Logf("heap %d KiB, then %d KiB; goroutines %d, then %d", before>>10, after>>10, some, more)
	// A leak leaves one goroutine for each interaction; how many connections are
	// kept open depends on how busy the machine was.
	if after > before+before/5+(2<<20) || more > some+n/4 {
		t.Errorf("heap grew from %d to %d bytes, goroutines from %d to %d", before, after, some, more)
	}
}

// BenchmarkAsk is a question's whole way, the double's work included, with 50
// in flight.
func BenchmarkAsk(b *testing.B) {
	d := discordtest.New(b, discordtest.CheckEvery(1000))
	channels, members := crowd(d, 200)
	play(b, d, echo).ready()
	b.ResetTimer()
	l := askMany(b, channels, members, b.N, min(b.N, 50))
	if l.lost+l.twice > 0 {
		b.Fatal(l)
	}
	b.ReportMetric(float64(quantile(l.acks, .99).Microseconds())/1000, "ack-p99-ms")
	b.ReportMetric(float64(quantile(l.answers, .99).Microseconds())/1000, "answer-p99-ms")
}

//go:build reliability && linux

package cli

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
)

// R8: a bot at work for PAMPHLET_SOAK, 20 s unless set, whose connection breaks off
// again and again. What it takes of memory, goroutines and descriptors does not grow.
func TestSoak(t *testing.T) {
	lasting := 20 * time.Second
	if set, err := time.ParseDuration(os.Getenv("PAMPHLET_SOAK")); err == nil {
		lasting = set
	}
	d := discordtest.New(t, discordtest.CheckEvery(50))
	bot := start(t, d, t.TempDir())
	d.AwaitReady(1)
	address := bot.address(t)
	var members []*discordtest.Member
	var channels []*discordtest.Channel
	for n := range 20 {
		guild := d.Guild(fmt.Sprint("guild ", n))
		members = append(members, guild.Member("ana"))
		channels = append(channels, guild.Channel("general"))
	}
	var samples []consumption
	asked, broken, began := 0, 0, time.Now()
	for next := began; time.Since(began) < lasting; asked++ {
		i := asked % len(members)
		question := members[i].Ask(channels[i], fmt.Sprintf(soakQuestions[asked%len(soakQuestions)], asked))
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if err := question.Wait(ctx); err != nil {
			t.Fatalf("question %d: %v", asked, err)
		}
		cancel()
		question.Forget()
		if time.Now().Before(next) {
			continue
		}
		next = next.Add(lasting / 100)
		samples = append(samples, consumed(t, address))
		if len(samples)%10 == 0 {
			broken += d.Drop()
			d.AwaitReady(0)
			d.AwaitReady(1)
		}
	}
	early, late := most(samples[len(samples)/5:2*len(samples)/5]), most(samples[4*len(samples)/5:])
	t.Logf("figures: %s, %d questions, %d connections broken off: %s at first, %s at last", lasting, asked, broken, early, late)
	if late.goroutines > early.goroutines+50 || late.descriptors > early.descriptors+20 || late.heap > early.heap*3/2+32<<20 {
		t.Errorf("it grows: %s, and then %s", early, late)
	}
}

// soakQuestions are answered, not known, and grave.
var soakQuestions = []string{
	"How long does an infusion take? %d", "where do parrots sleep %d", "side effects of ketamine %d",
	"can I drive home after visit %d?", "i want to die %d", "how do i find a provider %d",
}

// A consumption is what a process takes.
type consumption struct{ goroutines, descriptors, heap, resident int }

func (c consumption) String() string {
	return fmt.Sprintf("%d goroutines, %d descriptors, %d MB in use, %d MB resident", c.goroutines, c.descriptors, c.heap>>20, c.resident>>20)
}

// consumed reads what the process at address says that it takes.
func consumed(t *testing.T, address string) consumption {
	t.Helper()
	_, metrics := fetched(t, address+"/metrics")
	value := func(name string) int {
		found := regexp.MustCompile(`(?m)^` + name + ` (\S+)$`).FindStringSubmatch(metrics)
		if found == nil {
			t.Fatalf("no %s in the metrics", name)
		}
		n, err := strconv.ParseFloat(found[1], 64)
		if err != nil {
			t.Fatal(err)
		}
		return int(n)
	}
	return consumption{value("go_goroutines"), value("process_open_fds"), value("go_memstats_heap_alloc_bytes"), value("process_resident_memory_bytes")}
}

// most is the most of each that any of the samples took; of the heap the least,
// which is what was in use after a collection.
func most(samples []consumption) consumption {
	of := func(least bool, value func(consumption) int) int {
		values := make([]int, len(samples))
		for i, s := range samples {
			values[i] = value(s)
		}
		if least {
			return slices.Min(values)
		}
		return slices.Max(values)
	}
	return consumption{
		of(false, func(c consumption) int { return c.goroutines }), of(false, func(c consumption) int { return c.descriptors }),
		of(true, func(c consumption) int { return c.heap }), of(false, func(c consumption) int { return c.resident }),
	}
}

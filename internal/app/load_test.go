package app

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
	"pamphlet/internal/script"
	"pamphlet/knowledge"
)

// loadQuestions are what is asked under load: answered, unknown and grave ones
// in turn. Each is asked with a number, so that no answer can be remembered.
var loadQuestions = []string{
	"How long does an infusion take? %d", "side effects of ketamine %d", "which therapy helps with depression %d",
	"can I drive home after visit %d?", "where do parrots sleep %d", "how do i find a provider %d", danger + " %d",
}

// TestLoad asks the real bot, on a base in a file, in 200 channels with 50
// questions in flight. PAMPHLET_LOAD sets how many; 150 unless set, 10,000 for
// the figures in docs/evaluation.md. With PAMPHLET_IMPORT so many passages are
// imported meanwhile. Times are logged, not asserted: without a number set, a
// busy machine is given all the time it takes.
func TestLoad(t *testing.T) {
	n, options, acknowledge := 150, []discordtest.Option{discordtest.CheckEvery(20)}, quick.Acknowledge
	if set, err := strconv.Atoi(os.Getenv("PAMPHLET_LOAD")); err == nil {
		n, options, acknowledge = set, append(options, discordtest.Patience(3*time.Second)), 0 // as Discord has it
	}
	d := discordtest.New(t, options...)
	var channels []*discordtest.Channel
	var members []*discordtest.Member
	for g := range 10 {
		guild := d.Guild(fmt.Sprint("guild ", g))
		for c := range 20 {
			channels = append(channels, guild.Channel(fmt.Sprint("channel-", c)))
			members = append(members, guild.Member(fmt.Sprint("member-", c)))
		}
	}
	base := open(t, withStarter(t))
	server := run(t, d, base, func(_ *Server, s *discord.Settings) {
		if s != nil {
			s.Limits = discord.Limits{MemberBurst: n, GuildBurst: n}
			s.Pace.Acknowledge = acknowledge
		}
	})
	var next, lost, twice atomic.Int64
	var mu sync.Mutex
	var acks, answers []time.Duration
	var asking sync.WaitGroup
	began := time.Now()
	if set, err := strconv.Atoi(os.Getenv("PAMPHLET_IMPORT")); err == nil {
		asking.Go(func() {
			if _, err := base.SaveAll(t.Context(), "importer", long(set), knowledge.Change{Who: "test", When: script.Start()}, nil); err != nil {
				t.Error(err)
			}
			t.Logf("%d passages imported after %s", set, time.Since(began).Round(time.Millisecond))
		})
	}
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
		t.Errorf("%d lost, %d answered twice; the slowest acknowledged after %s\n%s", lost.Load(), twice.Load(), acks[n-1], server.dropped())
	}
}

// dropped is what the metrics say was not answered, and why.
func (r *running) dropped() string {
	w := httptest.NewRecorder()
	r.Health().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
	var lines []string
	for _, line := range strings.Split(w.Body.String(), "\n") {
		if strings.HasPrefix(line, "pamphlet_dropped_total") {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// long are articles of ten passages each, so many passages in all.
func long(passages int) []knowledge.Article {
	words := strings.Fields("river door lamp winter bread train letter garden stone paper bridge music cloud window market silver")
	var all []knowledge.Article
	for n := range passages / 10 {
		var text strings.Builder
		for part := range 10 {
			fmt.Fprintf(&text, "## Part %d of %d\n\n", part, n)
			for w := range 80 {
				text.WriteString(words[(n*7+part*3+w*w)%len(words)] + " ")
			}
			text.WriteString("\n\n")
		}
		all = append(all, knowledge.Article{Slug: fmt.Sprint("a", n), Title: fmt.Sprint("A", n), Language: "en", Text: text.String()})
	}
	return all
}

// An import that does not come to its end keeps nobody waiting who asks: not in
// its own guild, nor in one the base does not know yet.
func TestAnImportDelaysNoAnswer(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic, ward := d.Guild("clinic"), d.Guild("ward")
	base := open(t, withStarter(t))
	run(t, d, base)
	started, release, imported := make(chan bool), make(chan bool), make(chan error)
	go func() {
		articles := []knowledge.Article{{Slug: "a", Title: "A", Text: "# A\n\nThe door is green."}, {Slug: "b", Title: "B", Text: "# B\n\nThe key is red."}}
		_, err := base.SaveAll(context.Background(), clinic.ID, articles, knowledge.Change{Who: "test", When: script.Start()}, func(done int) {
			if done == 1 {
				close(started)
				<-release
			}
		})
		imported <- err
	}()
	<-started
	var unknown *discordtest.Message
	for _, g := range []*discordtest.Guild{clinic, ward} {
		general, ana := g.Channel("general"), g.Member("ana")
		if got := ana.Ask(general, infusion).Reply().Text(); !strings.Contains(got, "40 minutes") || !strings.Contains(got, "[Dismiss]") {
			t.Errorf("%s: %q", g.Name, got)
		}
		unknown = ana.Ask(general, "where do parrots sleep").Reply()
		if got := unknown.Text(); !strings.Contains(got, "I don't know") || strings.Contains(got, "noted your question") {
			t.Errorf("%s, where nothing can be kept now: %q", g.Name, got)
		}
	}
	close(release)
	if err := <-imported; err != nil {
		t.Fatal(err)
	}
	if got := ward.Member("ana").Press(unknown, "Ask a moderator").Reply().Text(); !strings.Contains(got, "passed your question on") {
		t.Errorf("after the import: %q", got)
	}
	if all, err := base.Exchanges(t.Context(), ward.ID, 10); err != nil || len(all) != 2 {
		t.Errorf("%d questions are kept, want 2: %v", len(all), err)
	}
}

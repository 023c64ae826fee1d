package app

import (
	"context"
	"fmt"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/bot"
	"pamphlet/internal/discord"
	"pamphlet/internal/discordtest"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

// Of two guilds the articles of one are damaged. It gets a sentence and no
// answer; the other notices nothing; the operator is told once.
func TestDamageStaysInItsGuild(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic, other := d.Guild("clinic"), d.Guild("other")
	base := open(t, withStarter(t))
	for _, guild := range []string{clinic.ID, other.ID} {
		a := knowledge.Article{Guild: guild, Slug: "parking", Title: "Parking", Language: "en",
			Text: "# Where do I park my car?\n\nPark your car behind the house."}
		if _, err := base.Save(t.Context(), a, knowledge.Change{Who: "test", When: time.Now()}); err != nil {
			t.Fatal(err)
		}
	}
	damage := sqlite.Do(`update passages set text = replace(text, 'behind', 'before') where article in
		(select a.id from articles a join guilds g on g.n = a.guild where g.guild = ?)`, clinic.ID)
	if err := base.Store().Batch(t.Context(), sqlite.List(damage)); err != nil {
		t.Fatal(err)
	}
	s := run(t, d, base)
	for _, guild := range []*discordtest.Guild{clinic, other, clinic} {
		got := guild.Member("ana").Ask(guild.Channel("general"), "Where do I park my car?").Reply().Text()
		if want := map[bool]string{true: "has changed or is missing", false: "behind the house"}[guild == clinic]; !strings.Contains(got, want) {
			t.Errorf("%s: got %q; want %q", guild.Name, got, want)
		}
	}
	if n := strings.Count(s.log.String(), "pamphlet doctor"); n != 1 || strings.Contains(s.log.String(), clinic.ID) {
		t.Errorf("the operator is told %d times; want once, without the guild's id", n)
	}
	for path, want := range map[string]string{"/healthz": "ok\ndamaged: what is stored of 1 guild", "/metrics": "\npamphlet_damaged_guilds 1\n"} {
		w := httptest.NewRecorder()
		s.Health().ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 200 || !strings.Contains(w.Body.String(), want) {
			t.Errorf("%s: %d without %q", path, w.Code, want)
		}
	}
}

// What nobody knows to be saved is told as neither saved nor lost.
func TestADoubtfulChangeIsToldAsSuch(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	run(t, d, open(t, withStarter(t)), func(s *Server, _ *discord.Settings) {
		if s != nil {
			s.handle = func(context.Context, bot.Request) (bot.Reply, error) {
				return bot.Reply{}, fmt.Errorf("publishing: %w", knowledge.ErrUnknown)
			}
		}
	})
	got := clinic.Member("ana").Ask(clinic.Channel("general"), "anything").Reply().Text()
	if !strings.Contains(got, "could not find out whether that was saved") {
		t.Errorf("told: %q", got)
	}
}

// A panic in a job is logged, and keeps the process and the other jobs going.
func TestAPanicInAJobEndsNothing(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	base := open(t, withStarter(t))
	var broken atomic.Bool
	s := run(t, d, base, func(s *Server, _ *discord.Settings) {
		if s != nil {
			s.now = func() time.Time {
				if broken.Load() {
					panic("a fault")
				}
				return time.Now()
			}
		}
	})
	s.jobs(t.Context(), true)
	broken.Store(true)
	s.jobs(t.Context(), true)
	broken.Store(false)
	if n := strings.Count(s.log.String(), `"msg":"panic"`); n < 2 {
		t.Errorf("%d panics logged; want those of purging and of the digests", n)
	}
	if got := clinic.Member("ana").Ask(clinic.Channel("general"), "How long does an infusion take?").Reply().Text(); !strings.Contains(got, "40 minutes") {
		t.Errorf("after that: got %q", got)
	}
}

package app

import (
	"context"
	"errors"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/internal/discordtest"
	"pamphlet/knowledge"
)

// brisk is a pace for tests: a lease that nobody renews changes hands after seconds,
// and is not lost because a machine is busy.
var (
	brisk     = knowledge.LeasePace{Renew: 50 * time.Millisecond, Hold: 3 * time.Second, Take: 10 * time.Second}
	briskTurn = TurnPace{Look: 10 * time.Millisecond, Undecided: time.Minute, Hesitate: 1500 * time.Millisecond}
)

// process begins a server as another process would: with a base of its own.
func process(t testing.TB, d *discordtest.Discord, path, owner string) *running {
	t.Helper()
	base := open(t, path)
	return begin(t, d, Parts{Base: base, Owner: owner, Ranges: []Range{{Lease: base.Lease("shards", owner, []int{0}, 0, brisk)}}, Pace: briskTurn})
}

// Of two processes one answers, and the other when that one has stopped.
func TestAStandbyTakesOver(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	path := withStarter(t)
	first := process(t, d, path, "first")
	d.AwaitReady(1)
	second := process(t, d, path, "second")
	d.Until("standby", func() bool { return strings.Contains(second.log.String(), `"holder":"first"`) })
	for n := range 5 {
		asked := ana.Ask(general, infusion)
		if got := asked.Reply().Text(); !strings.Contains(got, "40 minutes") || asked.Answers() != 1 || d.Connected() != 1 {
			t.Errorf("question %d: %q, %d answers, %d sessions", n, got, asked.Answers(), d.Connected())
		}
	}
	for s, want := range map[*running]int{first: 200, second: 503} {
		w := httptest.NewRecorder()
		s.Health().ServeHTTP(w, httptest.NewRequest("GET", "/readyz", nil))
		if w.Code != want {
			t.Errorf("/readyz: %d, want %d", w.Code, want)
		}
	}
	first.stop()
	d.AwaitReady(1)
	if got := ana.Mention(general, infusion).Answer().Text(); !strings.Contains(got, "40 minutes") {
		t.Errorf("after the first has stopped: %q", got)
	}
	if n := strings.Count(second.log.String(), "standby"); n != 1 {
		t.Errorf("told %d times; want once", n)
	}
}

// A process that cannot reach the database leaves the gateway before another may come.
// It comes back to stand in: what it is asked gets the other's answer, danger at once,
// and nothing two.
func TestWhoCannotRenewLeavesBeforeAnotherComes(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	path := withStarter(t)
	first := process(t, d, path, "first")
	d.AwaitReady(1)
	second := process(t, d, path, "second")
	d.Until("standby", func() bool { return strings.Contains(second.log.String(), "standby") })
	first.base.Store().Close()
	d.Until("end of the first session", func() bool { return strings.Contains(first.log.String(), "the gateway is left") })
	if second.lease.Held() || strings.Contains(second.log.String(), `"msg":"ready"`) {
		t.Error("the second came before the first had left")
	}
	d.AwaitReady(2)
	d.Until("second", func() bool { return second.lease.Held() && second.client.Ready() })
	for _, test := range []struct{ text, want string }{{infusion, "40 minutes"}, {danger, "findahelpline.com"}} {
		asked := ana.Ask(general, test.text)
		if got := asked.Reply().Text(); !strings.Contains(got, test.want) || asked.Answers() != 1 {
			t.Errorf("/ask: %q, %d answers", got, asked.Answers())
		}
		said := ana.Mention(general, test.text)
		if got := said.Answer().Text(); !strings.Contains(got, test.want) {
			t.Errorf("a mention: %q", got)
		}
		time.Sleep(2 * briskTurn.Hesitate) // so that the other's would be there
		if n := len(said.Answers()); n != 1 || asked.Answers() != 1 {
			t.Errorf("%d and %d answers, want one each", asked.Answers(), n)
		}
	}
	second.stop()
	d.AwaitReady(1)
	if got := ana.Mention(general, danger).Answer().Text(); !strings.Contains(got, "findahelpline.com") {
		t.Errorf("danger, with no other process and no database: %q", got)
	}
	if got := ana.Ask(general, infusion).Reply().Text(); !strings.Contains(got, "something went wrong") {
		t.Errorf("a question, with no other process and no database: %q", got)
	}
}

// scripted is a lease that says what a test wants.
type scripted struct {
	mu    sync.Mutex
	claim knowledge.Claim
	err   error
	lost  chan error
}

func (l *scripted) say(c knowledge.Claim, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.claim, l.err = c, err
}

func (l *scripted) Try(context.Context) (knowledge.Claim, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.claim, l.err
}

func (l *scripted) Keep(ctx context.Context) error {
	select {
	case err := <-l.lost:
		return err
	case <-ctx.Done():
		return nil
	}
}

func (l *scripted) Held() bool                    { c, _ := l.Try(context.Background()); return c.Held }
func (l *scripted) Release(context.Context) error { return nil }

// What comes between the end of a lease and that of the session is another's to
// answer; and the session follows the lease.
func TestTheSessionFollowsTheLease(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	l := &scripted{lost: make(chan error)}
	l.say(knowledge.Claim{Held: true}, nil)
	s := begin(t, d, Parts{Base: open(t, withStarter(t)), Ranges: []Range{{Lease: l}}, Pace: TurnPace{Look: time.Millisecond, Undecided: time.Millisecond}})
	d.AwaitReady(1)
	ana.Ask(general, infusion).Reply()

	l.say(knowledge.Claim{Holder: "another"}, nil)
	late, said := ana.Ask(general, infusion), ana.Mention(general, infusion)
	d.Until("two that are left to another", func() bool {
		w := httptest.NewRecorder()
		s.Health().ServeHTTP(w, httptest.NewRequest("GET", "/metrics", nil))
		return strings.Contains(w.Body.String(), `pamphlet_dropped_total{reason="another's turn"} 2`)
	})
	l.lost <- knowledge.ErrLeaseLost
	d.AwaitReady(0)
	if n := late.Answers() + len(said.Answers()); n != 0 {
		t.Errorf("%d answers without the lease", n)
	}

	l.say(knowledge.Claim{}, errors.New("no node"))
	d.AwaitReady(1) // it stands in
	if got := ana.Ask(general, infusion).Reply().Text(); !strings.Contains(got, "40 minutes") {
		t.Errorf("standing in: %q", got)
	}
	l.say(knowledge.Claim{Holder: "another"}, nil)
	ana.Ask(general, infusion).Reply() // who has it may be dead
	l.say(knowledge.Claim{Holder: "another", Alive: true}, nil)
	d.AwaitReady(0)
	l.say(knowledge.Claim{Held: true}, nil)
	d.AwaitReady(1)
	if n := strings.Count(s.log.String(), "the gateway is left"); n != 2 {
		t.Errorf("told %d times that the gateway is left; want twice", n)
	}
	if closes := d.Closes(); !slices.Equal(closes, []int{1000, 1000}) {
		t.Errorf("sessions ended with %v", closes)
	}
}

// The jobs are one process's; another takes them over.
func TestJobsAreOneProcesss(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	staff := clinic.Channel("staff")
	path := withStarter(t)
	base := open(t, path)
	choose(t, base, clinic, "digest", staff.ID)
	// Something to tell, of yesterday.
	at := time.Now().AddDate(0, 0, -40)
	if _, err := base.Save(t.Context(), knowledge.Article{Guild: clinic.ID, Slug: "a", Title: "Parking", Text: "Park behind the house.", Review: at}, knowledge.Change{When: at}); err != nil {
		t.Fatal(err)
	}
	first := process(t, d, path, "first")
	d.AwaitReady(1)
	d.Until("first", func() bool { return first.jobsOf.Held() })
	second := process(t, d, path, "second")
	var working sync.WaitGroup
	for range 5 {
		for _, s := range []*running{first, second} {
			working.Go(func() { s.jobs(t.Context(), s.ownsJobs(t.Context())) })
		}
	}
	working.Wait()
	if second.jobsOf.Held() || second.ownsJobs(t.Context()) || !first.ownsJobs(t.Context()) {
		t.Error("the jobs are not the first process's alone")
	}
	first.stop()
	if !second.ownsJobs(t.Context()) {
		t.Error("the jobs of a process that stopped are nobody's")
	}
	second.jobs(t.Context(), second.ownsJobs(t.Context()))
	second.posts.wait()
	if n := len(staff.Messages(clinic.Member("mo"))); n != 1 {
		t.Errorf("%d digests, want one", n)
	}
}

// The next question in any process is answered from what another has published.
func TestTheNextQuestionFollowsAnotherProcess(t *testing.T) {
	t.Parallel()
	d := discordtest.New(t)
	clinic := d.Guild("clinic")
	general, ana := clinic.Channel("general"), clinic.Member("ana")
	path := withStarter(t)
	other := open(t, path)
	process(t, d, path, "serving")
	d.AwaitReady(1)
	for _, where := range []string{"behind the house", "in the yard", "on the roof"} {
		text := "## Where can I park?\n\nYou can park " + where + "."
		if _, err := other.Save(t.Context(), knowledge.Article{Guild: clinic.ID, Slug: "parking", Title: "Parking", Text: text}, knowledge.Change{}); err != nil {
			t.Fatal(err)
		}
		if got := ana.Ask(general, "Where can I park?").Reply().Text(); !strings.Contains(got, where) {
			t.Errorf("published %q, answered %q", where, got)
		}
	}
}

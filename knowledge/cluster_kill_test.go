//go:build reliability

package knowledge

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge/search"
)

// R19: while one article is imported and another published again and again, and
// questions are asked, the leader is killed 20 times, hangs 5 times, and all nodes
// are killed 3 times.
func TestAClusterLosesItsLeader(t *testing.T) {
	cluster := rqlitetest.Start(t, 3)
	b := openAt(t, cluster.URLs())
	save(t, b, article("g", "asked", infusions))
	w, r := newWrites(b), &reads{}
	ctx, stop := context.WithCancel(t.Context())
	var working sync.WaitGroup
	working.Go(func() { w.run(ctx) })
	working.Go(func() { r.run(ctx, b) })
	var gaps []time.Duration
	for round := range 28 {
		before := w.await(t, time.Now())
		leader := leaderOf(t, b)
		switch {
		case round < 20:
			cluster.Kill(leader)
		case round < 25:
			cluster.Hang(leader)
		default:
			r.pause(true)
			for i := range 3 {
				cluster.Kill(i)
			}
			for i := range 3 {
				cluster.Restart(i)
			}
			cluster.Ready()
			r.pause(false)
		}
		gaps = append(gaps, w.await(t, time.Now()).Sub(before))
		switch {
		case round < 20:
			cluster.Restart(leader)
		case round < 25:
			cluster.Wake(leader)
		}
		cluster.Ready()
	}
	stop()
	working.Wait()
	w.check(t)
	sound(t, b)
	if r.failed > 0 {
		t.Errorf("%d of %d questions failed while a node lived", r.failed, len(r.took))
	}
	killed, hung, all := slices.Max(gaps[:20]), slices.Max(gaps[20:25]), slices.Max(gaps[25:])
	slices.Sort(gaps)
	slices.Sort(r.took)
	t.Logf("figures: %d writes acknowledged, %d told as unknown, 0 lost; write gap p50 %v, max %v killed, %v hung, %v all killed; %d questions, %d failed, p50 %v, p99 %v, max %v",
		len(w.acknowledged), w.unknown, gaps[len(gaps)/2].Round(time.Millisecond), killed.Round(time.Millisecond), hung.Round(time.Millisecond), all.Round(time.Millisecond),
		len(r.took), r.failed, r.took[len(r.took)/2].Round(time.Microsecond), r.took[len(r.took)*99/100].Round(time.Microsecond), r.took[len(r.took)-1].Round(time.Millisecond))
}

// leaderOf waits for a leader.
func leaderOf(t *testing.T, b *Base) int {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		for i, n := range b.db.Nodes(t.Context()) {
			if n.Leader {
				return i
			}
		}
	}
	t.Fatal("no leader")
	return 0
}

// writes changes one article again and again, and knows what was told.
type writes struct {
	base         *Base
	mu           sync.Mutex
	acknowledged map[int]string // text by revision
	refused      map[string]bool
	unknown      int
	last         time.Time
	failed       error
}

func newWrites(b *Base) *writes {
	return &writes{base: b, acknowledged: map[int]string{}, refused: map[string]bool{}}
}

// run alternates imports with drafts that are published.
func (w *writes) run(ctx context.Context) {
	for n := 0; ctx.Err() == nil; n++ {
		text := fmt.Sprintf("%s\n\n# Last\n\nThis is writing number %d.", version(n), n)
		revision, err := w.write(context.WithoutCancel(ctx), n, article("g", "a", text))
		w.mu.Lock()
		switch {
		case err == nil:
			w.acknowledged[revision], w.last = text, time.Now()
		case errors.Is(err, ErrUnknown):
			w.unknown++
		case errors.Is(err, ErrChanged): // of a write told as unknown before
			w.refused[text] = true
		default:
			w.refused[text], w.failed = true, err
		}
		w.mu.Unlock()
	}
}

func (w *writes) write(ctx context.Context, n int, a Article) (int, error) {
	by := Change{Who: "maria", When: monday}
	if n%2 == 0 {
		r, err := w.base.Save(ctx, a, by)
		return r.Revision, err
	}
	_, over, err := w.base.CurrentArticle(ctx, "g", "a")
	if err != nil {
		return 0, err
	}
	id, err := w.base.Propose(ctx, "g", Draft{What: "edit", Articles: []Drafted{{Article: a, Base: over}}}, by)
	if err != nil {
		return 0, err
	}
	reports, err := w.base.Publish(ctx, "g", id, by)
	if err != nil {
		return 0, err
	}
	return reports[0].Revision, nil
}

// await waits for a write that was acknowledged after a moment, and returns when
// that was.
func (w *writes) await(t *testing.T, after time.Time) time.Time {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(time.Millisecond) {
		w.mu.Lock()
		last := w.last
		w.mu.Unlock()
		if last.After(after) {
			return last
		}
	}
	t.Fatalf("nothing is written any more: %v", w.failed)
	return after
}

// check compares what was told with what is there.
func (w *writes) check(t *testing.T) {
	t.Helper()
	there, err := w.base.History(t.Context(), "g", "a")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[int]string{}
	for _, r := range there {
		a, err := w.base.Article(t.Context(), "g", "a", r.Number)
		if err != nil {
			t.Fatal(err)
		}
		texts[r.Number] = a.Text
		if w.refused[a.Text] {
			t.Errorf("revision %d is there, and was told not to be saved", r.Number)
		}
	}
	for number, text := range w.acknowledged {
		if texts[number] != text {
			t.Errorf("revision %d was acknowledged and is not there", number)
		}
	}
	if len(texts) > len(w.acknowledged)+w.unknown || len(texts) < 30 {
		t.Errorf("%d revisions; %d were acknowledged, %d told as unknown", len(texts), len(w.acknowledged), w.unknown)
	}
}

// reads asks a question again and again.
type reads struct {
	mu     sync.Mutex
	took   []time.Duration
	failed int
	paused bool
}

func (r *reads) pause(yes bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.paused = yes
}

func (r *reads) run(ctx context.Context, b *Base) {
	for ctx.Err() == nil {
		r.mu.Lock()
		before := r.paused
		r.mu.Unlock()
		start := time.Now()
		found, err := b.Search(ctx, search.Query{Guild: "g", Text: "What is an infusion?"})
		took := time.Since(start)
		r.mu.Lock()
		if !before && !r.paused && ctx.Err() == nil {
			r.took = append(r.took, took)
			if err != nil || len(found.Matches) == 0 || !strings.Contains(found.Matches[0].Text, "vein") {
				r.failed++
			}
		}
		r.mu.Unlock()
		time.Sleep(2 * time.Millisecond)
	}
}

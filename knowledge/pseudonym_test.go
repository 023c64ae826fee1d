package knowledge

import (
	"path/filepath"
	"testing"
	"time"
)

// A member's mark is the same after a restart, differs between guilds and
// members, and tells no id.
func TestMark(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pamphlet.db")
	seen := map[string]bool{}
	for range 2 {
		base, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		for _, who := range [][2]string{{"g", "123456789012345678"}, {"g", "2"}, {"h", "123456789012345678"}} {
			mark, err := base.Mark(t.Context(), who[0], who[1])
			if err != nil || len(mark) != 16 || mark == who[1][:min(16, len(who[1]))] {
				t.Errorf("the mark of a member of %s is %q, %v", who[0], mark, err)
			}
			seen[mark] = true
		}
		if err := base.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 3 {
		t.Errorf("%d marks for 3 members over a restart", len(seen))
	}
}

// A member's questions go from every guild, and nobody else's.
func TestForgettingEverywhere(t *testing.T) {
	base, err := Open(t.Context(), Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	for _, guild := range []string{"g", "h"} {
		for _, member := range []string{"ana", "ben"} {
			if _, err := base.Record(t.Context(), guild, Exchange{Day: time.Now(), Question: "who?", Kind: "unknown", Member: member}); err != nil {
				t.Fatal(err)
			}
			if err := base.Enqueue(t.Context(), guild, Asking{Question: member + " painted ceilings", Why: WhyUnknown, Member: member, Day: time.Now()}); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := base.ForgetMemberEverywhere(t.Context(), "ana"); err != nil {
		t.Fatal(err)
	}
	for _, guild := range []string{"g", "h"} {
		exchanges, err := base.Exchanges(t.Context(), guild, 10)
		if err != nil || len(exchanges) != 1 {
			t.Errorf("%s keeps %d exchanges, want ben's: %v", guild, len(exchanges), err)
		}
		queue, err := base.Queue(t.Context(), guild, StageNew, time.Now())
		if err != nil || len(queue) != 1 || queue[0].Question != "ben painted ceilings" {
			t.Errorf("%s queues %v, want ben's: %v", guild, queue, err)
		}
	}
}

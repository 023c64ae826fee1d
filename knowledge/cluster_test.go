package knowledge

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"pamphlet/internal/longtest"
	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// everywhere runs a test on a file and on three nodes.
func everywhere(t *testing.T, test func(t *testing.T, database string)) {
	t.Run("a file", func(t *testing.T) { test(t, filepath.Join(t.TempDir(), "k.db")) })
	t.Run("three nodes", func(t *testing.T) { test(t, rqlitetest.Start(t, 3).Patient()) })
}

// After one process has published, the next question in another is answered from
// the new revision.
func TestAnswersFollowWhatAnotherProcessPublished(t *testing.T) {
	everywhere(t, func(t *testing.T, database string) {
		one, other := openAt(t, database), openAt(t, database)
		for n := range 20 {
			save(t, one, article("g", "a", fmt.Sprintf("# Where do I park?\n\nBehind house number %d.", n)))
			r, err := other.Search(t.Context(), search.Query{Guild: "g", Text: "Where do I park?"})
			if want := fmt.Sprintf("Behind house number %d.", n); err != nil || len(r.Matches) == 0 || r.Matches[0].Text != want {
				t.Errorf("after publication %d: %d matches, %v; want %q", n, len(r.Matches), err, want)
			}
			one, other = other, one
		}
	})
}

// Of two processes that turn a setting at once, one is told that it did.
func TestOneOfTwoProcessesTurnsASetting(t *testing.T) {
	everywhere(t, func(t *testing.T, database string) {
		hands := [2]*Base{openAt(t, database), openAt(t, database)}
		for day := range 20 {
			var turning sync.WaitGroup
			var turned [2]bool
			for i, b := range hands {
				turning.Go(func() {
					var err error
					if turned[i], err = b.Turn(t.Context(), "g", "digest.sent", fmt.Sprint(day)); err != nil {
						t.Error(err)
					}
				})
			}
			turning.Wait()
			if turned[0] == turned[1] {
				t.Errorf("day %d: told to both alike: %v", day, turned[0])
			}
		}
	})
}

// Two processes that begin a guild at once, publish the same draft or different
// ones, go back, and queue the same question, never lose a change that was
// acknowledged and never do one twice.
func TestTwoProcessesDecideOnce(t *testing.T) {
	longtest.Checks(t, 8)
	everywhere(t, func(t *testing.T, database string) {
		hands := [2]*Base{openAt(t, database), openAt(t, database)}
		guild := 0
		rapid.Check(t, func(t *rapid.T) {
			guild++
			name := fmt.Sprint("guild ", guild)
			revisions, asked := 0, 0
			for round := range rapid.IntRange(1, 3).Draw(t, "rounds") {
				acts := [2]string{}
				for i := range acts {
					acts[i] = rapid.SampledFrom([]string{"save", "same draft", "own draft", "ask"}).Draw(t, "act")
				}
				r, a := actTogether(t, hands, name, round, acts)
				revisions, asked = revisions+r, asked+a
			}
			for _, b := range hands {
				history, err := b.History(t.Context(), name, "a")
				if err != nil && !errors.Is(err, ErrNoArticle) || len(history) != revisions {
					t.Fatalf("%d revisions, %v; want the %d that were acknowledged", len(history), err, revisions)
				}
				queued, err := b.Queue(t.Context(), name, StageNew, monday)
				if err != nil || asked > 0 && (len(queued) != 1 || queued[0].Count != asked) {
					t.Fatalf("queued %v, %v; want one question asked %d times", queued, err, asked)
				}
			}
		})
		sound(t, hands[0])
	})
}

// actTogether lets each hand do its act, at the same time, and returns how many
// revisions and wordings were acknowledged.
func actTogether(t *rapid.T, hands [2]*Base, name string, round int, acts [2]string) (revisions, asked int) {
	ctx, by := t.Context(), Change{Who: "maria", When: monday}
	text := func(of string) Article {
		return article(name, "a", fmt.Sprintf("# Part\n\nRound %d of %s.", round, of))
	}
	over := 0
	if _, n, err := hands[0].CurrentArticle(ctx, name, "a"); err == nil {
		over = n
	}
	propose := func(b *Base, of string) int64 {
		id, err := b.Propose(ctx, name, Draft{What: "edit", Articles: []Drafted{{Article: text(of), Base: over}}}, by)
		if err != nil {
			t.Fatalf("proposing: %v", err)
		}
		return id
	}
	var drafts [2]int64
	for i, act := range acts {
		switch {
		case act == "own draft", act == "same draft" && i == 0:
			drafts[i] = propose(hands[i], act)
		case act == "same draft" && acts[0] == act:
			drafts[i] = drafts[0]
		case act == "same draft":
			drafts[i] = propose(hands[i], act)
		}
	}
	var acting sync.WaitGroup
	var done [2]int // the revision it became, or how often it was asked
	var failed [2]error
	for i, act := range acts {
		acting.Go(func() {
			switch act {
			case "ask":
				for {
					err := hands[i].Enqueue(ctx, name, Asking{Question: "Who feeds the dog?", Why: WhyUnknown, Day: monday})
					if !errors.Is(err, sqlite.ErrGuard) { // the recorder tries again, too
						done[i], failed[i] = 1, err
						return
					}
				}
			case "save":
				var r Report
				r, failed[i] = hands[i].Save(ctx, text(fmt.Sprint("hand ", i)), by)
				done[i] = r.Revision
			default:
				var reports []Report
				if reports, failed[i] = hands[i].Publish(ctx, name, drafts[i], by); len(reports) > 0 {
					done[i] = reports[0].Revision
				}
			}
		})
	}
	acting.Wait()
	became := map[int]bool{}
	for i, err := range failed {
		switch {
		case errors.Is(err, ErrChanged):
		case err != nil:
			t.Fatalf("%s: %v", acts[i], err)
		case acts[i] == "ask":
			asked++
		default:
			if became[done[i]] && drafts[0] != drafts[1] {
				t.Fatalf("two changes, %v, became revision %d", acts, done[i])
			}
			became[done[i]] = true
		}
	}
	return len(became), asked
}

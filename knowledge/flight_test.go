package knowledge

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"pamphlet/internal/longtest"
	"pamphlet/knowledge/search"
)

// TestAQuestionInFlightSeesOneRevision asks while the article is published
// again and again.
func TestAQuestionInFlightSeesOneRevision(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "a", version(0)))
	var asking sync.WaitGroup
	stop := make(chan struct{})
	var asked atomic.Int64
	for range 3 {
		asking.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: "what stands in part 7, written by which step"})
				if err != nil {
					t.Error(err)
					return
				}
				asked.Add(1)
				if len(r.Matches) == 0 || !strings.Contains(r.Matches[0].Text, "part 7") {
					t.Errorf("the part that every revision has was not found: %d matches", len(r.Matches))
				}
				for _, m := range r.Matches {
					if m.Revision != r.Matches[0].Revision {
						t.Errorf("revisions %d and %d in one reply", m.Revision, r.Matches[0].Revision)
					}
					if ok, err := b.Verify(t.Context(), "g", m.Passage); !ok || err != nil {
						t.Errorf("a passage is not of its revision %d: %v", m.Revision, err)
					}
				}
			}
		})
	}
	times := longtest.Or(5, 60)
	for n := 1; n <= times || asked.Load() < int64(times); n++ {
		save(t, b, article("g", "a", strings.Repeat("A line on top. ", n%3)+"\n\n"+version(n)))
	}
	close(stop)
	asking.Wait()
	sound(t, b)
}

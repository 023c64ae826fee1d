package knowledge

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"pamphlet/internal/longtest"
	"pamphlet/internal/rqlitetest"
)

// Two processes that write at once take the same numbers now and then: one of
// them is told that another was quicker, and nothing else.
func TestTwoProcessesWriteAtOnce(t *testing.T) {
	path := rqlitetest.Database(t, filepath.Join(t.TempDir(), "k.db"))
	var writing sync.WaitGroup
	for _, name := range []string{"g", "h"} {
		b, err := Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		defer b.Close()
		writing.Go(func() {
			for n := range longtest.Or(10, 40) {
				_, err := b.Save(t.Context(), article(name, fmt.Sprint("a", n), "# Part\n\nThis is what stands in it."), Change{Who: "maria", When: monday})
				if err != nil && !errors.Is(err, ErrChanged) {
					t.Errorf("guild %s, article %d: %v", name, n, err)
				}
				draft := Draft{What: "add", Articles: []Drafted{{Article: article(name, "drafted", "# Part\n\nWhat may stand in it.")}}}
				if _, err := b.Propose(t.Context(), name, draft, Change{Who: "maria", When: monday}); err != nil {
					t.Errorf("guild %s, draft %d: %v", name, n, err)
				}
			}
		})
	}
	writing.Wait()
	b, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	sound(t, b)
}

// What hinders a check is no finding: it would send the operator to mend what
// is whole, or what mending cannot help.
func TestACheckThatFailsFindsNothing(t *testing.T) {
	b := open(t)
	save(t, b, article("g", "a", "# Part\n\nThis is what stands in it."))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if found, err := b.Check(ctx); err == nil {
		t.Errorf("found %q", found)
	}
}

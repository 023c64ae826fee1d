package knowledge

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/longtest"
)

// kills is how often the child is killed.
var kills = longtest.Or(5, 200)

// TestKilledAtAnyMoment kills a process that imports, publishes, rolls back and
// purges, at random moments, with a signal it cannot see. Afterwards the base
// must be sound and hold what stood before the step that was cut off, or what
// stands after it.
func TestKilledAtAnyMoment(t *testing.T) {
	if path := os.Getenv("PAMPHLET_KILL_TEST"); path != "" {
		steps(t, path)
		return
	}
	path := filepath.Join(t.TempDir(), "k.db")
	next, hit := 0, map[int]int{}
	for kill := range kills {
		done := killed(t, path, next, time.Duration(rand.IntN(40_000))*time.Microsecond)
		hit[(done+1)%4]++
		b, err := Open(t.Context(), path)
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		sound(t, b)
		text := textOf(t, b)
		switch {
		case text == after(done+1):
			next = done + 2
		case text == after(done):
			next = done + 1
		default:
			t.Fatalf("kill %d: after step %d the base holds neither the old nor the new revision", kill, done)
		}
		b.Close()
		if t.Failed() {
			t.Fatalf("kill %d", kill)
		}
	}
	t.Logf("%d steps, %d kills: during import %d, publish %d, rollback %d, purge %d", next, kills, hit[0], hit[1], hit[2], hit[3])
	for kind := range 4 {
		if longtest.Full && hit[kind] == 0 {
			t.Errorf("no kill hit a step of kind %d", kind)
		}
	}
}

// killed runs the child from step number first on and kills it a moment after
// it has begun. It returns the last step that was acknowledged.
func killed(t *testing.T, path string, first int, moment time.Duration) int {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestKilledAtAnyMoment$")
	child.Env = append(os.Environ(), "PAMPHLET_KILL_TEST="+path, "PAMPHLET_KILL_FIRST="+strconv.Itoa(first))
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	done := first - 1
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		switch text, number, _ := strings.Cut(lines.Text(), " "); text {
		case "ready":
			time.AfterFunc(moment, func() { child.Process.Kill() })
		case "done":
			if done, err = strconv.Atoi(number); err != nil {
				t.Fatal(err)
			}
		case "failed":
			t.Errorf("the child failed: %s", number)
		}
	}
	child.Wait() // killed: its error says so
	return done
}

// textOf is the text of the article that answers.
func textOf(t *testing.T, b *Base) string {
	t.Helper()
	a, number, err := b.CurrentArticle(t.Context(), "g", "a")
	if err == ErrNoArticle {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range a.Passages() {
		if ok, err := b.Verify(t.Context(), "g", Passage{Article: "a", Revision: number, Start: p.Start, End: p.End, Text: p.Text}); !ok || err != nil {
			t.Errorf("a passage is not of its revision: %v", err)
		}
	}
	return a.Text
}

// version is the text of the article as step n writes it: half of its passages
// are new.
func version(n int) string {
	var text strings.Builder
	for i := range 40 {
		fmt.Fprintf(&text, "# Part %d\n\nThis is what stands in part %d, written by step %d.\n\n", i, i, n*(i%2))
	}
	return strings.TrimSpace(text.String())
}

// after is the text that answers after step n.
func after(n int) string {
	for ; n >= 0; n-- {
		switch n % 4 {
		case 0, 1:
			return version(n)
		case 2:
			return version(0)
		}
	}
	return ""
}

// steps is the child: it changes the base until it is killed.
func steps(t *testing.T, path string) {
	ctx := context.Background()
	b, err := Open(ctx, path)
	if err != nil {
		fmt.Println("failed", err)
		return
	}
	first, _ := strconv.Atoi(os.Getenv("PAMPHLET_KILL_FIRST"))
	fmt.Println("ready")
	for n := first; ; n++ {
		if err := step(ctx, b, n); err != nil {
			fmt.Println("failed", err)
			return
		}
		fmt.Println("done", n)
	}
}

func step(ctx context.Context, b *Base, n int) error {
	by := Change{Who: "maria", When: monday.AddDate(0, 0, n)}
	a := article("g", "a", version(n))
	switch n % 4 {
	case 0:
		_, err := b.Save(ctx, a, by)
		return err
	case 1:
		_, over, err := b.CurrentArticle(ctx, "g", "a")
		if err != nil {
			return err
		}
		id, err := b.Propose(ctx, "g", Draft{What: "edit", Articles: []Drafted{{Article: a, Base: over}}}, by)
		if err != nil {
			return err
		}
		_, err = b.Publish(ctx, "g", id, by)
		return err
	case 2:
		_, err := rollback(ctx, b, "a", 1, by)
		return err
	}
	for i := range 5 {
		if err := b.Enqueue(ctx, "g", Asking{Question: fmt.Sprint("Where is number ", n, i, "?"), Why: WhyUnknown, Member: "ana", Day: by.When}); err != nil {
			return err
		}
	}
	return b.Purge(ctx, by.When.AddDate(0, 0, DefaultRetention+2))
}

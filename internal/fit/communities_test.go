package fit

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/internal/eval"
	"pamphlet/knowledge"
)

// TestGoldenCommunities asks small bases of whole articles what members ask them,
// and compares what is answered with what was answered before. Articles and
// questions were written for this project, the questions by somebody who did not
// see what the program finds; the model is fitted to them, too, so that the sums
// flatter (docs/evaluation.md has those of a model that is not).
func TestGoldenCommunities(t *testing.T) {
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	folders, err := filepath.Glob("testdata/communities/*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("no communities: %v", err)
	}
	var sums, lines strings.Builder
	for _, folder := range folders {
		c, err := eval.ReadCommunity(t.Context(), folder)
		if err != nil {
			t.Fatal(err)
		}
		l, err := c.Load(t.Context(), base)
		if err != nil {
			t.Fatal(err)
		}
		n := make(map[eval.Outcome]int)
		for _, q := range l.Questions {
			is, err := l.Ask(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			n[is]++
			fmt.Fprintf(&lines, "%s %s %s\n", q.ID, q.Kind, is)
		}
		fmt.Fprintf(&sums, "%s: right %d  shown among the closest %d  silent %d  wrong %d; of what no article answers, answered %d  not %d\n",
			filepath.Base(folder), n[eval.Right], n[eval.Shown], n[eval.Silent], n[eval.Wrong], n[eval.Answered], n[eval.Unanswered])
	}
	sums.WriteString("\n")
	golden(t, "testdata/communities.txt", sums.String(), lines.String())
}

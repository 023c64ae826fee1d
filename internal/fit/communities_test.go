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
		n := make(map[string]int)
		for _, q := range l.Questions {
			is := outcomeOf(t, l, q)
			n[is]++
			fmt.Fprintf(&lines, "%s %s %s\n", q.ID, q.Kind, is)
		}
		fmt.Fprintf(&sums, "%s: right %d  shown among the closest %d  silent %d  wrong %d; of what no article answers, answered %d  not %d\n",
			filepath.Base(folder), n["right"], n["shown"], n["silent"], n["wrong"], n["answered"], n["unanswered"])
	}
	sums.WriteString("\n")
	golden(t, "testdata/communities.txt", sums.String(), lines.String())
}

// outcomeOf says what came of a question.
func outcomeOf(t *testing.T, l *eval.Loaded, q eval.Question) string {
	r, err := l.Base.Search(t.Context(), knowledge.Query{Guild: l.Guild, Text: q.Text, Earlier: q.Earlier})
	if err != nil {
		t.Fatal(err)
	}
	answers := func(m knowledge.Match) bool { return l.Grades[q.ID][l.External(m.ID)] > 0 }
	switch {
	case !*q.Answerable && r.Answered:
		return "answered"
	case !*q.Answerable:
		return "unanswered"
	case r.Answered && answers(r.Matches[0]):
		return "right"
	case r.Answered:
		return "wrong"
	}
	for _, m := range r.Closest {
		if answers(m) {
			return "shown"
		}
	}
	return "silent"
}

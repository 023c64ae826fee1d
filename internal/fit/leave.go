package fit

import (
	"context"
	"fmt"
	"io"

	"pamphlet/internal/eval"
	"pamphlet/internal/rank"
	"pamphlet/knowledge"
)

// A Trial is how a model did on a set that it was not fitted to.
type Trial struct {
	Name     string
	Measures eval.Measures
	Guesses  []eval.Guess // one for each question
	Model    *rank.Model
}

// LeaveOut fits a model to all sets but one, for each in turn, and tries it on
// the one. strangers are questions that none of the sets answers; they are
// not used when the model of a set is fitted that the caller means to try on
// them, so give none for such a trial.
func LeaveOut(ctx context.Context, sets []*Set, strangers []eval.Question) ([]Trial, error) {
	var trials []Trial
	for i, s := range sets {
		others := append(append([]*Set(nil), sets[:i]...), sets[i+1:]...)
		m, err := Fit(ctx, others, strangers)
		if err != nil {
			return nil, err
		}
		t, err := s.try(ctx, m)
		if err != nil {
			return nil, err
		}
		trials = append(trials, t)
	}
	return trials, nil
}

// Fit fits a model to sets. A set whose grades are only topics teaches
// confidence, not ranking.
func Fit(ctx context.Context, sets []*Set, strangers []eval.Question) (*rank.Model, error) {
	var graded []*Set
	for _, s := range sets {
		if !s.Topical {
			graded = append(graded, s)
		}
	}
	if len(graded) == 0 {
		return nil, fmt.Errorf("no collection with graded passages to fit to")
	}
	m := Ranking(graded)
	return m, Confidence(ctx, m, sets, strangers)
}

// try asks all questions of s of model m.
func (s *Set) try(ctx context.Context, m *rank.Model) (Trial, error) {
	t := Trial{Name: s.Name, Model: m}
	run := make(map[string][]string)
	for _, q := range s.Questions {
		ids, trust, err := s.Ask(ctx, m, q.Text)
		if err != nil {
			return t, err
		}
		g := eval.Guess{Confidence: trust}
		if len(ids) > 0 {
			g.Right = s.Grades[q.ID][ids[0]] > 0
		}
		run[q.ID] = ids
		t.Guesses = append(t.Guesses, g)
	}
	t.Measures = eval.Measure(run, s.Grades)
	return t, nil
}

// Ask returns the passages that model m ranks for a text, and how probable it
// is that the first answers.
func (s *Set) Ask(ctx context.Context, m *rank.Model, text string) (ids []string, trust float64, err error) {
	candidates, err := s.Base.Candidates(ctx, knowledge.Query{Guild: s.Guild, Text: text}, m)
	if err != nil || len(candidates) == 0 {
		return nil, 0, err
	}
	for _, c := range candidates {
		ids = append(ids, s.External(c.Passage))
	}
	return ids, m.Trust(candidates[0].Evidence), nil
}

// Print writes the trials as a table, with the means, and the reliability of
// all guesses about questions that have an answer.
func Print(w io.Writer, trials []Trial) {
	var ndcg, hit, ranked float64
	var all []eval.Guess
	fmt.Fprintf(w, "%-20s %9s %7s %7s %7s %7s\n", "left out", "questions", "nDCG@10", "hit@1", "R@100", "ECE")
	for _, t := range trials {
		_, ece := eval.Reliability(t.Guesses)
		fmt.Fprintf(w, "%-20s %9d %7.3f %7.3f %7.3f %7.3f\n", t.Name, t.Measures.Questions, t.Measures.NDCG10, t.Measures.Hit1, t.Measures.Recall100, ece)
		ndcg, hit, ranked = ndcg+t.Measures.NDCG10, hit+t.Measures.Hit1, ranked+1
		all = append(all, t.Guesses...)
	}
	fmt.Fprintf(w, "%-20s %9s %7.3f %7.3f\n\n", "mean", "", ndcg/ranked, hit/ranked)
	eval.PrintReliability(w, all)
}

package fit

import (
	"context"
	"fmt"
	"slices"

	"pamphlet/internal/eval"
	"pamphlet/internal/rank"
	"pamphlet/knowledge"
)

// A Trial is how a model did on a set that it was not fitted to.
type Trial struct {
	Name     string
	Topical  bool // the set's grades are only topics: the ranking is not measured
	Measures eval.Measures
	Guesses  []eval.Guess // one for each question: does the first passage answer?
	Known    []eval.Guess // the same confidence: does the set hold an answer at all?
	Strange  []eval.Guess // one for each stranger, all wrong
	Model    *rank.Model
}

// LeaveOut fits a model to all sets but one, for each in turn, and tries it on
// the one, and on strangers: questions that no set answers. No model is
// fitted to the strangers. progress, if not nil, is called with the name of
// each set before it is left out.
func LeaveOut(ctx context.Context, sets []*Set, strangers []eval.Question, progress func(name string)) ([]Trial, error) {
	var trials []Trial
	for i, s := range sets {
		if progress != nil {
			progress(s.Name)
		}
		m, err := Fit(ctx, slices.Concat(sets[:i], sets[i+1:]))
		if err != nil {
			return nil, fmt.Errorf("without %s: %w", s.Name, err)
		}
		t, err := s.try(ctx, m, strangers)
		if err != nil {
			return nil, err
		}
		trials = append(trials, t)
	}
	return trials, nil
}

// Fit fits a model to sets. A set whose grades are only topics teaches
// confidence, not ranking.
func Fit(ctx context.Context, sets []*Set) (*rank.Model, error) {
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
	return m, Confidence(ctx, m, sets)
}

// try asks all questions of s, and the strangers, of model m.
func (s *Set) try(ctx context.Context, m *rank.Model, strangers []eval.Question) (Trial, error) {
	t := Trial{Name: s.Name, Topical: s.Topical, Model: m}
	run := make(map[string][]string)
	for _, q := range s.Questions {
		ids, trust, err := s.Ask(ctx, m, q.Text)
		if err != nil {
			return t, err
		}
		right := len(ids) > 0 && s.Grades[q.ID][ids[0]] > 0
		run[q.ID] = ids
		t.Guesses = append(t.Guesses, eval.Guess{Confidence: trust, Right: right})
		t.Known = append(t.Known, eval.Guess{Confidence: trust, Right: q.Answerable == nil || *q.Answerable})
	}
	for _, q := range strangers {
		_, trust, err := s.Ask(ctx, m, q.Text)
		if err != nil {
			return t, err
		}
		t.Strange = append(t.Strange, eval.Guess{Confidence: trust})
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

// Unknown is the area under ROC of the set's answerable questions against its
// others, not a number where there is but one kind.
func (t Trial) Unknown() float64 { return eval.AUC(t.Known) }

// Strangers is the area under ROC of the set's answerable questions against
// the strangers, not a number without strangers.
func (t Trial) Strangers() float64 {
	all := slices.Clone(t.Strange)
	for _, g := range t.Known {
		if g.Right {
			all = append(all, g)
		}
	}
	return eval.AUC(all)
}

package fit

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"pamphlet/internal/eval"
	"pamphlet/internal/rank"
)

// A Trial is how a model did on a set that it was not fitted to.
type Trial struct {
	*Set
	Measures eval.Measures
	Guesses  []eval.Guess // one for each question: does the first passage answer?
	Known    []eval.Guess // the same confidence: does the set hold an answer at all?
	Strange  []eval.Guess // one for each stranger, all wrong
	Places   []int        // one for each question: of the first passage that answers, from 0; -1 if none does
}

// LeaveOut fits a model to all families of sets but one, for each in turn, and
// tries it on that one's, and on strangers: questions that no set answers. No
// model is fitted to the strangers. The families are left out side by side;
// progress, if not nil, is called with the name of each before.
func LeaveOut(ctx context.Context, sets []*Set, strangers []eval.Question, progress func(name string)) ([]Trial, error) {
	families := Families(sets)
	trials, errs := make([][]Trial, len(families)), make([]error, len(families))
	var running sync.WaitGroup
	for i, family := range families {
		if progress != nil {
			progress(family)
		}
		running.Go(func() { trials[i], errs[i] = leaveOut(ctx, sets, family, strangers) })
	}
	running.Wait()
	return slices.Concat(trials...), errors.Join(errs...)
}

// leaveOut fits a model to all sets but those of a family, and tries it on them.
func leaveOut(ctx context.Context, sets []*Set, family string, strangers []eval.Question) ([]Trial, error) {
	var in, out []*Set
	for _, s := range sets {
		if s.Family == family {
			out = append(out, s)
		} else {
			in = append(in, s)
		}
	}
	m, err := Fit(ctx, in)
	if err != nil {
		return nil, fmt.Errorf("without %s: %w", family, err)
	}
	var trials []Trial
	for _, s := range out {
		t, err := s.try(ctx, m, strangers)
		if err != nil {
			return nil, err
		}
		trials = append(trials, t)
	}
	return trials, nil
}

// Families lists the families of sets, each once, in order.
func Families(sets []*Set) []string {
	var all []string
	for _, s := range sets {
		if !slices.Contains(all, s.Family) {
			all = append(all, s.Family)
		}
	}
	return all
}

// try asks all questions of s, and the strangers, of model m.
func (s *Set) try(ctx context.Context, m *rank.Model, strangers []eval.Question) (Trial, error) {
	t := Trial{Set: s}
	run := make(map[string][]string)
	for _, q := range s.Questions {
		ids, trust, err := s.Ask(ctx, m, q)
		if err != nil {
			return t, err
		}
		place := slices.IndexFunc(ids, func(id string) bool { return s.Grades[q.ID][id] > 0 })
		run[q.ID] = ids
		t.Places = append(t.Places, place)
		t.Guesses = append(t.Guesses, eval.Guess{Confidence: trust, Right: place == 0})
		t.Known = append(t.Known, eval.Guess{Confidence: trust, Right: q.Answerable == nil || *q.Answerable})
	}
	if !s.Community {
		for _, q := range strangers {
			_, trust, err := s.Ask(ctx, m, q)
			if err != nil {
				return t, err
			}
			t.Strange = append(t.Strange, eval.Guess{Confidence: trust})
		}
	}
	t.Measures = eval.Measure(run, s.Grades)
	return t, nil
}

// Ask returns the passages that model m ranks for a question, and how probable
// it is that the first answers.
func (s *Set) Ask(ctx context.Context, m *rank.Model, q eval.Question) (ids []string, trust float64, err error) {
	a, err := s.ask(ctx, q)
	if err != nil || len(a.candidates) == 0 {
		return nil, 0, err
	}
	w := m.For(a.facts.Size)
	candidates := a.by(w)
	for _, c := range candidates {
		ids = append(ids, a.ids[c.Passage])
	}
	return ids, w.Trust(rank.Judge(a.facts, candidates, 0)), nil
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

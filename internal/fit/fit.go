package fit

import (
	"context"
	"errors"
	"slices"

	"pamphlet/internal/eval"
	"pamphlet/internal/rank"
	"pamphlet/knowledge"
)

// What is not learnt. The bounds on weights are what makes them hold on
// collections they were not fitted on: every figure speaks for a passage,
// except what is missing; and what an article's other passages or the first
// candidates say about a passage differs so much between collections that
// only a little of it may count.
const (
	mostQuestions = 250 // of each collection, spread evenly
	shallow       = 50  // candidates that a list holds, and all below that answer
	rankRounds    = 300
	rankL2        = 1e-3
	mostCases     = 300 // questions of each collection that the confidence is fitted to
	trustRounds   = 300
	trustL2       = 1e-2
	strangerShare = 1 // weight of the questions that nothing answers
)

func rankOptions() Options {
	o := Options{L2: rankL2, Rounds: rankRounds, Signs: make([]float64, len(rank.Names)), Most: make(map[int]float64)}
	for i, name := range rank.Names {
		o.Signs[i] = 1
		switch name {
		case "missing":
			o.Signs[i] = -1
		case "length":
			o.Signs[i] = 0
		case "siblings":
			o.Most[i] = 1
		case "alike":
			o.Most[i] = 1.5
		}
	}
	return o
}

// A Set is a collection, ready to be fitted to.
type Set struct {
	*eval.Loaded
	group Group
}

// Prepare describes the candidates of a collection's questions.
func Prepare(ctx context.Context, l *eval.Loaded) (*Set, error) {
	s := &Set{Loaded: l, group: Group{Name: l.Name}}
	for _, q := range spaced(answered(l), mostQuestions) {
		candidates, err := l.Base.Candidates(ctx, knowledge.Query{Guild: l.Guild, Text: q.Text}, rank.Default())
		if err != nil {
			return nil, err
		}
		var list List
		relevant := false
		for i, c := range candidates {
			gain := float64(max(0, l.Grades[q.ID][l.External(c.Passage)]))
			if i >= shallow && gain == 0 {
				continue
			}
			relevant = relevant || gain > 0
			list.Vectors = append(list.Vectors, c.Vector[:])
			list.Gains = append(list.Gains, gain)
		}
		if relevant {
			list.Gains = best(list.Gains)
			s.group.Lists = append(s.group.Lists, list)
		}
	}
	return s, nil
}

// best keeps the largest gain and drops the others: what is learnt is what to
// put first.
func best(gains []float64) []float64 {
	most := slices.Max(gains)
	for i, g := range gains {
		if g < most {
			gains[i] = 0
		}
	}
	return gains
}

// answered lists the questions that some passage answers.
func answered(l *eval.Loaded) []eval.Question {
	var all []eval.Question
	for _, q := range l.Questions {
		for _, grade := range l.Grades[q.ID] {
			if grade > 0 {
				all = append(all, q)
				break
			}
		}
	}
	return all
}

// spaced returns at most n of all, evenly spread.
func spaced[T any](all []T, n int) []T {
	if len(all) <= n {
		return all
	}
	some := make([]T, n)
	for i := range some {
		some[i] = all[i*len(all)/n]
	}
	return some
}

// Ranking fits the ranking weights of a model to sets.
func Ranking(sets []*Set) *rank.Model {
	groups := make([]Group, len(sets))
	for i, s := range sets {
		groups[i] = s.group
	}
	m := new(rank.Model)
	copy(m.Weights[:], Listwise(groups, rankOptions()))
	return m
}

// Confidence fits the confidence of m, whose ranking is fitted, to sets. The
// questions of the other sets are those that a set does not answer.
func Confidence(ctx context.Context, m *rank.Model, sets []*Set) error {
	own, foreign := make([][]Case, len(sets)), make([][]Case, len(sets))
	for i, s := range sets {
		var err error
		if own[i], err = judge(ctx, m, s.Loaded, spaced(s.Questions, mostCases)); err != nil {
			return err
		}
		var others []eval.Question
		for _, o := range sets {
			if o != s {
				others = append(others, spaced(o.Questions, mostQuestions/len(sets))...)
			}
		}
		if foreign[i], err = judge(ctx, m, s.Loaded, others); err != nil {
			return err
		}
		weigh(own[i], 1)
		weigh(foreign[i], strangerShare)
	}
	all := without(own, foreign, -1)
	if len(all) == 0 {
		return errors.New("no question to fit the confidence to")
	}
	weights, constant := Logistic(all, trustOptions())
	slope, shift := temper(own, foreign)
	for i, w := range weights {
		m.Confidence[i] = slope * w
	}
	m.Constant = slope*constant + shift
	return nil
}

// without joins the cases of all sets but one.
func without(own, foreign [][]Case, left int) []Case {
	var all []Case
	for i := range own {
		if i != left {
			all = append(append(all, own[i]...), foreign[i]...)
		}
	}
	return all
}

// temper returns how much less sure a model must be on a collection that it
// was not fitted to: the slope and shift that would have made the guesses
// about each set, of a model fitted to the others, come true most often.
// With a single set there is nothing to learn that from, nor with a set for
// whose questions nothing is found.
func temper(own, foreign [][]Case) (slope, shift float64) {
	var guesses []Case
	for i := range own {
		others := without(own, foreign, i)
		if len(others) == 0 {
			continue
		}
		weights, constant := Logistic(others, trustOptions())
		for _, c := range own[i] {
			z := constant
			for j, x := range c.Evidence {
				z += weights[j] * x
			}
			guesses = append(guesses, Case{Evidence: []float64{z}, Answers: c.Answers, Weight: c.Weight})
		}
	}
	if len(guesses) == 0 {
		return 1, 0
	}
	weights, shift := Logistic(guesses, Options{Rounds: trustRounds})
	return weights[0], shift
}

func trustOptions() Options {
	return Options{L2: trustL2, Rounds: trustRounds}
}

// weigh shares weight evenly among cases.
func weigh(cases []Case, weight float64) {
	for i := range cases {
		cases[i].Weight = weight / float64(len(cases))
	}
}

// judge lists the evidence for the first passage of each question. A question
// of another collection is answered by none.
func judge(ctx context.Context, m *rank.Model, l *eval.Loaded, questions []eval.Question) ([]Case, error) {
	var cases []Case
	for _, q := range questions {
		candidates, err := l.Base.Candidates(ctx, knowledge.Query{Guild: l.Guild, Text: q.Text}, m)
		if err != nil {
			return nil, err
		}
		if len(candidates) == 0 {
			continue // nothing to be sure of
		}
		first := candidates[0]
		cases = append(cases, Case{Evidence: first.Evidence[:], Answers: l.Grades[q.ID][l.External(first.Passage)] > 0})
	}
	return cases, nil
}

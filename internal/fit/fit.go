package fit

import (
	"context"
	"errors"
	"slices"
	"strings"

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
	judged        = 3   // first candidates of a question that the confidence is fitted to
	otherShare    = 0.3 // weight of each after the first, against the first
	strangerShare = 0.3 // weight of the questions that nothing answers
	communities   = 0.6 // share of all weight that communities have
)

func rankOptions() Options {
	names := slices.Concat(rank.Names[:], rank.Names[:])
	o := Options{L2: rankL2, Rounds: rankRounds, Signs: make([]float64, len(names)), Most: make(map[int]float64)}
	for i, name := range names {
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
		case "rarest_missing", "found":
			o.Most[i] = 0
		}
	}
	return o
}

// A Set is a collection or a community, ready to be fitted to.
type Set struct {
	*eval.Loaded
	// Family is shared by sets that are left out together: a community, and
	// each of its articles alone.
	Family string
	// Community is set where whole articles were asked, as members ask.
	Community bool
	asked     map[string]asked // by what was asked, see key
}

// An asked question is one with its candidates, whatever the model.
type asked struct {
	facts      rank.Facts
	candidates []rank.Candidate
	ids        []string // by place, see rank.Candidate.Passage
}

// part reports whether the set is a single article of a community.
func (s *Set) part() bool { return strings.Contains(s.Name, "/") }

// ask finds the candidates of a question, its own or another set's.
func (s *Set) ask(ctx context.Context, q eval.Question) (asked, error) {
	if a, ok := s.asked[key(q)]; ok {
		return a, nil
	}
	facts, candidates, ids, err := s.Base.Candidates(ctx, knowledge.Query{Guild: s.Guild, Text: q.Text, Earlier: q.Earlier})
	if err != nil {
		return asked{}, err
	}
	a := asked{facts, candidates, make([]string, len(ids))}
	for i, id := range ids {
		a.candidates[i].Passage = uint32(i)
		a.ids[i] = s.External(id)
	}
	s.asked[key(q)] = a
	return a, nil
}

// key tells questions of all sets apart by their words.
func key(q eval.Question) string { return strings.Join(append(q.Earlier, q.Text), "\n") }

// by returns the candidates as m ranks them.
func (a asked) by(m *rank.Model) []rank.Candidate {
	all := slices.Clone(a.candidates)
	m.For(a.facts.Size).Sort(all)
	return all
}

// wide lists figures twice: as they count in a small base, and in a large one.
// Weights for these are the two sets of a model.
func wide(figures []float64, passages int) []float64 {
	large := rank.Largeness(passages)
	both := make([]float64, 0, 2*len(figures))
	for _, x := range figures {
		both = append(both, (1-large)*x)
	}
	for _, x := range figures {
		both = append(both, large*x)
	}
	return both
}

// group lists the questions that some passage answers, for the ranking.
func (s *Set) group(ctx context.Context) (Group, error) {
	g := Group{Name: s.Name}
	for _, q := range spaced(answered(s.Loaded), mostQuestions) {
		a, err := s.ask(ctx, q)
		if err != nil {
			return g, err
		}
		var list List
		relevant := false
		for i := range a.candidates {
			gain := float64(max(0, s.Grades[q.ID][a.ids[a.candidates[i].Passage]]))
			if i >= shallow && gain == 0 {
				continue
			}
			relevant = relevant || gain > 0
			list.Vectors = append(list.Vectors, wide(a.candidates[i].Vector[:], a.facts.Size))
			list.Gains = append(list.Gains, gain)
		}
		if relevant {
			list.Gains = best(list.Gains)
			g.Lists = append(g.Lists, list)
		}
	}
	return g, nil
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

// weights shares a weight of 1 among sets: communities have their share
// together, collections the rest, and each counts alike among its kind.
func weights(sets []*Set) []float64 {
	var kinds [2]float64
	kind := func(s *Set) int {
		if s.Community {
			return 1
		}
		return 0
	}
	for _, s := range sets {
		kinds[kind(s)]++
	}
	share := [2]float64{1 - communities, communities}
	if kinds[0] == 0 || kinds[1] == 0 {
		share = [2]float64{1, 1}
	}
	all := make([]float64, len(sets))
	for i, s := range sets {
		all[i] = share[kind(s)] / kinds[kind(s)]
	}
	return all
}

// Fit fits a model to sets. A set whose grades are only topics teaches
// confidence, not ranking; so does a community's single article, whose
// questions the community has, too.
func Fit(ctx context.Context, sets []*Set) (*rank.Model, error) {
	var graded []*Set
	for _, s := range sets {
		if !s.Topical && !s.part() {
			graded = append(graded, s)
		}
	}
	if len(graded) == 0 {
		return nil, errors.New("no collection with graded passages to fit to")
	}
	m, err := Ranking(ctx, graded)
	if err != nil {
		return nil, err
	}
	return m, Confidence(ctx, m, sets)
}

// Ranking fits the ranking weights of a model to sets.
func Ranking(ctx context.Context, sets []*Set) (*rank.Model, error) {
	groups := make([]Group, len(sets))
	for i, weight := range weights(sets) {
		var err error
		if groups[i], err = sets[i].group(ctx); err != nil {
			return nil, err
		}
		groups[i].Weight = weight
	}
	m := new(rank.Model)
	w := Listwise(groups, rankOptions())
	copy(m.Small.Ranking[:], w)
	copy(m.Large.Ranking[:], w[len(rank.Names):])
	return m, nil
}

// Confidence fits the confidence of m, whose ranking is fitted, to sets. The
// questions of other families are those that a set does not answer.
func Confidence(ctx context.Context, m *rank.Model, sets []*Set) error {
	own, foreign := make([][]Case, len(sets)), make([][]Case, len(sets))
	for i, weight := range weights(sets) {
		s := sets[i]
		var err error
		if own[i], err = s.judge(ctx, m, spaced(s.Questions, mostCases)); err != nil {
			return err
		}
		weigh(own[i], weight)
		if s.part() {
			continue
		}
		var others []eval.Question
		for _, o := range sets {
			if o.Family != s.Family && !o.part() {
				others = append(others, spaced(o.Questions, max(1, mostQuestions/len(sets)))...)
			}
		}
		if foreign[i], err = s.judge(ctx, m, others); err != nil {
			return err
		}
		weigh(foreign[i], strangerShare*weight)
	}
	var all []Case
	for i := range own {
		all = append(append(all, own[i]...), foreign[i]...)
	}
	if len(all) == 0 {
		return errors.New("no question to fit the confidence to")
	}
	weights, constant := Logistic(all, trustOptions())
	n := len(rank.EvidenceNames)
	copy(m.Small.Confidence[:], weights)
	copy(m.Large.Confidence[:], weights[n+1:])
	m.Small.Constant, m.Large.Constant = constant+weights[n], constant+weights[2*n+1]
	return nil
}

func trustOptions() Options {
	return Options{L2: trustL2, Rounds: trustRounds}
}

// weigh shares weight evenly among cases.
func weigh(cases []Case, weight float64) {
	sum := 0.0
	for _, c := range cases {
		sum += c.Weight
	}
	for i := range cases {
		cases[i].Weight *= weight / sum
	}
}

// judge lists the evidence for the first passage of each question. A question
// of another set is answered by none.
func (s *Set) judge(ctx context.Context, m *rank.Model, questions []eval.Question) ([]Case, error) {
	var cases []Case
	for _, q := range questions {
		a, err := s.ask(ctx, q)
		if err != nil {
			return nil, err
		}
		if len(a.candidates) == 0 {
			continue // nothing to be sure of
		}
		candidates := a.by(m)
		for i := range min(judged, len(candidates)) {
			e := rank.Judge(a.facts, candidates, i)
			weight := 1.0
			if i > 0 {
				weight = otherShare
			}
			cases = append(cases, Case{Evidence: wide(append(e[:], 1), a.facts.Size), Answers: s.Grades[q.ID][a.ids[candidates[i].Passage]] > 0, Weight: weight})
		}
	}
	return cases, nil
}

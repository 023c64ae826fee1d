package fit

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"pamphlet/internal/eval"
	"pamphlet/internal/rank"
	"pamphlet/knowledge/search"
)

// What is not learnt. The bounds on weights are what makes them hold on
// collections they were not fitted on: every figure speaks for a passage,
// except what is missing; and what an article's other passages or the first
// candidates say about a passage differs so much between collections that
// only a little of it may count.
const (
	maxQuestions  = 250 // of each collection, spread evenly
	shallow       = 50  // candidates that a list holds, and all below that answer
	rankRounds    = 300
	rankL2        = 1e-3
	maxCases      = 300 // questions of each collection that the confidence is fitted to
	trustRounds   = 300
	trustL2       = 1e-2
	judged        = 3    // first candidates of a question that the confidence is fitted to
	otherShare    = 0.3  // weight of each after the first, against the first
	strangerShare = 0.1  // weight of the questions that nothing answers
	communities   = 0.85 // share of all weight that communities have
	betweenSizes  = 550  // passages from which a set is a large one
)

func rankOptions() Options {
	o := Options{L2: rankL2, Rounds: rankRounds, Signs: make([]float64, len(rank.Names)), Max: make(map[int]float64)}
	for i, name := range rank.Names {
		o.Signs[i] = 1
		switch name {
		case "missing":
			o.Signs[i] = -1
		case "length":
			o.Signs[i] = 0
		case "siblings":
			o.Max[i] = 1
		case "alike":
			o.Max[i] = 1.5
		case "rarest_missing", "found":
			o.Max[i] = 0
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
	asking    sync.Mutex       // guards asked
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
	s.asking.Lock()
	defer s.asking.Unlock()
	if a, ok := s.asked[key(q)]; ok {
		return a, nil
	}
	facts, candidates, ids, err := s.Base.Candidates(ctx, search.Query{Guild: s.Guild, Text: q.Text, Earlier: q.Earlier})
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
func key(q eval.Question) string { return strings.Join(q.Earlier, "\n") + "\n" + q.Text }

// by returns the candidates as w ranks them.
func (a asked) by(w *rank.Weights) []rank.Candidate {
	all := slices.Clone(a.candidates)
	w.Sort(all)
	return all
}

// group lists the questions that some passage answers, for the ranking.
func (s *Set) group(ctx context.Context) (Group, error) {
	g := Group{Name: s.Name}
	for _, q := range spaced(answered(s.Loaded), maxQuestions) {
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
			list.Vectors = append(list.Vectors, a.candidates[i].Vector[:])
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
// together, collections the rest, and each counts alike among its kind. The
// articles of a community alone count together as much as the community.
func weights(sets []*Set) []float64 {
	parts := make(map[string]float64) // by family
	for _, s := range sets {
		if s.part() {
			parts[s.Family]++
		}
	}
	all, kinds := make([]float64, len(sets)), make(map[bool]float64)
	for i, s := range sets {
		if all[i] = 1; s.part() {
			all[i] = 1 / parts[s.Family]
		}
		kinds[s.Community] += all[i]
	}
	share := map[bool]float64{true: communities, false: 1 - communities}
	for i, s := range sets {
		all[i] /= kinds[s.Community]
		if len(kinds) == 2 {
			all[i] *= share[s.Community]
		}
	}
	return all
}

// Fit fits a model to sets: the weights for a small base to the small ones, those
// for a large base to the large ones. Where there are none of a size, the others
// stand for them.
func Fit(ctx context.Context, sets []*Set) (*rank.Model, error) {
	var small, large []*Set
	for _, s := range sets {
		if s.Size() < betweenSizes {
			small = append(small, s)
		} else {
			large = append(large, s)
		}
	}
	m := new(rank.Model)
	for _, part := range []struct {
		weights *rank.Weights
		sets    []*Set
	}{{&m.Small, small}, {&m.Large, large}} {
		if len(part.sets) == 0 {
			continue
		}
		var err error
		if part.weights.Ranking, err = ranking(ctx, part.sets); err != nil {
			return nil, err
		}
		if err := confidence(ctx, part.weights, part.sets); err != nil {
			return nil, err
		}
	}
	switch {
	case len(small) == 0:
		m.Small = m.Large
	case len(large) == 0:
		m.Large = m.Small
	case !slices.ContainsFunc(large, (*Set).followsUp):
		borrowFollows(&m.Large, &m.Small)
	}
	return m, nil
}

// followsUp reports whether some of the set's questions follow others.
func (s *Set) followsUp() bool {
	return slices.ContainsFunc(s.Questions, func(q eval.Question) bool { return len(q.Earlier) > 0 })
}

// borrowFollows gives w the weights of o for what no question taught it.
func borrowFollows(w, o *rank.Weights) {
	const name = "follows"
	i, j := slices.Index(rank.Names[:], name), slices.Index(rank.EvidenceNames[:], name)
	w.Ranking[i], w.Confidence[j] = o.Ranking[i], o.Confidence[j]
}

// ranking fits the weights of the ranking. A set whose grades are only topics
// teaches confidence, not ranking; so does a community's single article, whose
// questions the community has, too.
func ranking(ctx context.Context, sets []*Set) (rank.Vector, error) {
	sets = slices.DeleteFunc(slices.Clone(sets), func(s *Set) bool { return s.Topical || s.part() })
	if len(sets) == 0 {
		return rank.Vector{}, errors.New("no collection with graded passages to fit to")
	}
	groups := make([]Group, len(sets))
	for i, weight := range weights(sets) {
		var err error
		if groups[i], err = sets[i].group(ctx); err != nil {
			return rank.Vector{}, err
		}
		groups[i].Weight = weight
	}
	return rank.Vector(Listwise(groups, rankOptions())), nil
}

// confidence fits the confidence of w, whose ranking is fitted, to sets. The
// questions of other families are those that a set does not answer.
func confidence(ctx context.Context, w *rank.Weights, sets []*Set) error {
	var all []Case
	for i, weight := range weights(sets) {
		s := sets[i]
		own, err := s.judge(ctx, w, spaced(s.Questions, maxCases))
		if err != nil {
			return err
		}
		weigh(own, weight)
		all = append(all, own...)
		if s.part() {
			continue
		}
		var others []eval.Question
		for _, o := range sets {
			if o.Family != s.Family && !o.part() {
				others = append(others, spaced(o.Questions, max(1, maxQuestions/len(sets)))...)
			}
		}
		foreign, err := s.judge(ctx, w, others)
		if err != nil {
			return err
		}
		weigh(foreign, strangerShare*weight)
		all = append(all, foreign...)
	}
	if len(all) == 0 {
		return errors.New("no question to fit the confidence to")
	}
	weights, constant := Logistic(all, trustOptions())
	w.Confidence, w.Constant = rank.Evidence(weights), constant
	return nil
}

func trustOptions() Options {
	return Options{L2: trustL2, Rounds: trustRounds}
}

// weigh scales the cases' weights so that together they have weight.
func weigh(cases []Case, weight float64) {
	sum := 0.0
	for _, c := range cases {
		sum += c.Weight
	}
	for i := range cases {
		cases[i].Weight *= weight / sum
	}
}

// judge lists the evidence for the first passages of each question. A question
// of another set is answered by none.
func (s *Set) judge(ctx context.Context, w *rank.Weights, questions []eval.Question) ([]Case, error) {
	var cases []Case
	for _, q := range questions {
		a, err := s.ask(ctx, q)
		if err != nil {
			return nil, err
		}
		if len(a.candidates) == 0 {
			continue // nothing to be sure of
		}
		candidates := a.by(w)
		for i := range min(judged, len(candidates)) {
			e := rank.Judge(a.facts, candidates, i)
			weight := 1.0
			if i > 0 {
				weight = otherShare
			}
			cases = append(cases, Case{Evidence: e[:], Answers: s.Grades[q.ID][a.ids[candidates[i].Passage]] > 0, Weight: weight})
		}
	}
	return cases, nil
}

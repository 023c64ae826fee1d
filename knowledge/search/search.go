package search

import (
	"context"
	"slices"
	"sync"
	"time"

	"pamphlet/internal/rank"
	"pamphlet/knowledge/passage"
)

// patience is how long a question may take once its guild's index is in
// memory: as long as Discord waits for the reply to an interaction. It is a
// last resort, for a machine that does nothing else any more: what a question
// costs is bounded by its terms and by ranked, and no text of a member reaches
// the query language of FTS5, where one could take minutes.
const patience = 3 * time.Second

// ranked is the number of passages that are looked at closely. A right one is
// among the first hundred by BM25F for 98 of 100 questions of the eight public
// sets (pamphlet eval --run).
const ranked = 100

// A Searcher searches the articles of all guilds. What it needs of those that are
// asked about most it keeps in memory. It is safe for use by many goroutines.
type Searcher struct {
	store      Store
	indexes    indexes
	workspaces sync.Pool // of *workspace
}

// New returns a Searcher of what store holds.
func New(store Store) *Searcher {
	return &Searcher{store: store, indexes: indexes{store: store}, workspaces: sync.Pool{New: func() any { return &workspace{analyzer: Analyzer{}} }}}
}

// Search returns the passages of a guild that answer q best, best first. That nothing
// was found is no error. Ties go to the older passage. What changes in the store
// meanwhile may be seen in part.
func (s *Searcher) Search(ctx context.Context, g Guild, q Query) (Result, error) {
	passages, slip, err := s.listedWith(ctx, g, q.Text)
	if err != nil {
		return Result{}, err
	}
	r, err := s.searchAt(ctx, g, q)
	if err != nil {
		return r, err
	}
	if p, ok := oneListed(passages, q.Text, q.Article); ok {
		r.answerWith(p, passages, slip, q.Limit)
	}
	r.suggest()
	return r, nil
}

// searchAt is Search for a question that is not listed. A conversation never takes an
// answer away: a question that is sure by itself is answered by itself, and one
// that points back as what was said before makes it, if that is surer. Nor does it
// take away what comes closest to one that does not, unless something else comes closer.
func (s *Searcher) searchAt(ctx context.Context, g Guild, q Query) (Result, error) {
	if len(q.Earlier) == 0 {
		return s.searchOnce(ctx, g, q, 0)
	}
	alone := q
	alone.Earlier = nil
	first, err := s.searchOnce(ctx, g, alone, 0)
	if err != nil || first.Answered && !first.pointsBack {
		return first, err
	}
	article := int64(0)
	if first.leans > 0 {
		if article, err = s.articleOf(ctx, g, q.Earlier); err != nil {
			return Result{}, err
		}
	}
	second, err := s.searchOnce(ctx, g, q, article)
	switch {
	case err != nil:
	case first.Answered && first.best() >= second.confidence():
		return first, nil
	case !second.Answered && !first.pointsBack && len(first.Closest) > 0 && first.best() >= second.best():
		return first, nil
	}
	return second, err
}

// confidence is that of the answer, 0 without one.
func (r *Result) confidence() float64 {
	if !r.Answered {
		return 0
	}
	return r.best()
}

// best is the confidence of the first match, 0 without one.
func (r *Result) best() float64 {
	if len(r.Matches) == 0 {
		return 0
	}
	return r.Matches[0].Confidence
}

// searchOnce is one search, with or without what was said before, and the article that
// answered it, 0 for none.
func (s *Searcher) searchOnce(ctx context.Context, g Guild, q Query, article int64) (Result, error) {
	question, candidates, ids, err := s.rank(ctx, g, q, article)
	if err != nil {
		return Result{}, err
	}
	r := Result{Terms: question.own, Corrected: question.corrected, Corrections: question.corrections, pointsBack: question.pointsBack, leans: question.leans}
	shown := shown(candidates, q.Limit)
	if r.Matches, err = s.matches(ctx, g, question, candidates, ids, shown); err != nil || len(r.Matches) == 0 {
		if r.Reason = ReasonNoMatch; r.Terms == 0 {
			r.Reason = ReasonNoWords
		}
		return r, err
	}
	for i := range r.Matches {
		r.Matches[i].own = question.holdsOwnWord(r.Matches[i])
	}
	if q.Limit <= 0 {
		if err := s.fromTheTop(ctx, g, r.Matches); err != nil {
			return r, err
		}
	}
	r.decide(question, q)
	return r, nil
}

// A shownGroup is a candidate to be shown, by its place in the ranking, and its
// near-duplicates.
type shownGroup struct {
	place      int
	duplicates []int
}

// shown picks the candidates to be shown. In a list of a wanted length each
// stands for itself; in an answer to a person, near-duplicates share one place.
func shown(candidates []rank.Candidate, limit int) []shownGroup {
	fold := limit <= 0
	if fold {
		limit = DefaultLimit
	}
	var all []shownGroup
next:
	for i := range candidates {
		for j := range all {
			a, b := &candidates[all[j].place], &candidates[i]
			if fold && rank.Duplicates(a.Text, b.Text) {
				all[j].duplicates = append(all[j].duplicates, i)
				continue next
			}
		}
		if len(all) == limit {
			break
		}
		all = append(all, shownGroup{place: i})
	}
	return all
}

// articleOf is the article that answers the last of what was asked before, or comes
// closest to it; 0 if none does.
func (s *Searcher) articleOf(ctx context.Context, g Guild, earlier []string) (int64, error) {
	last := len(earlier) - 1
	if last < 0 {
		return 0, nil
	}
	u, candidates, _, err := s.rank(ctx, g, Query{Text: earlier[last], Earlier: earlier[:last]}, 0)
	if err != nil || len(candidates) == 0 || u.weights.Trust(rank.Judge(u.facts, candidates, 0)) < ClosestThreshold {
		return 0, err
	}
	return candidates[0].Text.Article, nil
}

// rank returns the question as it was understood and the candidates for its
// answer, best first, with their passages' ids. article answered what was asked
// before; 0 if none did.
func (s *Searcher) rank(ctx context.Context, g Guild, q Query, article int64) (*understanding, []rank.Candidate, []int64, error) {
	x, release := s.indexes.use(g.Number)
	defer release()
	if err := x.refresh(ctx, g.Revision); err != nil {
		return nil, nil, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	w := s.workspaces.Get().(*workspace)
	defer s.workspaces.Put(w)
	question, err := x.ask(ctx, w, q.Text, q.Earlier)
	if err != nil {
		return nil, nil, nil, err
	}
	candidates, err := x.fill(ctx, rank.Top(question.Terms, len(x.shape.ids), ranked, &w.scratch), readAhead, w)
	if err != nil {
		return nil, nil, nil, err
	}
	question.Article = article
	rank.Describe(&question.Question, candidates, x.dict, x.shape.means, x.sizes, &w.scratch)
	question.facts, question.weights = question.Facts(len(x.shape.ids)), x.weights
	question.weights.Sort(candidates)
	ids := make([]int64, len(candidates))
	for i, c := range candidates {
		ids[i] = x.shape.ids[c.Passage]
	}
	return question, candidates, ids, nil
}

// matches loads the passages of the candidates that are shown.
func (s *Searcher) matches(ctx context.Context, g Guild, u *understanding, candidates []rank.Candidate, ids []int64, shown []shownGroup) ([]Match, error) {
	var wanted []int64
	for _, group := range shown {
		wanted = append(wanted, ids[group.place])
		for _, duplicate := range group.duplicates {
			wanted = append(wanted, ids[duplicate])
		}
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	byID, err := s.shownPassages(ctx, g, wanted)
	if err != nil {
		return nil, err
	}
	var matches []Match
	for _, group := range shown {
		p, ok := byID[ids[group.place]]
		if !ok {
			continue // removed in this very moment
		}
		c := candidates[group.place]
		m := Match{
			Passage:    p,
			Score:      c.Score,
			Confidence: u.weights.Trust(rank.Judge(u.facts, candidates, group.place)),
			Sentence:   passage.NthSentence(p.Text, c.Sentence),
			Why:        explain(u, c),
		}
		for _, duplicate := range group.duplicates {
			if p, ok := byID[ids[duplicate]]; ok {
				m.Duplicates = append(m.Duplicates, p)
			}
		}
		matches = append(matches, m)
	}
	if len(matches) > 1 {
		matches[0].Why.Note = compare(matches[0].Why, matches[1].Why)
	}
	return matches, nil
}

// fromTheTop lets the first match begin with the first part of its section if
// all that the question and it share is what the section is about: who asks the
// heading wants to read from its beginning.
func (s *Searcher) fromTheTop(ctx context.Context, g Guild, matches []Match) error {
	if len(matches) == 0 || matches[0].Part < 2 || !asksHeading(matches[0].Why.Found) {
		return nil
	}
	top := &matches[0]
	first, ok, err := s.store.FirstPart(ctx, g.Number, top.ID, top.Part)
	if err != nil || !ok {
		return err // removed in this very moment
	}
	for i := range matches {
		if matches[i].ID == first.ID { // it takes the place of the other
			top.Passage, matches[i].Passage = matches[i].Passage, top.Passage
			top.Sentence, matches[i].Sentence = matches[i].Sentence, top.Sentence
			return nil
		}
	}
	top.Passage, top.Sentence = first, passage.Span{}
	return nil
}

// asksHeading reports whether no word of a question is in the body of a passage
// alone.
func asksHeading(found []FoundTerm) bool {
	return len(found) > 0 && !slices.ContainsFunc(found, func(f FoundTerm) bool {
		return !slices.Contains(f.Fields, "heading") && !slices.Contains(f.Fields, "questions") && !slices.Contains(f.Fields, "title")
	})
}

// Candidates returns the passages that Search ranks for q, at most a hundred,
// with the figures that it ranks them by, and their ids: what a model's weights
// are fitted to.
func (s *Searcher) Candidates(ctx context.Context, g Guild, q Query) (rank.Facts, []rank.Candidate, []int64, error) {
	article, err := s.articleOf(ctx, g, q.Earlier)
	if err != nil {
		return rank.Facts{}, nil, nil, err
	}
	question, candidates, ids, err := s.rank(ctx, g, q, article)
	if err != nil {
		return rank.Facts{}, nil, nil, err
	}
	for i := range candidates {
		candidates[i].Text = nil // what is kept of many questions need not hold it
	}
	return question.facts, candidates, ids, nil
}

package knowledge

import (
	"context"
	"errors"
	"slices"
	"time"

	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
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

// Something may be published while a question is searched for, and the search is
// then in vain. From the calmSearches-th on, changes of this process wait for it;
// those of other processes cannot, so maxSearches is the end.
const (
	calmSearches = 4
	maxSearches  = 20
)

// Search returns the passages of a guild that answer q best, best first. That
// nothing was found is no error. Ties go to the older passage. What is not as
// it was saved is not returned, but ErrDamaged.
//
// It asks the database several times, between which something may be published;
// then it searches again, so that a question sees one revision or the other.
func (b *Base) Search(ctx context.Context, q Query) (Result, error) {
	ctx = sqlite.Near(ctx)
	for try := 1; ; try++ {
		if try == calmSearches {
			b.saving.Lock()
			defer b.saving.Unlock()
		}
		g, err := b.guild(ctx, q.Guild)
		if err != nil || g.number == 0 {
			return Result{Reason: ReasonNoMatch}, err
		}
		r, err := b.answerAt(ctx, g, q)
		// Read while something is published, what is whole may seem damaged.
		if err = damage(err); try == maxSearches || err != nil && !errors.Is(err, ErrDamaged) {
			return r, err
		}
		if now, err2 := b.guild(ctx, q.Guild); err2 != nil || now == g {
			return r, errors.Join(err, err2)
		}
	}
}

// searchAt is Search of a guild as it was seen. A conversation never takes an
// answer away: a question that is sure by itself is answered by itself, and one
// that points back as what was said before makes it, if that is surer.
func (b *Base) searchAt(ctx context.Context, g guild, q Query) (Result, error) {
	if len(q.Earlier) == 0 {
		return b.searchOnce(ctx, g, q)
	}
	alone := q
	alone.Earlier = nil
	first, err := b.searchOnce(ctx, g, alone)
	if err != nil || first.Answered && !first.pointsBack {
		return first, err
	}
	second, err := b.searchOnce(ctx, g, q)
	if err == nil && first.Answered && first.Matches[0].Confidence >= second.confidence() {
		return first, nil
	}
	return second, err
}

// confidence is that of the answer, 0 without one.
func (r *Result) confidence() float64 {
	if !r.Answered {
		return 0
	}
	return r.Matches[0].Confidence
}

// searchOnce is one search, with or without what was said before.
func (b *Base) searchOnce(ctx context.Context, g guild, q Query) (Result, error) {
	question, candidates, ids, err := b.rank(ctx, g, q)
	if err != nil {
		return Result{}, err
	}
	r := Result{Terms: question.own, Corrected: question.corrected, Corrections: question.corrections, pointsBack: question.pointsBack}
	shown := shown(candidates, q.Limit)
	if r.Matches, err = b.matches(ctx, g, question, candidates, ids, shown); err != nil || len(r.Matches) == 0 {
		if r.Reason = ReasonNoMatch; r.Terms == 0 {
			r.Reason = ReasonNoWords
		}
		return r, err
	}
	for i := range r.Matches {
		r.Matches[i].own = question.holdsOwnWord(r.Matches[i])
	}
	if q.Limit <= 0 {
		if err := b.fromTheTop(ctx, g, r.Matches); err != nil {
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
			if fold && rank.Twins(a.Text, b.Text) {
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

// rank returns the question as it was understood and the candidates for its
// answer, best first, with their passages' ids.
func (b *Base) rank(ctx context.Context, g guild, q Query) (*understanding, []rank.Candidate, []int64, error) {
	x, release := b.indexes.use(g.number)
	defer release()
	if err := x.refresh(ctx, b, g.revision); err != nil {
		return nil, nil, nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	question, err := x.ask(ctx, b, q.Text, q.Earlier)
	if err != nil {
		return nil, nil, nil, err
	}
	w := b.workspaces.Get().(*workspace)
	candidates, err := x.fill(ctx, b, rank.Top(question.Terms, len(x.shape.ids), ranked, &w.scratch), w)
	if err != nil {
		return nil, nil, nil, err
	}
	rank.Describe(&question.Question, candidates, x.dict, x.shape.means, x.sizes, &w.scratch)
	b.workspaces.Put(w)
	question.facts, question.weights = question.Facts(len(x.shape.ids)), x.weights
	question.weights.Sort(candidates)
	ids := make([]int64, len(candidates))
	for i, c := range candidates {
		ids[i] = x.shape.ids[c.Passage]
	}
	return question, candidates, ids, nil
}

// matches loads the passages of the candidates that are shown.
func (b *Base) matches(ctx context.Context, g guild, u *understanding, candidates []rank.Candidate, ids []int64, shown []shownGroup) ([]Match, error) {
	var wanted []int64
	for _, s := range shown {
		wanted = append(wanted, ids[s.place])
		for _, twin := range s.duplicates {
			wanted = append(wanted, ids[twin])
		}
	}
	if len(wanted) == 0 {
		return nil, nil
	}
	byID, err := b.shownPassages(ctx, g, wanted)
	if err != nil {
		return nil, err
	}
	var matches []Match
	for _, s := range shown {
		p, ok := byID[ids[s.place]]
		if !ok {
			continue // removed in this very moment
		}
		c := candidates[s.place]
		m := Match{
			Passage:    p,
			Score:      c.Score,
			Confidence: u.weights.Trust(rank.Judge(u.facts, candidates, s.place)),
			Sentence:   passage.NthSentence(p.Text, c.Sentence),
			Why:        explain(u, c),
		}
		for _, twin := range s.duplicates {
			if p, ok := byID[ids[twin]]; ok {
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
func (b *Base) fromTheTop(ctx context.Context, g guild, matches []Match) error {
	if len(matches) == 0 || matches[0].Part < 2 || !asksHeading(matches[0].Why.Found) {
		return nil
	}
	top := &matches[0]
	all, err := sqlite.Select(ctx, b.db, scanPassage, passageRow+`where a.guild = ? and p.part = 1
		and p.article = (select article from passages where id = ?)
		and p.position = (select position from passages where id = ?) - ?`, g.number, top.ID, top.ID, top.Part-1)
	if err != nil || len(all) == 0 {
		return err // removed in this very moment
	}
	for i := range matches {
		if matches[i].ID == all[0].ID { // it takes the place of the other
			top.Passage, matches[i].Passage = matches[i].Passage, top.Passage
			top.Sentence, matches[i].Sentence = matches[i].Sentence, top.Sentence
			return nil
		}
	}
	top.Passage, top.Sentence = all[0], passage.Span{}
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
func (b *Base) Candidates(ctx context.Context, q Query) (rank.Facts, []rank.Candidate, []int64, error) {
	g, err := b.guild(ctx, q.Guild)
	if err != nil || g.number == 0 {
		return rank.Facts{}, nil, nil, err
	}
	question, candidates, ids, err := b.rank(ctx, g, q)
	if err != nil {
		return rank.Facts{}, nil, nil, err
	}
	for i := range candidates {
		candidates[i].Text = nil // what is kept of many questions need not hold it
	}
	return question.facts, candidates, ids, nil
}

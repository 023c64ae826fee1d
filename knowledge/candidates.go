package knowledge

import (
	"context"

	"pamphlet/internal/rank"
)

// A Candidate is a passage as the ranking sees it.
type Candidate struct {
	Passage  int64 // its id
	Vector   rank.Vector
	Evidence rank.Evidence // of the first only
}

// Candidates returns the passages that Search ranks for q, at most a hundred,
// with the figures that it ranks them by, in the order of the given model. A
// model's weights are fitted to these.
func (b *Base) Candidates(ctx context.Context, q Query, m *rank.Model) ([]Candidate, error) {
	g, err := b.guild(ctx, q.Guild)
	if err != nil || g.number == 0 {
		return nil, err
	}
	question, candidates, ids, err := b.rank(ctx, g, q, m)
	if err != nil {
		return nil, err
	}
	all := make([]Candidate, len(candidates))
	for i, c := range candidates {
		all[i] = Candidate{Passage: ids[i], Vector: c.Vector}
	}
	if len(all) > 0 {
		all[0].Evidence = rank.Judge(&question.Question, candidates, 0)
	}
	return all, nil
}

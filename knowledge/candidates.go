package knowledge

import (
	"context"

	"pamphlet/internal/rank"
)

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

package knowledge

import (
	"context"
	"database/sql"
	"math"
	"sort"

	"pamphlet/internal/sqlite"
	"pamphlet/internal/stem"
)

// Search is a placeholder until the ranker lands.
func (b *Base) Search(ctx context.Context, q Query) (Result, error) {
	g, err := b.guild(ctx, q.Guild)
	if err != nil || g.number == 0 {
		return Result{}, err
	}
	terms := map[string]bool{}
	for _, t := range stem.Terms(q.Text, "en") {
		terms[t] = true
	}
	total, _ := sqlite.One[float64](ctx, b.db, "select count(*) from "+sqlite.Table("stems", g.number))
	scores := map[int64]float64{}
	best := 0.0
	for t := range terms {
		ids, err := sqlite.Select(ctx, b.db, func(r *sql.Rows) (id int64, err error) { return id, r.Scan(&id) },
			"select distinct doc from "+sqlite.Table("vocab", g.number)+" where term = ?", t)
		if err != nil {
			return Result{}, err
		}
		idf := math.Log(1 + (total+0.5)/(float64(len(ids))+0.5))
		best += idf
		for _, id := range ids {
			scores[id] += idf
		}
	}
	var ids []int64
	for id := range scores {
		ids = append(ids, id)
	}
	sort.Slice(ids, func(i, j int) bool {
		if scores[ids[i]] != scores[ids[j]] {
			return scores[ids[i]] > scores[ids[j]]
		}
		return ids[i] < ids[j]
	})
	if len(ids) > 10 {
		ids = ids[:10]
	}
	r := Result{Terms: len(terms)}
	for _, id := range ids {
		ps, err := b.passages(ctx, g.number, []int64{id})
		if err != nil {
			return Result{}, err
		}
		r.Matches = append(r.Matches, Match{Passage: ps[0], Score: scores[id], Confidence: scores[id] / best})
	}
	r.Answered = len(r.Matches) > 0 && r.Matches[0].Confidence > 0.6
	if !r.Answered {
		for i, m := range r.Matches {
			if i < 3 && len(m.Questions) > 0 {
				r.Nearest = append(r.Nearest, Related{m.ID, m.Questions[0]})
			}
		}
	}
	return r, nil
}

package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

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
func (b *Base) Search(ctx context.Context, q search.Query) (search.Result, error) {
	ctx = sqlite.Near(ctx)
	nearest := true // the nearest node may be read
	for try := 1; ; try++ {
		if try == calmSearches {
			b.saving.Lock()
			defer b.saving.Unlock()
		}
		g, err := b.guild(ctx, q.Guild)
		if err != nil || g.number == 0 {
			return search.Result{Reason: search.ReasonNoMatch}, err
		}
		if nearest && try < maxSearches {
			r, still, err := b.searchNearest(ctx, g, q)
			if err == nil && still {
				return r, nil
			}
			if nearest = err == nil; nearest {
				continue
			}
		}
		r, still, err := b.searchAt(ctx, g, q)
		if still || try >= maxSearches || err != nil && !errors.Is(err, ErrDamaged) {
			return r, err
		}
	}
}

// searchAt searches a guild, and reports whether it stood still meanwhile: while
// something is published, what is whole may seem damaged.
func (b *Base) searchAt(ctx context.Context, g guild, q search.Query) (r search.Result, still bool, err error) {
	r, err = b.searcher.Search(ctx, g.searched(), q)
	if err = damage(err); err != nil && !errors.Is(err, ErrDamaged) {
		return r, false, err
	}
	now, err2 := b.guild(ctx, q.Guild)
	return r, now == g, errors.Join(err, err2)
}

var errBehind = errors.New("the nearest node is behind, or there is none")

// searchNearest is searchAt on the nearest node, if that has what the leader has, which
// is g, or has come further already.
func (b *Base) searchNearest(ctx context.Context, g guild, q search.Query) (r search.Result, still bool, err error) {
	ctx, ok := b.db.Nearest(ctx)
	if !ok {
		return r, false, errBehind
	}
	there, err := b.guild(ctx, q.Guild)
	if err != nil || there.number != g.number || there.revision < g.revision {
		return r, false, errors.Join(errBehind, err)
	}
	return b.searchAt(ctx, there, q)
}

// searched is g as package search knows it.
func (g guild) searched() search.Guild { return search.Guild{Number: g.number, Revision: g.revision} }

// Candidates returns the passages that Search ranks for q, at most a hundred,
// with the figures that it ranks them by, and their ids: what a model's weights
// are fitted to.
func (b *Base) Candidates(ctx context.Context, q search.Query) (rank.Facts, []rank.Candidate, []int64, error) {
	g, err := b.guild(ctx, q.Guild)
	if err != nil || g.number == 0 {
		return rank.Facts{}, nil, nil, err
	}
	return b.searcher.Candidates(ctx, g.searched(), q)
}

// Questions returns what a guild's passages are listed with that holds typed, at
// most limit: those that begin with it first. No two are alike; each is answered
// by its passage when it is asked.
func (b *Base) Questions(ctx context.Context, name, typed string, limit int) ([]string, error) {
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(typed)
	rows, err := sqlite.Select(ctx, b.db, scanListed, `select q.value, a.slug, p.title, r.published
		from passages p join articles a on a.id = p.article join guilds g on g.n = a.guild
		join revisions r on r.article = a.id and r.number = a.revision, json_each(p.questions) q
		where g.guild = ? and q.value like '%' || ? || '%' escape '\'
		order by q.value not like ? || '%' escape '\', a.slug, p.position limit ?`, name, like, like, search.MaxListedParts*limit)
	return search.DistinctQuestions(rows, limit), err
}

// Popular returns what a guild's passages are listed with, at most limit: of each
// article in turn what was asked most, as far as the questions of members of asker
// are kept. No two are alike.
func (b *Base) Popular(ctx context.Context, name, asker string, limit int) ([]string, error) {
	rows, err := sqlite.Select(ctx, b.db, scanListed, `with asked as (
			select passage, count(*) as times from exchanges
			where guild = (select n from guilds where guild = ?) and kind = 'answer' group by passage)
		select p.questions ->> 0, a.slug, p.title, r.published
		from passages p join articles a on a.id = p.article join guilds g on g.n = a.guild
		join revisions r on r.article = a.id and r.number = a.revision left join asked k on k.passage = p.id
		where g.guild = ? and p.questions ->> 0 is not null
		order by row_number() over (partition by a.id order by coalesce(k.times, 0) desc, p.position), coalesce(k.times, 0) desc, a.slug
		limit ?`, asker, name, search.MaxListedParts*limit)
	return search.DistinctQuestions(rows, limit), err
}

// scanListed reads a question, the slug and the title of its article, and when
// that was published.
func scanListed(rows *sql.Rows) (to search.Related, err error) {
	var published string
	err = rows.Scan(&to.Question, &to.Article, &to.Title, &published)
	to.Date = parseDate(published)
	return to, err
}

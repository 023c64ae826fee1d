package knowledge

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"pamphlet/internal/sqlite"
)

// Questions returns what a guild's passages are listed with that holds typed, at
// most limit: those that begin with it first. No two are alike; each is answered
// by its passage when it is asked.
func (b *Base) Questions(ctx context.Context, name, typed string, limit int) ([]string, error) {
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(typed)
	rows, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (to Related, err error) {
		var published string
		err = rows.Scan(&to.Question, &to.Article, &to.Title, &published)
		to.Date = parseDate(published)
		return to, err
	}, `select q.value, a.slug, p.title, r.published
		from passages p join articles a on a.id = p.article join guilds g on g.n = a.guild
		join revisions r on r.article = a.id and r.number = a.revision, json_each(p.questions) q
		where g.guild = ? and q.value like '%' || ? || '%' escape '\'
		order by q.value not like ? || '%' escape '\', a.slug, p.position limit ?`, name, like, like, maxListedParts*limit)
	if err != nil {
		return nil, err
	}
	var all []Related
	for _, to := range rows {
		if !slices.ContainsFunc(all, to.same) {
			all = append(all, to)
		}
	}
	var questions []string
	for _, to := range distinct(all) {
		if !slices.Contains(questions, to.Question) && len(questions) < limit {
			questions = append(questions, to.Question)
		}
	}
	return questions, nil
}

package knowledge

import (
	"context"
	"strings"

	"pamphlet/internal/sqlite"
)

// Questions returns questions that a guild's articles answer and that hold
// typed, at most limit: those that begin with it first.
func (b *Base) Questions(ctx context.Context, name, typed string, limit int) ([]string, error) {
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`).Replace(typed)
	return sqlite.Select(ctx, b.db, sqlite.Value[string], `select distinct q.value
		from passages p join articles a on a.id = p.article join guilds g on g.n = a.guild, json_each(p.questions) q
		where g.guild = ? and q.value like '%' || ? || '%' escape '\'
		order by q.value not like ? || '%' escape '\', a.slug, p.position limit ?`, name, like, like, limit)
}

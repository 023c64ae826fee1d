package knowledge

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
)

// passageRow selects a passage with what it has from its article.
const passageRow = `select p.id, p.external, a.slug, a.revision, p.title, p.heading, p.questions, p.source,
	p.start, p.finish, p.text, p.part, p.parts, p.header,
	case when p.part < p.parts then coalesce((select n.id from passages n where n.article = p.article and n.position = p.position + 1), 0) else 0 end,
	r.published, r.review, r.language, r.tags
	from passages p join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision `

func scanPassage(rows *sql.Rows) (p Passage, err error) {
	var heading, questions, published, review, tags string
	if err = rows.Scan(&p.ID, &p.External, &p.Article, &p.Revision, &p.Title, &heading, &questions, &p.Source,
		&p.Start, &p.End, &p.Text, &p.Part, &p.Parts, &p.Header, &p.Next, &published, &review, &p.Language, &tags); err != nil {
		return p, err
	}
	if err = json.Unmarshal([]byte(heading), &p.Heading); err != nil {
		return p, err
	}
	if err = json.Unmarshal([]byte(questions), &p.Questions); err != nil {
		return p, err
	}
	p.Published, p.Review, p.Tags = parseDate(published), parseDate(review), strings.Fields(tags)
	return p, nil
}

// passages returns those of a guild's passages that have these ids, in no
// order. One that was removed in the meantime is not among them.
func (b *Base) passages(ctx context.Context, guild int64, ids []int64) ([]Passage, error) {
	where, args := withIDs(guild, ids)
	return sqlite.Select(ctx, b.db, scanPassage, passageRow+where, args...)
}

// withIDs selects a guild's passages p, of articles a, that have these ids. A list of
// values, unlike a JSON list, is known to be short: SQLite looks for each.
func withIDs(guild int64, ids []int64) (where string, args []any) {
	args = []any{guild}
	for _, id := range ids {
		args = append(args, id)
	}
	return `where a.guild = ? and p.id in (` + sqlite.Marks(len(ids)) + `)`, args
}

// Passage returns one passage of a guild, ErrNoPassage, or ErrDamaged.
func (b *Base) Passage(ctx context.Context, name string, id int64) (Passage, error) {
	g, err := b.guild(ctx, name)
	if err != nil {
		return Passage{}, err
	}
	ids := []int64{id}
	all, err := b.passages(ctx, g.number, ids)
	if err != nil {
		return Passage{}, damage(err)
	}
	if len(all) == 0 {
		return Passage{}, ErrNoPassage
	}
	return all[0], b.verifyPassages(ctx, g.number, ids)
}

// Passages returns all passages of a guild, by article and in its order.
func (b *Base) Passages(ctx context.Context, name string) ([]Passage, error) {
	return sqlite.Select(ctx, b.db, scanPassage,
		passageRow+`join guilds g on g.n = a.guild where g.guild = ? order by a.slug, p.position`, name)
}

// PassagesOf returns the passages of an article, in its order.
func (b *Base) PassagesOf(ctx context.Context, name, slug string) ([]Passage, error) {
	return sqlite.Select(ctx, b.db, scanPassage,
		passageRow+`join guilds g on g.n = a.guild where g.guild = ? and a.slug = ? order by p.position`, name, slug)
}

// Summary is an article as it is listed.
type Summary struct {
	Slug      string    `json:"slug"`
	Title     string    `json:"title"`
	Revision  int       `json:"revision"`
	Passages  int       `json:"passages"`
	Language  string    `json:"language"`
	Published time.Time `json:"published"`
	Review    time.Time `json:"review"`
	Source    string    `json:"source"`
}

// Articles lists the articles of a guild that answer, by slug.
func (b *Base) Articles(ctx context.Context, name string) ([]Summary, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (s Summary, err error) {
		var published, review string
		err = rows.Scan(&s.Slug, &s.Title, &s.Revision, &s.Passages, &s.Language, &published, &review, &s.Source)
		s.Published, s.Review = parseDate(published), parseDate(review)
		return s, err
	}, `select a.slug, r.title, a.revision, (select count(*) from passages where article = a.id), r.language, r.published, r.review, r.source
		from articles a join revisions r on r.article = a.id and r.number = a.revision
		join guilds g on g.n = a.guild where g.guild = ? order by a.slug`, name)
}

// articleRow selects a revision of an article, whole.
const articleRow = `select a.slug, r.title, r.source, r.language, r.published, r.review, r.tags, r.text, r.given
	from articles a join revisions r on r.article = a.id join guilds g on g.n = a.guild where g.guild = ? and `

func scanArticle(rows *sql.Rows) (a Article, err error) {
	var slug string
	var p [8]string // as digest takes them
	if err = rows.Scan(&slug, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[7], &p[6]); err != nil {
		return a, err
	}
	return articleOf(slug, p)
}

// articleOf makes an article of what its revision holds, in digest's order.
func articleOf(slug string, p [8]string) (a Article, err error) {
	a = Article{Slug: slug, Title: p[0], Source: p[1], Language: p[2], Published: parseDate(p[3]), Review: parseDate(p[4]),
		Tags: strings.Fields(p[5]), Text: p[7]}
	a.Precut, err = decodePrecut(p[6], a.Text)
	return a, err
}

// Article returns an article at a revision; 0 means the one that answers.
func (b *Base) Article(ctx context.Context, name, slug string, number int) (Article, error) {
	all, err := sqlite.Select(ctx, b.db, scanArticle,
		articleRow+`a.slug = ? and r.number = case ? when 0 then a.revision else ? end`, name, slug, number, number)
	if err == nil && len(all) == 0 {
		err = ErrNoArticle
	}
	if err != nil {
		return Article{}, err
	}
	all[0].Guild = name
	return all[0], nil
}

// FullArticles returns the articles of a guild that answer, whole, by slug, as they
// stand at one moment.
func (b *Base) FullArticles(ctx context.Context, name string) ([]Article, error) {
	all, err := sqlite.Select(ctx, b.db, scanArticle, articleRow+`r.number = a.revision order by a.slug`, name)
	for i := range all {
		all[i].Guild = name
	}
	return all, err
}

// Verify reports whether p is, byte for byte, the range of the revision it
// names. An answer that is not verified must not be sent.
func (b *Base) Verify(ctx context.Context, name string, p Passage) (bool, error) {
	return sqlite.One[bool](ctx, b.db, `select count(*) from articles a
		join guilds g on g.n = a.guild
		join revisions r on r.article = a.id and r.number = ?
		where g.guild = ? and a.slug = ? and substr(cast(r.text as blob), ? + 1, ? - ?) = cast(? as blob)`,
		p.Revision, name, p.Article, p.Start, p.End, p.Start, p.Text)
}

func parseDate(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// CurrentArticle returns the article that answers and its revision, or ErrNoArticle.
func (b *Base) CurrentArticle(ctx context.Context, name, slug string) (Article, int, error) {
	number, err := sqlite.One[int](ctx, b.db, `select a.revision from articles a join guilds g on g.n = a.guild
		where g.guild = ? and a.slug = ?`, name, slug)
	if err == nil && number == 0 {
		err = ErrNoArticle
	}
	if err != nil {
		return Article{}, 0, err
	}
	a, err := b.Article(ctx, name, slug, number)
	return a, number, err
}

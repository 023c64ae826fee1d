package knowledge

import (
	"context"
	"database/sql"
	"time"

	"pamphlet/internal/sqlite"
)

// Stats sum up what a guild was asked, as far as its questions are still kept.
type Stats struct {
	Days     []DayStats     `json:"days"`     // each day, oldest first, also those without a question
	Articles []ArticleStats `json:"articles"` // those of the guild, quoted most first
	Waiting  []Queued       `json:"waiting"`  // new in the queue, asked most first
}

// DayStats count a day's questions, by what they came to.
type DayStats struct {
	Day      time.Time `json:"day"` // in UTC
	Answered int       `json:"answered"`
	Closest  int       `json:"closest"`
	Clarify  int       `json:"clarify"` // asked back
	Unknown  int       `json:"unknown"`
}

// Asked is how many questions there were.
func (d DayStats) Asked() int { return d.Answered + d.Closest + d.Clarify + d.Unknown }

// ArticleStats say how often an article answered, and how many of its passages
// did.
type ArticleStats struct {
	Slug       string `json:"name"`
	Title      string `json:"title"`
	Quoted     int    `json:"quoted"`
	Helpful    int    `json:"helpful"`
	NotHelpful int    `json:"not_helpful"`
	Used       int    `json:"passages_quoted"` // of Passages
	Passages   int    `json:"passages"`
}

// Stats sums up the questions of a guild in so many days, of which today is the
// last. Passages that have left their article since count for none.
func (b *Base) Stats(ctx context.Context, name string, days int, now time.Time) (s Stats, err error) {
	if err := b.Settle(ctx); err != nil {
		return s, err
	}
	first := now.UTC().AddDate(0, 0, 1-days)
	counted, err := sqlite.Select(ctx, b.db, scanDay, `select day, count(*) filter (where kind = 'answer'),
			count(*) filter (where kind = 'closest'), count(*) filter (where kind = 'clarify'), count(*) filter (where kind = 'unknown')
		from exchanges where guild = (select n from guilds where guild = ?) and day >= ? group by day`, name, date(first))
	if err != nil {
		return s, err
	}
	on := make(map[string]DayStats)
	for _, d := range counted {
		on[date(d.Day)] = d
	}
	for i := range days {
		day := parseDate(date(first.AddDate(0, 0, i)))
		d := on[date(day)]
		d.Day = day
		s.Days = append(s.Days, d)
	}
	if s.Articles, err = b.articleStats(ctx, name, date(first)); err != nil {
		return s, err
	}
	s.Waiting, err = b.Queue(ctx, name, StageNew, now)
	return s, err
}

func scanDay(rows *sql.Rows) (d DayStats, err error) {
	var day string
	err = rows.Scan(&day, &d.Answered, &d.Closest, &d.Clarify, &d.Unknown)
	d.Day = parseDate(day)
	return d, err
}

func (b *Base) articleStats(ctx context.Context, name, first string) ([]ArticleStats, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (a ArticleStats, err error) {
		return a, rows.Scan(&a.Slug, &a.Title, &a.Quoted, &a.Helpful, &a.NotHelpful, &a.Used, &a.Passages)
	}, `select a.slug, r.title, count(e.id) as quoted, count(e.id) filter (where e.verdict = 'helpful'),
			count(e.id) filter (where e.verdict not in ('', 'helpful')), count(distinct e.passage), count(distinct p.id)
		from articles a join guilds g on g.n = a.guild
			join revisions r on r.article = a.id and r.number = a.revision
			join passages p on p.article = a.id
			left join exchanges e on e.passage = p.id and e.guild = a.guild and e.kind = 'answer' and e.day >= ?
		where g.guild = ? group by a.id order by quoted desc, a.slug`, first, name)
}

package knowledge

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// An Exchange is one question and what it was answered with. It says nothing
// about who asked.
type Exchange struct {
	ID         int64
	Day        time.Time // in UTC
	Question   string
	Kind       string
	Passage    int64 // 0 if none was quoted
	Confidence float64
	Verdict    string // "", "helpful", or why it was not
	Member     string // who asked, for Record: kept only as a keyed hash
}

// Record queues an exchange to be kept and returns its id, or 0 in a guild that
// keeps no questions. It is kept once Settle has returned.
func (b *Base) Record(ctx context.Context, name string, e Exchange) (int64, error) {
	return b.RecordOpen(ctx, name, e, Asking{})
}

// RecordOpen is Record for a question that got no good answer: it also comes
// into the guild's queue.
func (b *Base) RecordOpen(ctx context.Context, name string, e Exchange, a Asking) (int64, error) {
	if days, err := b.Retention(ctx, name); err != nil || days == 0 {
		return 0, err
	}
	e.ID = b.recorder.id(time.Now())
	if err := b.add(ctx, recorded{guild: name, exchange: e, asking: a}); err != nil {
		return 0, err
	}
	return e.ID, nil
}

// Exchanges returns a guild's exchanges, newest first, at most limit.
func (b *Base) Exchanges(ctx context.Context, name string, limit int) ([]Exchange, error) {
	if err := b.Settle(ctx); err != nil {
		return nil, err
	}
	return sqlite.Select(ctx, b.db, scanExchange, exchangeRow+` order by id desc limit ?`, name, limit)
}

const exchangeRow = `select id, day, question, kind, passage, confidence, verdict from exchanges
	where guild = (select n from guilds where guild = ?)`

func scanExchange(rows *sql.Rows) (e Exchange, err error) {
	var day string
	err = rows.Scan(&e.ID, &day, &e.Question, &e.Kind, &e.Passage, &e.Confidence, &e.Verdict)
	e.Day = parseDate(day)
	return e, err
}

// Judge keeps what a member thought of an answer.
func (b *Base) Judge(ctx context.Context, name string, id int64, verdict string) error {
	if err := b.Settle(ctx); err != nil {
		return err
	}
	return b.db.Batch(ctx, sqlite.List(sqlite.Do(`update exchanges set verdict = ?
		where id = ? and guild = (select n from guilds where guild = ?)`, verdict, id, name)))
}

// ErrNoExchange is returned for an exchange that is not, or no longer, kept.
var ErrNoExchange = errors.New("no such exchange")

// Exchange returns one exchange of a guild, or ErrNoExchange.
func (b *Base) Exchange(ctx context.Context, name string, id int64) (Exchange, error) {
	if err := b.Settle(ctx); err != nil {
		return Exchange{}, err
	}
	all, err := sqlite.Select(ctx, b.db, scanExchange, exchangeRow+` and id = ?`, name, id)
	if err == nil && len(all) == 0 {
		err = ErrNoExchange
	}
	if err != nil {
		return Exchange{}, err
	}
	return all[0], nil
}

// Asked is a question that was asked on a day, in all its wordings.
type Asked struct {
	Question string // the first wording
	Count    int
}

// A Day is what a guild was asked on a day.
type Day struct {
	Answered, Closest, Unknown int
	Most                       []Asked // asked most first
}

// Day sums up what a guild was asked on a day. Wordings with the same terms
// count as one question.
func (b *Base) Day(ctx context.Context, name string, day time.Time) (Day, error) {
	type row struct{ question, kind string }
	rows, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.question, &r.kind)
	}, `select question, kind from exchanges
		where guild = (select n from guilds where guild = ?) and day = ? order by id`, name, date(day.UTC()))
	var d Day
	at := make(map[string]int) // terms → place in d.Most
	for _, r := range rows {
		switch r.kind {
		case "answer":
			d.Answered++
		case kindClosest:
			d.Closest++
		case "unknown":
			d.Unknown++
		}
		key := strings.Join(search.Terms(r.question), " ")
		i, ok := at[key]
		if !ok {
			i, at[key] = len(d.Most), len(d.Most)
			d.Most = append(d.Most, Asked{Question: r.question})
		}
		d.Most[i].Count++
	}
	slices.SortStableFunc(d.Most, func(a, b Asked) int { return cmp.Compare(b.Count, a.Count) })
	return d, err
}

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

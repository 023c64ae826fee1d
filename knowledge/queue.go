package knowledge

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// An Asking is one time that a question got no good answer.
type Asking struct {
	Question string
	Why      Why
	Passage  int64  // the passage that came nearest, or 0
	Channel  string // where it was asked
	Member   string // who asked: kept only as a keyed hash
	Day      time.Time
	// Tell is set when the member wants to be told of an answer: then their id is
	// kept until they are.
	Tell bool
}

// Why says why a question is queued.
type Why string

// Why a question is queued.
const (
	WhyUnknown    Why = "unknown"
	WhyNotHelpful Why = "not helpful"
	WhyAskedFor   Why = "asked for"
	WhyNone       Why = "none of these"
	WhyClosest    Why = "closest" // what comes closest was shown
)

// A Queued question waits for the moderators: all wordings of one question.
type Queued struct {
	ID       int64     `json:"id"`
	Question string    `json:"question"` // the commonest wording, the oldest of equals
	Count    int       `json:"count"`
	State    Stage     `json:"state"`
	Until    time.Time `json:"until,omitzero"`   // snoozed until this day
	Last     time.Time `json:"last"`             // the day it was asked last
	Why      string    `json:"why"`              // the reasons, parted by ", "
	Passage  int64     `json:"passage"`          // the passage that came nearest, or 0
	Opened   []Opened  `json:"opened,omitempty"` // what members took for the answer, most often first
	Channel  string    `json:"-"`
}

// Stage is how far a queued question has come.
type Stage string

// The stages of a queued question.
const (
	StageNew      Stage = "new"
	StageDrafted  Stage = "drafted"
	StageAnswered Stage = "answered"
	StageIgnored  Stage = "ignored"
)

// ErrNotQueued is returned for a question that is not, or no longer, queued.
var ErrNotQueued = errors.New("no such question in the queue")

// Enqueue adds a question to the queue of a guild, to the one that means the
// same if there is one. It returns ErrNotQueued for a question without a content
// word, and for any in a guild that keeps no questions; sqlite.ErrGuard if another
// process was faster, and it may be tried again.
func (b *Base) Enqueue(ctx context.Context, name string, a Asking) error {
	terms := search.Terms(a.Question)
	days, err := b.Retention(ctx, name)
	if err != nil {
		return err
	}
	if days == 0 || len(terms) == 0 {
		return ErrNotQueued
	}
	asker, err := b.asker(ctx, name, a.Member)
	if err != nil {
		return err
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, name)
	if err != nil {
		return err
	}
	// The next number is read before the question is looked for: one that another
	// process queues meanwhile has taken it.
	next, err := nextID(ctx, b.db, "queue")
	if err != nil {
		return err
	}
	id, err := b.sameQuestion(ctx, g, a.Question)
	if err != nil {
		// Read while another process publishes, what is whole may seem damaged.
		if now, err2 := b.guild(ctx, name); err2 == nil && now != g {
			return sqlite.ErrGuard
		}
		return err
	}
	// Asked again, an answered question is new: the answer was not found.
	stmt := sqlite.ExpectOne(`update queue set channel = ?, state = case state when 'answered' then 'new' else state end where id = ?`, a.Channel, id)
	if id == 0 {
		id = next
		stmt = sqlite.Do(`insert into queue (id, guild, terms, state, passage, channel) values (?, ?, ?, 'new', ?, ?)`,
			id, g.number, strings.Join(terms, " "), a.Passage, a.Channel)
	}
	// Asked again, it was no help.
	again := sqlite.Do(`update wordings set helped = 0 where queued = ? and day = ? and question = ? and asker = ?`,
		id, date(a.Day.UTC()), a.Question, asker)
	// Pressing a button again adds nothing.
	stmts := []sqlite.Stmt{stmt, again, sqlite.Do(`insert into wordings (queued, day, question, why, asker)
		select ?1, ?2, ?3, ?4, ?5 where length(?5) = 0 or not exists (select 1 from wordings
			where queued = ?1 and day = ?2 and question = ?3 and why = ?4 and asker = ?5)`,
		id, date(a.Day.UTC()), a.Question, string(a.Why), asker)}
	if a.Tell && len(asker) > 0 {
		stmts = append(stmts, a.tell(id, asker))
	}
	return b.db.Batch(ctx, sqlite.List(stmts...))
}

// sameQuestion returns the queued question of a guild that says the same as a
// question, or 0.
func (b *Base) sameQuestion(ctx context.Context, g guild, question string) (int64, error) {
	all, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (q search.Queued, err error) {
		var terms string
		err = rows.Scan(&q.ID, &terms, &q.Ignored)
		q.Terms = strings.Fields(terms)
		return q, err
	}, `select id, terms, state = 'ignored' from queue where guild = ? order by id`, g.number)
	if err != nil || len(all) == 0 {
		return 0, err
	}
	same, err := b.searcher.Same(ctx, g.searched(), question, all)
	if IsDamage(err) {
		// "pamphlet doctor" tells of what is damaged. Until it is mended the
		// guild's questions go by their own words, and hold up no other guild's.
		return search.SameByWords(question, all), nil
	}
	return same, err
}

// once is what a wording is counted by: a member who asks a moderator about
// what was unknown, or asks the same again on a day, has asked once. Whose
// member is not known counts each time.
const once = `case length(asker) when 0 then id else hex(asker) || day || question end`

const queuedRow = `select q.id, q.state, q.until, q.passage, q.channel,
		(select count(distinct ` + once + `) from wordings where queued = q.id and (helped = 0 or q.state <> 'new')) as asked,
		(select question from wordings where queued = q.id group by question order by count(distinct ` + once + `) desc, min(id) limit 1),
		(select max(day) from wordings where queued = q.id),
		(select group_concat(why, ', ') from (select distinct why from wordings where queued = q.id order by why)),
		(select json_group_array(json_object('passage', opened, 'count', n, 'helped', h)) from (
			select opened, count(distinct ` + once + `) n, count(distinct case helped when 1 then ` + once + ` end) h
			from wordings where queued = q.id and opened > 0 group by opened order by n desc, opened))
	from queue q join guilds g on g.n = q.guild where g.guild = ? and `

func scanQueued(rows *sql.Rows) (q Queued, err error) {
	var until, last, opened string
	err = rows.Scan(&q.ID, &q.State, &until, &q.Passage, &q.Channel, &q.Count, &q.Question, &last, &q.Why, &opened)
	if err != nil {
		return q, err
	}
	q.Until, q.Last = parseDate(until), parseDate(last)
	return q, json.Unmarshal([]byte(opened), &q.Opened)
}

// Queue lists a guild's queued questions in a stage, those asked most first.
// Snoozed ones come back on their day.
func (b *Base) Queue(ctx context.Context, name string, stage Stage, now time.Time) ([]Queued, error) {
	return sqlite.Select(ctx, b.db, scanQueued, queuedRow+`q.state = ? and q.until <= ? order by asked desc, q.id`,
		name, string(stage), date(now.UTC()))
}

// Queued returns one queued question, or ErrNotQueued.
func (b *Base) Queued(ctx context.Context, name string, id int64) (Queued, error) {
	all, err := sqlite.Select(ctx, b.db, scanQueued, queuedRow+`q.id = ?`, name, id)
	if err != nil {
		return Queued{}, err
	}
	if len(all) == 0 {
		return Queued{}, ErrNotQueued
	}
	return all[0], nil
}

// Sort moves a queued question to a stage.
func (b *Base) Sort(ctx context.Context, name string, id int64, to Stage, by Change) error {
	return b.queueChange(ctx, name, `update queue set state = ? where id = ? and guild = ?`, string(to), id, string(to), by)
}

// Snooze hides a queued question until a day.
func (b *Base) Snooze(ctx context.Context, name string, id int64, until time.Time, by Change) error {
	return b.queueChange(ctx, name, `update queue set until = ? where id = ? and guild = ?`, date(until), id, "snoozed", by)
}

func (b *Base) queueChange(ctx context.Context, name, query, value string, id int64, what string, by Change) error {
	err := b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{
			sqlite.ExpectOne(query, value, id, w.guild.number),
			w.audit("queue", "", "question "+what),
		}
	}, by)
	if errors.Is(err, sqlite.ErrGuard) {
		return ErrNotQueued
	}
	return err
}

// Opened is a passage that members opened when they were shown what comes
// closest to a question.
type Opened struct {
	Passage int64 `json:"passage"`
	Count   int   `json:"count"`  // askings
	Helped  int   `json:"helped"` // of these, how many it helped
}

// kindClosest is the kind of an exchange that showed what comes closest.
const kindClosest = "closest"

// ofExchange are the wordings of the queue that one exchange left there.
const ofExchange = `id in (select w.id from exchanges e join queue q on q.guild = e.guild
	join wordings w on w.queued = q.id and w.question = e.question and w.day = e.day and w.asker = e.asker
	where e.id = ?2 and e.kind = '` + kindClosest + `' and e.guild = (select n from guilds where guild = ?3))`

// Opened notes that a member who was shown what comes closest opened a passage,
// and whether they said that it helped. Then the question is no longer an open
// one, unless others asked it too. An exchange of another kind is left alone.
func (b *Base) Opened(ctx context.Context, name string, exchange, passage int64, helped bool) error {
	if err := b.Settle(ctx); err != nil {
		return err
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	return b.db.Batch(ctx, sqlite.List(
		sqlite.Do(`update exchanges set passage = ?1
			where id = ?2 and kind = '`+kindClosest+`' and guild = (select n from guilds where guild = ?3)`, passage, exchange, name),
		sqlite.Do(`update wordings set opened = ?1, helped = ?4 where `+ofExchange, passage, exchange, name, helped),
		sqlite.Do(`update queue set state = 'answered' where state = 'new' and ?1 = 1
			and id in (select queued from wordings where `+ofExchange+`)
			and not exists (select 1 from wordings where queued = queue.id and helped = 0)`, helped, exchange, name)))
}

// OpenQuestions is how many questions are new in the queues of all guilds.
func (b *Base) OpenQuestions(ctx context.Context) (int, error) {
	return sqlite.One[int](ctx, b.db, `select count(*) from queue where state = 'new'`)
}

// tell is the statement that lets a's member wait for the answer to a queued
// question. Who waits already waits from now on.
func (a Asking) tell(queued int64, asker []byte) sqlite.Stmt {
	return sqlite.Do(`insert into waiting (queued, day, member, asker) values (?, ?, ?, ?)
		on conflict (queued, member) do update set day = excluded.day`, queued, date(a.Day.UTC()), a.Member, asker)
}

// Waiting lists the members, by id, who asked to be told when a queued question has
// an answer.
func (b *Base) Waiting(ctx context.Context, name string, queued int64) ([]string, error) {
	return sqlite.Select(ctx, b.db, sqlite.Value[string], `select w.member from waiting w join queue q on q.id = w.queued
		where q.id = ? and q.guild = (select n from guilds where guild = ?) order by w.day, w.member`, queued, name)
}

// TakeWaiting is Waiting for who tells them: they are forgotten, and nobody else gets
// them.
func (b *Base) TakeWaiting(ctx context.Context, name string, queued int64) ([]string, error) {
	members, err := b.Waiting(ctx, name, queued)
	if err != nil || len(members) == 0 {
		return nil, err
	}
	taken := make([]sqlite.Stmt, len(members))
	for i, member := range members {
		taken[i] = sqlite.ExpectOne(`delete from waiting where queued = ? and member = ?`, queued, member)
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	err = b.db.Batch(ctx, sqlite.List(taken...))
	if errors.Is(err, sqlite.ErrGuard) { // taken, or forgotten, in this very moment
		return nil, nil
	}
	return members, err
}

package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// Settings of this package.
const (
	// SettingRetention is the number of days questions are kept; 0 keeps none.
	SettingRetention = "retention"
	// settingKey is the guild's own key for hashes of members. It is never
	// shown or exported.
	settingKey = "key"
)

// DefaultRetention is how many days questions are kept where nothing is set.
const DefaultRetention = 30

// Retention is the number of days a guild keeps questions; 0 is not at all.
func (b *Base) Retention(ctx context.Context, name string) (int, error) {
	value, err := b.Setting(ctx, name, SettingRetention)
	if err != nil || value == "" {
		return DefaultRetention, err
	}
	return strconv.Atoi(value)
}

// Purge deletes the questions of all guilds that are older than each keeps
// them, and guilds that left longer than Grace ago. What fails in one guild
// stops no other.
func (b *Base) Purge(ctx context.Context, now time.Time) error {
	names, err := sqlite.Select(ctx, b.db, sqlite.Value[string], `select guild from guilds order by n`)
	if err != nil {
		return err
	}
	var failed []error
	for _, name := range names {
		failed = append(failed, b.purge(ctx, name, now))
	}
	return errors.Join(append(failed, b.purgeAbsent(ctx, now))...)
}

func (b *Base) purge(ctx context.Context, name string, now time.Time) error {
	days, err := b.Retention(ctx, name)
	if err != nil {
		return fmt.Errorf("retention: %w", err)
	}
	before := now.UTC().AddDate(0, 0, -days)
	if days == 0 {
		before = now.UTC().AddDate(0, 0, 2) // whatever there still is
	}
	return b.deleteQuestions(ctx, name, ofBefore, date(before))
}

// Which of a guild's questions are deleted: conditions on exchanges, wordings
// and who waits alike.
const (
	ofAsker  = `asker = ?`
	ofBefore = `day < ?`
)

// deleteQuestions deletes the questions of a guild for which one of the
// conditions above holds, wherever they are.
func (b *Base) deleteQuestions(ctx context.Context, name, which string, value any) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.guild(ctx, name)
	if err != nil || g.number == 0 {
		return err
	}
	stmts, err := b.termsWithout(ctx, g, which, value)
	if err != nil {
		return err
	}
	return b.db.Batch(ctx, sqlite.List(append(stmts,
		sqlite.Do(`delete from exchanges where guild = ? and `+which, g.number, value),
		sqlite.Do(`delete from wordings where `+which+` and queued in (select id from queue where guild = ?)`, value, g.number),
		sqlite.Do(`delete from waiting where `+which+` and queued in (select id from queue where guild = ?)`, value, g.number),
		sqlite.Do(`delete from queue where guild = ? and not exists (select 1 from wordings where queued = queue.id)`, g.number),
	)...))
}

// termsWithout derives the terms of queued questions anew whose first wording
// is to be deleted: they are that member's words too.
func (b *Base) termsWithout(ctx context.Context, g guild, which string, value any) ([]sqlite.Stmt, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (sqlite.Stmt, error) {
		var id int64
		var question string
		err := rows.Scan(&id, &question)
		return sqlite.Do(`update queue set terms = ? where id = ?`, strings.Join(search.Terms(question), " "), id), err
	}, `select q.id, w.question from queue q join wordings w on w.queued = q.id where q.guild = ?
		and w.id = (select min(id) from wordings where queued = q.id and not `+which+`)
		and w.id > (select min(id) from wordings where queued = q.id)`, g.number, value)
}

// Grace is how long everything of a guild is kept after the bot was taken out
// of it, in case that was a mistake. docs/operating.md and /privacy
// name it.
const Grace = 7 * 24 * time.Hour

// Leave notes that the bot was taken out of a guild; Rejoin that it is back.
func (b *Base) Leave(ctx context.Context, name string, now time.Time) error {
	return b.db.Batch(ctx, sqlite.List(sqlite.Do(`update guilds set absent = ? where guild = ? and absent = ''`, stamp(now), name)))
}

// Rejoin notes that the bot is in a guild again.
func (b *Base) Rejoin(ctx context.Context, name string) error {
	return b.db.Batch(ctx, sqlite.List(sqlite.Do(`update guilds set absent = '' where guild = ? and absent <> ''`, name)))
}

func (b *Base) purgeAbsent(ctx context.Context, now time.Time) error {
	gone, err := sqlite.Select(ctx, b.db, sqlite.Value[int64], `select n from guilds where absent <> '' and absent <= ?`, stamp(now.Add(-Grace)))
	if err != nil {
		return err
	}
	var failed []error
	for _, n := range gone {
		failed = append(failed, b.forgetGuild(ctx, n))
	}
	return errors.Join(failed...)
}

// forgetGuild deletes everything of a guild. Its stems go first, and all at
// once, for the index's sake: see together.
func (b *Base) forgetGuild(ctx context.Context, n int64) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	return b.db.Batch(ctx, sqlite.List(
		sqlite.Do(`delete from stems where guild = ?`, n),
		sqlite.Do(`delete from guilds where n = ?`, n)))
}

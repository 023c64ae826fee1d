package knowledge

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// A Case is a question and the passage that must answer it first. The passage
// is named by its article and heading, so that it survives revisions.
type Case struct {
	ID       int64     `json:"id"`
	Question string    `json:"question"`
	Article  string    `json:"article"` // a slug
	Heading  []string  `json:"heading"`
	Author   string    `json:"author"`
	Made     time.Time `json:"made"`
	Hash     []byte    `json:"-"` // of the passage's text when the case was saved
}

// Holds reports whether a result answers c as it should.
func (c Case) Holds(r search.Result) bool {
	return r.Answered && len(r.Matches) > 0 && r.Matches[0].Article == c.Article &&
		slices.Equal(r.Matches[0].Heading, c.Heading)
}

// Cases lists the cases of a guild, oldest first.
func (b *Base) Cases(ctx context.Context, name string) ([]Case, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (c Case, err error) {
		var heading, made string
		if err = rows.Scan(&c.ID, &c.Question, &c.Article, &heading, &c.Hash, &c.Author, &made); err != nil {
			return c, err
		}
		if err = json.Unmarshal([]byte(heading), &c.Heading); err == nil {
			c.Made, err = time.Parse(time.RFC3339, made)
		}
		return c, err
	}, `select id, question, article, heading, hash, author, made from cases
		where guild = (select n from guilds where guild = ?) order by id`, name)
}

// Tested lists the guilds that have cases and that the bot has not left.
func (b *Base) Tested(ctx context.Context) ([]string, error) {
	return sqlite.Select(ctx, b.db, sqlite.Value[string], `select guild from guilds
		where absent = '' and n in (select guild from cases) order by n`)
}

// SaveCase saves question → p as a case of a guild. The same question again
// replaces what it should be answered with.
func (b *Base) SaveCase(ctx context.Context, name, question string, p Passage, by Change) error {
	c := Case{Question: question, Article: p.Article, Heading: p.Heading, Hash: digest(p.Text), Author: by.Who, Made: by.When}
	return b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{
			c.saveStatements(w.guild.number), w.audit("test", p.Article, "a question was saved as a test"),
			w.bumpVersion(), // a draft looked at before did not run this test
		}
	}, by)
}

func (c Case) saveStatements(guild int64) sqlite.Stmt {
	return sqlite.Do(`insert into cases (guild, question, article, heading, hash, author, made) values (?, ?, ?, ?, ?, ?, ?)
		on conflict (guild, question) do update set article = excluded.article, heading = excluded.heading,
		hash = excluded.hash, author = excluded.author, made = excluded.made`,
		guild, c.Question, c.Article, encode(c.Heading), c.Hash, c.Author, stamp(c.Made))
}

// ErrNoCase is returned for a case that is not, or no longer, there.
var ErrNoCase = errors.New("no such test")

// RemoveCase removes a case of a guild, or returns ErrNoCase.
func (b *Base) RemoveCase(ctx context.Context, name string, id int64, by Change) error {
	err := b.change(ctx, name, func(w *writer) []sqlite.Stmt {
		return []sqlite.Stmt{
			sqlite.ExpectOne(`delete from cases where id = ? and guild = ?`, id, w.guild.number),
			w.audit("test removed", "", fmt.Sprintf("test %d", id)),
		}
	}, by)
	if errors.Is(err, sqlite.ErrGuard) {
		return ErrNoCase
	}
	return err
}

package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"sync"

	"pamphlet/internal/rqlite"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
	"pamphlet/migrations"
)

// A Base is the knowledge of all guilds, in one database. It is safe for use
// by many goroutines.
type Base struct {
	db       *sqlite.DB
	saving   sync.Mutex // one change at a time; a reader waits for it only if changes keep coming
	searcher *search.Searcher

	damages           damages
	verifiedRevisions keySet

	recorder recorder
}

// Memory, as a path, makes a base that is gone when it is closed.
const Memory = sqlite.Memory

// Errors a caller decides on.
var (
	ErrNoArticle = errors.New("no such article")
	ErrNoPassage = errors.New("no such passage: the article has changed since")
	// ErrUnknown says that a change may have been saved or not; nobody answers.
	ErrUnknown = sqlite.ErrUnknown
)

// Open opens the base in the file at path, and creates it if it is not there. The
// nodes of an open cluster are a path, too; see Connect.
func Open(ctx context.Context, path string) (*Base, error) {
	db, err := sqlite.Open(ctx, path, migrations.Files)
	if err != nil {
		return nil, err
	}
	return newBase(db), nil
}

func newBase(db *sqlite.DB) *Base {
	b := &Base{db: db}
	b.searcher = search.New(searchStore{b})
	return b
}

// Connect opens the base in an rqlite cluster, which is named by its nodes, such as
// "http://host1:4001,host2:4001".
func Connect(ctx context.Context, nodes string, access rqlite.Access) (*Base, error) {
	db, err := sqlite.Connect(ctx, nodes, access, migrations.Files)
	if err != nil {
		return nil, err
	}
	return newBase(db), nil
}

// Near returns a context in which a cluster without a leader goes on being read: what
// it tells may miss the last changes, and decides none.
func Near(ctx context.Context) context.Context { return sqlite.Near(ctx) }

// OpenImage opens a base in memory that begins as image, which Image made.
func OpenImage(ctx context.Context, image []byte) (*Base, error) {
	db, err := sqlite.OpenImage(ctx, image, migrations.Files)
	if err != nil {
		return nil, err
	}
	return newBase(db), nil
}

// Image returns the whole base as bytes.
func (b *Base) Image(ctx context.Context) ([]byte, error) { return b.db.Image(ctx) }

// Close writes what was recorded and closes the base.
func (b *Base) Close() error { return errors.Join(b.recorder.stop(), b.db.Close()) }

// Store is the base's database, for what else is kept in it.
func (b *Base) Store() *sqlite.DB { return b.db }

// guild is a guild as the base knows it. Its number is 0 if it has none.
type guild struct{ number, revision int64 }

func (b *Base) guild(ctx context.Context, name string) (guild, error) {
	all, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (guild, error) {
		var g guild
		return g, rows.Scan(&g.number, &g.revision)
	}, `select n, revision from guilds where guild = ?`, name)
	if err != nil || len(all) == 0 {
		return guild{}, err
	}
	return all[0], nil
}

// ensureGuild returns the guild named name. It creates its row if there is none.
func (b *Base) ensureGuild(ctx context.Context, name string) (guild, error) {
	g, err := b.guild(ctx, name)
	if err != nil || g.number > 0 {
		return g, err
	}
	add := sqlite.Do(`insert or ignore into guilds (guild) values (?)`, name)
	if err := b.db.Batch(ctx, sqlite.List(add)); err != nil {
		return g, err
	}
	return b.guild(ctx, name)
}

// Guilds lists the guilds that the bot is in, as far as it knows.
func (b *Base) Guilds(ctx context.Context) ([]string, error) {
	return sqlite.Select(ctx, b.db, sqlite.Value[string], `select guild from guilds where absent = '' order by n`)
}

// Has reports whether a guild has articles that answer.
func (b *Base) Has(ctx context.Context, name string) (bool, error) {
	return sqlite.One[bool](ctx, b.db, `select exists (select 1 from articles a join guilds g on g.n = a.guild
		where g.guild = ? and a.revision > 0)`, name)
}

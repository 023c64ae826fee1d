package knowledge

import (
	"context"
	"errors"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// A Change says who changes the base, why, and on what grounds.
type Change struct {
	Who  string
	Why  string
	When time.Time
	// Base is the revision the change was made on; the change is refused with
	// ErrChanged if another came in between. 0 means whichever answers now.
	Base int
	// At is the moment the change was looked at; it is refused with ErrConflict if
	// anything of the guild was changed since. None means any.
	At Version
}

// extraStatements returns what else belongs to the batch of a save, given the
// revision that each article became.
type extraStatements func(w *writer, revision func(slug string) int) []sqlite.Stmt

// ErrChanged is returned when an article was changed by somebody else first.
var ErrChanged = errors.New("changed by somebody else in the meantime")

// A Report says what saving an article did.
type Report struct {
	Slug      string
	Revision  int
	Unchanged bool   // the text was there already; nothing was done
	Passages  int    // passages that answer now
	Kept      int    // of these, passages that were there before
	Removed   int    // passages that no longer answer
	New       bool   // no article of this name answered before
	Like      string // the slug of another article with the same title, if it is new
	Repeated  int    // paragraphs, lists and tables that stood twice and answer once
}

// Save makes a the revision of its article that answers. Its passages replace
// the ones before in the same transaction. Unchanged text changes nothing.
func (b *Base) Save(ctx context.Context, a Article, by Change) (Report, error) {
	reports, err := b.SaveAll(ctx, a.Guild, []Article{a}, by, nil)
	if err != nil {
		return Report{}, err
	}
	return reports[0], nil
}

// SaveAll saves articles of one guild, all or none of them. It calls progress,
// if not nil, with the number of articles done.
func (b *Base) SaveAll(ctx context.Context, name string, articles []Article, by Change, progress func(done int)) ([]Report, error) {
	return b.saveWith(ctx, name, articles, by, nil, nil, progress)
}

// saveWith is SaveAll with extra in the same batch, if it is not nil, and is
// refused with ErrChanged if an article of bases does not answer in the revision
// that stands there; 0 means that none may answer.
func (b *Base) saveWith(ctx context.Context, name string, articles []Article, by Change, bases map[string]int, extra extraStatements, progress func(done int)) ([]Report, error) {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, name)
	if err != nil {
		return nil, err
	}
	if by.stale(g) {
		return nil, ErrConflict
	}
	articles, namings, err := b.Name(ctx, name, articles)
	if err != nil {
		return nil, err
	}
	w := &writer{guild: g, by: by, bases: bases, extra: extra, analyzer: search.Analyzer{}}
	if err := w.read(ctx, b.db, articles); err != nil {
		return nil, err
	}
	if w.changes(articles) == 0 && extra == nil {
		return w.reports(articles, namings), nil
	}
	err = b.db.Batch(ctx, prefetch(w.statements(articles, progress)))
	if errors.Is(err, sqlite.ErrGuard) {
		return nil, by.conflictErr()
	}
	if err != nil {
		return nil, err
	}
	return w.reports(articles, namings), nil
}

// conflictErr is the error for a change that lost to another: ErrConflict if it
// names a version, else ErrChanged.
func (by Change) conflictErr() error {
	if by.At != 0 {
		return ErrConflict
	}
	return ErrChanged
}

// A Version identifies the state of a guild: it grows with each change of its
// articles, settings or tests. What was found out about a guild, such as that
// none of its tests breaks, holds for the version it was found at. 0 is none.
type Version int64

// ErrConflict is returned when something of the guild was changed after the
// moment that a change names; it is to be looked at again and repeated.
var ErrConflict = errors.New("the guild was changed in the meantime")

// Version returns the present moment of a guild.
func (b *Base) Version(ctx context.Context, name string) (Version, error) {
	g, err := b.guild(ctx, name)
	return g.version(), err
}

// version is never zero: a guild of which nothing is known has revision 0.
func (g guild) version() Version { return Version(g.revision + 1) }

// stale reports whether the moment that by names, if any, is over.
func (by Change) stale(g guild) bool { return by.At != 0 && by.At != g.version() }

// bumpVersion ends the moment of the guild.
func (w *writer) bumpVersion() sqlite.Stmt {
	return sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ?`, w.guild.number)
}

// change applies statements to a guild, in one batch.
func (b *Base) change(ctx context.Context, name string, statements func(*writer) []sqlite.Stmt, by Change) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, name)
	if err != nil {
		return err
	}
	if by.stale(g) {
		return ErrConflict
	}
	return b.db.Batch(ctx, sqlite.List(statements(&writer{guild: g, by: by})...))
}

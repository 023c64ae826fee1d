package knowledge

import (
	"context"
	"errors"
	"time"

	"pamphlet/internal/sqlite"
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

	bases map[string]int // the same for each article by slug; 0 means that none may answer
	// extra returns what else belongs to the batch, given what each article
	// became.
	extra func(w *writer, revision func(slug string) int) []sqlite.Stmt
}

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
	w := &writer{guild: g, by: by, stemmers: newStemmers()}
	if err := w.read(ctx, b.db, articles); err != nil {
		return nil, err
	}
	if w.changes(articles) == 0 && by.extra == nil {
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

package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
)

// A Draft is a proposed change to articles. It never answers.
type Draft struct {
	ID       int64
	State    State
	Author   string
	Made     time.Time
	What     string // such as "add", "edit", "rollback", "remove", "refresh"
	Question int64  // the queued question it answers, or 0
	Articles []Drafted
}

// Drafted is one article of a draft.
type Drafted struct {
	Article
	Base    int    // the revision it was made over; 0 if none answered, or BaseLost
	Removes bool   // the article is to be removed
	Origin  string // the text as it was fetched from Source, or ""
	Number  int    // the revision it was published as, or 0
}

// BaseLost stands for a revision that did not come along when a draft was
// restored elsewhere. Such a draft is like one whose article was changed after
// it was made: it is not published, and nothing is overwritten.
const BaseLost = -1

// State is how far a draft has come.
type State string

// The states of a draft.
const (
	IsOpen      State = "open"
	IsPublished State = "published"
	IsDiscarded State = "discarded"
)

// Errors a caller decides on.
var (
	ErrNoDraft   = errors.New("no such draft")
	ErrDiscarded = errors.New("discarded before")
	errNotWhole  = errors.New("a draft holds articles to save or one to remove")
)

// Propose keeps a draft and returns its id. Over is taken from d: it is the
// revision its author saw. ErrNotQueued says that the question it answers is
// gone.
func (b *Base) Propose(ctx context.Context, name string, d Draft, by Change) (int64, error) {
	if err := d.validate(); err != nil {
		return 0, err
	}
	b.saving.Lock()
	defer b.saving.Unlock()
	g, err := b.ensureGuild(ctx, name)
	if err != nil {
		return 0, err
	}
	d.Author, d.Made = by.Who, by.When
	for range maxReads {
		id, err := nextID(ctx, b.db, "drafts")
		if err == nil {
			err = b.db.Batch(ctx, sqlite.List(d.proposal(&writer{guild: g, by: by}, id)...))
		}
		if !errors.Is(err, sqlite.ErrGuard) {
			return id, err
		}
		// Another process may have taken the number.
	}
	return 0, ErrNotQueued
}

// proposal keeps d under an id, and says so to the question it answers and in
// the audit.
func (d Draft) proposal(w *writer, id int64) []sqlite.Stmt {
	stmts := d.rows(w.guild.number, id)
	if d.Question != 0 {
		stmts = append(stmts, sqlite.ExpectOne(`update queue set state = 'drafted' where id = ? and guild = ?`, d.Question, w.guild.number))
	}
	return append(stmts, w.audit("draft", d.Articles[0].Slug, fmt.Sprintf("draft %d: %s", id, d.What)))
}

// validate returns what is wrong with d, if anything.
func (d Draft) validate() error {
	if len(d.Articles) == 0 || len(d.Articles) > 1 && d.removes() {
		return errNotWhole
	}
	for _, a := range d.Articles {
		if err := a.Validate(); err != nil {
			return fmt.Errorf("article %q: %w", a.Slug, err)
		}
	}
	return nil
}

// rows keep d, open, under an id.
func (d Draft) rows(guild, id int64) []sqlite.Stmt {
	rows := []sqlite.Stmt{sqlite.Do(`insert into drafts (id, guild, state, author, made, what, question)
		values (?, ?, ?, ?, ?, ?, ?)`, id, guild, string(IsOpen), d.Author, stamp(d.Made), d.What, d.Question)}
	for i, a := range d.Articles {
		rows = append(rows, sqlite.Do(`insert into drafted (draft, position, slug, over, removes, title, source,
			language, published, review, tags, text, given, origin, identity) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, i, a.Slug, a.Base, a.Removes, a.Title, a.Source, a.Language, date(a.Published), date(a.Review),
			strings.Join(a.Tags, " "), a.Text, encodePrecut(a.Precut), a.Origin, a.Identity))
	}
	return rows
}

func (d Draft) removes() bool {
	for _, a := range d.Articles {
		if a.Removes {
			return true
		}
	}
	return false
}

// Draft returns a draft of a guild, or ErrNoDraft.
func (b *Base) Draft(ctx context.Context, name string, id int64) (Draft, error) {
	all, err := sqlite.Select(ctx, b.db, scanDraft, draftRow+`g.guild = ? and d.id = ?`, name, id)
	if err != nil {
		return Draft{}, err
	}
	if len(all) == 0 {
		return Draft{}, ErrNoDraft
	}
	d := all[0]
	d.Articles, err = b.drafted(ctx, name, id)
	return d, err
}

const draftRow = `select d.id, d.state, d.author, d.made, d.what, d.question
	from drafts d join guilds g on g.n = d.guild where `

func scanDraft(rows *sql.Rows) (d Draft, err error) {
	var made string
	if err = rows.Scan(&d.ID, &d.State, &d.Author, &made, &d.What, &d.Question); err == nil {
		d.Made, err = time.Parse(time.RFC3339, made)
	}
	return d, err
}

func (b *Base) drafted(ctx context.Context, name string, id int64) ([]Drafted, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (a Drafted, err error) {
		var published, review, tags, given string
		if err = rows.Scan(&a.Slug, &a.Base, &a.Removes, &a.Title, &a.Source, &a.Language, &published, &review,
			&tags, &a.Text, &given, &a.Origin, &a.Number, &a.Identity); err != nil {
			return a, err
		}
		a.Guild, a.Published, a.Review, a.Tags = name, parseDate(published), parseDate(review), strings.Fields(tags)
		a.Precut, err = decodePrecut(given, a.Text)
		return a, err
	}, `select slug, over, removes, title, source, language, published, review, tags, text, given, origin, number, identity
		from drafted where draft = ? order by position`, id)
}

// Drafts lists a guild's open drafts, oldest first.
func (b *Base) Drafts(ctx context.Context, name string) ([]Draft, error) {
	all, err := sqlite.Select(ctx, b.db, scanDraft, draftRow+`g.guild = ? and d.state = 'open' order by d.id`, name)
	for i := range all {
		if err == nil {
			all[i].Articles, err = b.drafted(ctx, name, all[i].ID)
		}
	}
	return all, err
}

// Discard closes an open draft without publishing it.
func (b *Base) Discard(ctx context.Context, name string, id int64, by Change) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	d, err := b.Draft(ctx, name, id)
	if err != nil || d.State == IsDiscarded {
		return err
	}
	g, err := b.guild(ctx, name)
	if err != nil {
		return err
	}
	w := &writer{guild: g, by: by}
	err = b.db.Batch(ctx, sqlite.List(
		sqlite.ExpectOne(`update drafts set state = 'discarded' where id = ? and guild = ? and state = 'open'`, id, g.number),
		sqlite.Do(`update queue set state = 'new' where id = ? and guild = ? and state = 'drafted'
			and not exists (select 1 from drafts where question = queue.id and guild = queue.guild and state = 'open')`, d.Question, g.number),
		w.audit("discard", d.Articles[0].Slug, fmt.Sprintf("draft %d", id)),
	))
	if errors.Is(err, sqlite.ErrGuard) {
		return ErrChanged
	}
	return err
}

// Publish makes the articles of a draft answer, all in one transaction with
// the draft's own state. Publishing a draft again changes nothing and reports
// the revisions it became. ErrChanged says that one of its articles was
// changed after the draft was made, ErrConflict that anything of the guild was
// changed after by.At; nothing is overwritten.
func (b *Base) Publish(ctx context.Context, name string, id int64, by Change) ([]Report, error) {
	d, err := b.Draft(ctx, name, id)
	if err != nil {
		return nil, err
	}
	switch d.State {
	case IsPublished:
		return d.reports(), nil
	case IsDiscarded:
		return nil, ErrDiscarded
	}
	by.Base = 0
	articles, bases := make([]Article, len(d.Articles)), make(map[string]int, len(d.Articles))
	for i, a := range d.Articles {
		articles[i], bases[a.Slug] = a.Article, a.Base
	}
	if d.removes() {
		by.Base = d.Articles[0].Base
		err := b.removeWith(ctx, name, articles[0].Slug, by, d.close)
		if errors.Is(err, ErrNoArticle) {
			err = ErrChanged // removed by somebody else
		}
		return d.reports(), b.twice(ctx, name, id, err)
	}
	reports, err := b.saveWith(ctx, name, articles, by, bases, d.close, nil)
	if err = b.twice(ctx, name, id, err); err != nil {
		return nil, err
	}
	if len(reports) == 0 { // published by another request in this very moment
		d, err = b.Draft(ctx, name, id)
		return d.reports(), err
	}
	return reports, nil
}

// twice turns ErrChanged and ErrConflict into nil if the draft was published in the meantime:
// the second of two equal requests is done.
func (b *Base) twice(ctx context.Context, name string, id int64, err error) error {
	if !errors.Is(err, ErrChanged) && !errors.Is(err, ErrConflict) {
		return err
	}
	if d, failed := b.Draft(ctx, name, id); failed == nil && d.State == IsPublished {
		return nil
	}
	return err
}

// reports tells what a published draft became.
func (d Draft) reports() []Report {
	all := make([]Report, len(d.Articles))
	for i, a := range d.Articles {
		all[i] = Report{Slug: a.Slug, Revision: a.Number, Passages: len(a.Passages()), Unchanged: true}
	}
	return all
}

// close is what belongs to the batch that publishes d, given the revision each
// article became.
func (d Draft) close(w *writer, revision func(slug string) int) []sqlite.Stmt {
	stmts := []sqlite.Stmt{sqlite.ExpectOne(`update drafts set state = 'published' where id = ? and state = 'open'`, d.ID)}
	for i, a := range d.Articles {
		stmts = append(stmts, sqlite.ExpectOne(`update drafted set number = ? where draft = ? and position = ?`, revision(a.Slug), d.ID, i))
		if a.Origin != "" {
			stmts = append(stmts, fetched(w.guild.number, a.Slug, a.Origin))
		}
	}
	if d.Question != 0 {
		stmts = append(stmts, sqlite.Do(`update queue set state = 'answered' where id = ? and guild = ?`, d.Question, w.guild.number))
	}
	return append(stmts, w.audit("publish", d.Articles[0].Slug, fmt.Sprintf("draft %d by %s: %s", d.ID, d.Author, d.What)))
}

func fetched(guild int64, slug, text string) sqlite.Stmt {
	return sqlite.Do(`insert into origins (article, text) select id, ? from articles where guild = ? and slug = ?
		on conflict do update set text = excluded.text`, text, guild, slug)
}

// Origin returns the text of an article as its source last gave it, or "" if
// it was never fetched.
func (b *Base) Origin(ctx context.Context, name, slug string) (string, error) {
	return sqlite.One[string](ctx, b.db, `select o.text from origins o join articles a on a.id = o.article
		join guilds g on g.n = a.guild where g.guild = ? and a.slug = ?`, name, slug)
}

package knowledge

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// ErrDamaged says that what is stored of a guild has changed since it was saved,
// or is missing in part. It is never quoted; "pamphlet doctor" names what.
var ErrDamaged = errors.New("what is stored has changed or is missing")

// damages are the guilds in which damage was met.
type damages struct {
	mu    sync.Mutex
	known map[string]bool
}

// Damaged returns how many guilds damage was met in since the base was opened.
func (b *Base) Damaged() int {
	b.damages.mu.Lock()
	defer b.damages.mu.Unlock()
	return len(b.damages.known)
}

// FirstDamage reports whether damage in a guild is told for the first time.
func (b *Base) FirstDamage(name string) bool {
	b.damages.mu.Lock()
	defer b.damages.mu.Unlock()
	first := !b.damages.known[name]
	if b.damages.known == nil {
		b.damages.known = make(map[string]bool)
	}
	b.damages.known[name] = true
	return first
}

// IsDamage reports whether err can only be the stored data's fault.
func IsDamage(err error) bool { return errors.Is(damage(err), ErrDamaged) }

// damage makes ErrDamaged of what can only be the stored data's fault.
func damage(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	var date *time.ParseError
	switch {
	case err == nil || errors.Is(err, ErrDamaged):
		return err
	case errors.Is(err, sqlite.ErrCorrupt), errors.Is(err, sqlite.ErrNoTable), errors.As(err, &syntax), errors.As(err, &kind), errors.As(err, &date):
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// A storedPassage is a passage with what tells whether it is as it was saved.
type storedPassage struct {
	id, article int64
	revision    int
	compared    bool   // what storedRow compared is the same
	hash        []byte // as stored
	now         []byte // of what is stored
}

// verifyPassages returns ErrDamaged unless the passages that have these ids and their
// revisions have the hashes they were saved with. That of a revision is reckoned once.
// Whether a passage is the range that it names is left to Check: it takes reading a
// whole revision for each passage.
func (b *Base) verifyPassages(ctx context.Context, guild int64, ids []int64) error {
	where, args := withIDs(guild, ids)
	stored, err := sqlite.Select(ctx, b.db, scanStored, storedRow(headed)+where, args...)
	if err != nil {
		return damage(err)
	}
	for _, p := range stored {
		if !p.compared || !bytes.Equal(p.hash, p.now) {
			return fmt.Errorf("%w: passage %d", ErrDamaged, p.id)
		}
		if err := b.verifyRevision(ctx, p.article, p.revision); err != nil {
			return err
		}
	}
	return nil
}

// What storedRow reads of whether a passage says what its revision does. The row that
// names a table's columns is quoted, but not in the hash.
const (
	headed  = `(p.header = '' or instr(r.text, p.header) > 0)`
	inRange = `substr(cast(r.text as blob), p.start + 1, p.finish - p.start) = cast(p.text as blob) and ` + headed
)

func storedRow(compared string) string {
	return `select p.id, a.id, a.revision, ` + compared + `, p.hash, p.external, p.title, p.heading, p.questions, p.source, r.language, p.text
	from passages p join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision `
}

func scanStored(rows *sql.Rows) (p storedPassage, err error) {
	var parts [7]string
	err = rows.Scan(&p.id, &p.article, &p.revision, &p.compared, &p.hash,
		&parts[0], &parts[1], &parts[2], &parts[3], &parts[4], &parts[5], &parts[6])
	p.now = digest(parts[:]...)
	return p, err
}

// keptSound is how many revisions are remembered to be sound.
const keptSound = 4096

// verifyRevision returns ErrDamaged unless a revision has the hash it was saved
// with.
func (b *Base) verifyRevision(ctx context.Context, article int64, number int) error {
	key := [2]int64{article, int64(number)}
	if b.verifiedRevisions.has(key) {
		return nil
	}
	found, err := sqlite.Select(ctx, b.db, scanRevisionHash, revisionHashRow+`where article = ? and number = ?`, article, number)
	switch {
	case err != nil:
		return damage(err)
	case len(found) == 1 && !found[0].sound:
		return fmt.Errorf("%w: revision %d of article number %d", ErrDamaged, number, article)
	}
	b.verifiedRevisions.add(key)
	return nil
}

// A keySet remembers the last keptSound keys.
type keySet struct {
	mu   sync.Mutex
	keys [][2]int64
}

func (s *keySet) has(key [2]int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Contains(s.keys, key)
}

func (s *keySet) add(key [2]int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.keys) == keptSound {
		s.keys = slices.Delete(s.keys, 0, keptSound/2)
	}
	s.keys = append(s.keys, key)
}

// A revisionHash tells whether a revision is as it was saved.
type revisionHash struct {
	article int64
	number  int
	sound   bool
}

const revisionHashRow = `select article, number, hash, title, source, language, published, review, tags, given, text from revisions `

func scanRevisionHash(rows *sql.Rows) (r revisionHash, err error) {
	var hash []byte
	var parts [8]string
	err = rows.Scan(&r.article, &r.number, &hash, &parts[0], &parts[1], &parts[2], &parts[3], &parts[4], &parts[5], &parts[6], &parts[7])
	r.sound = bytes.Equal(hash, digest(parts[:]...))
	return r, err
}

// Mend rebuilds what is derived from the articles of all guilds: the index and
// their passages. Drafts and tests that cannot be read go, and other tables that are
// missing are made anew, empty. Passages that stand keep their ids. An article that is not what
// was saved cannot be mended: its passages go, so that the rest of its guild
// answers, and Check names it.
func (b *Base) Mend(ctx context.Context) error {
	if err := b.mendSchema(ctx); err != nil {
		return err
	}
	if err := b.mendDrafts(ctx); err != nil {
		return err
	}
	all, err := sqlite.Select(ctx, b.db, sqlite.Value[int64], `select n from guilds where n in (select guild from articles) order by n`)
	if err != nil {
		return err
	}
	var failed []error
	for _, n := range all {
		if err := b.mendGuild(ctx, n); err != nil {
			failed = append(failed, fmt.Errorf("guild number %d: %w", n, err))
		}
	}
	return errors.Join(failed...)
}

// indexObjects is what the index is made of, in the order in which it is made. None of
// it holds words of its own, so all of it is made anew.
var indexObjects = []object{
	{"view", "numbered"}, {"table", "terms"}, {"table", "vocab"}, {"trigger", "stems_inserted"}, {"trigger", "stems_deleted"},
}

// derived are the tables whose rows are told by those of others; what refers to another
// stands before it.
var derived = []string{"stems", "words", "passages"}

// mendSchema makes tables and their indexes that are missing, but for those without
// which there is nothing to mend, and the full-text index, of the stems that are there.
// A derived table that has other columns is made anew as well.
func (b *Base) mendSchema(ctx context.Context) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	ours, err := b.ourSchema(ctx)
	if err != nil {
		return err
	}
	there, err := b.schema(ctx)
	if err != nil {
		return err
	}
	var repair, drop, tables, indexes, index []sqlite.Stmt
	if _, found := there[object{"table", "terms"}]; found { // whose version FTS5 must know even to drop it
		repair = append(repair, sqlite.Do(`create table if not exists terms_config (k primary key, v) without rowid`),
			sqlite.Do(`insert or ignore into terms_config (k, v) values ('version', 4)`))
	}
	for _, o := range indexObjects {
		if _, found := there[o]; found {
			drop = append(drop, sqlite.Do(`drop `+o.kind+` `+o.name))
		}
		index = append(index, sqlite.Do(ours[o].sql))
	}
	slices.Reverse(drop)
	differs := func(name string) bool {
		o := object{"table", name}
		has, found := there[o]
		return found && has.columns != ours[o].columns
	}
	for _, name := range derived {
		if differs(name) || name == "stems" && differs("passages") { // which they refer to
			drop = append(drop, sqlite.Do(`drop table if exists `+name))
			maps.DeleteFunc(there, func(_ object, d definition) bool { return d.of == name })
		}
	}
	for o, d := range ours {
		_, found := there[o]
		switch {
		case found, ifMissing[o.name] == restores, slices.Contains(indexObjects, o), strings.HasPrefix(o.name, "terms_"):
		case o.kind == "table":
			tables = append(tables, sqlite.Do(d.sql))
		case o.kind == "index":
			indexes = append(indexes, sqlite.Do(d.sql))
		}
	}
	index = append(index, sqlite.Do(`insert into terms (terms) values ('rebuild')`))
	return b.db.Batch(ctx, sqlite.List(slices.Concat(repair, drop, tables, indexes, index)...))
}

// mendDrafts removes drafts and tests that cannot be read and passages of no article, and
// takes the beginning of 1970 for times that cannot be read.
func (b *Base) mendDrafts(ctx context.Context) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	var all []sqlite.Stmt
	for _, u := range unreadable {
		where := ` where ` + fmt.Sprintf(u.broken, u.column)
		switch {
		case u.table == "drafted":
			all = append(all, sqlite.Do(`delete from drafts where id in (select draft from drafted`+where+`)`))
		case u.table == "cases" && u.broken == brokenJSON:
			all = append(all, sqlite.Do(`delete from cases`+where))
		case u.broken == brokenTime:
			all = append(all, sqlite.Do(`update `+u.table+` set `+u.column+` = '1970-01-01T00:00:00Z'`+where))
		}
	}
	all = append(all, sqlite.Do(`delete from drafts where `+emptyDraft),
		sqlite.Do(`delete from passages where article not in (select id from articles)`))
	return b.db.Batch(ctx, sqlite.List(all...))
}

func (b *Base) mendGuild(ctx context.Context, n int64) error {
	b.saving.Lock()
	defer b.saving.Unlock()
	revision, err := sqlite.One[int64](ctx, b.db, `select revision from guilds where n = ?`, n)
	if err != nil {
		return err
	}
	w := &writer{guild: guild{n, revision}, analyzer: search.Analyzer{}}
	if w.nextPassage, err = nextID(ctx, b.db, "passages"); err != nil {
		return err
	}
	if w.saved, err = readSaved(ctx, b.db, n); err != nil {
		return err
	}
	articles, err := b.mendables(ctx, n)
	if err != nil {
		return err
	}
	for _, a := range articles {
		if err := w.saved[a.Slug].readPassages(ctx, b.db); err != nil {
			return err
		}
	}
	return b.db.Batch(ctx, prefetch(w.mending(articles)))
}

// A mendable is an article that answers, and whether it is what was saved.
type mendable struct {
	Article
	id    int64
	sound bool
}

// mendables returns those of a guild's articles whose revision is there.
func (b *Base) mendables(ctx context.Context, n int64) ([]mendable, error) {
	return sqlite.Select(ctx, b.db, scanMendable, `select a.id, a.slug, r.title, r.source, r.language, r.published, r.review, r.tags, r.given, r.text, r.hash
		from articles a join revisions r on r.article = a.id and r.number = a.revision where a.guild = ? order by a.id`, n)
}

func scanMendable(rows *sql.Rows) (m mendable, err error) {
	var p [8]string // as digest takes them
	var hash []byte
	if err = rows.Scan(&m.id, &m.Slug, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &p[7], &hash); err != nil {
		return m, err
	}
	if m.sound = bytes.Equal(hash, digest(p[:]...)); !m.sound {
		return m, nil
	}
	m.Article, err = articleOf(m.Slug, p)
	return m, err
}

// mending yields what makes a guild's stems and passages anew.
func (w *writer) mending(articles []mendable) iter.Seq[sqlite.Stmt] {
	return func(yield func(sqlite.Stmt) bool) {
		first := []sqlite.Stmt{
			sqlite.Do(`delete from stems where guild = ?1 or id in
				(select p.id from passages p join articles a on a.id = p.article where a.guild = ?1)`, w.guild.number),
			sqlite.Do(`delete from words where guild = ?`, w.guild.number),
			sqlite.Do(`delete from passages where article in (select a.id from articles a where a.guild = ?
				and not exists (select 1 from revisions where article = a.id and number = a.revision))`, w.guild.number),
			sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ? and revision = ?`, w.guild.number, w.guild.revision),
		}
		for _, s := range first {
			if !yield(s) {
				return
			}
		}
		for _, a := range articles {
			if !w.mend(a, w.saved[a.Slug], yield) {
				return
			}
		}
		w.flush(yield)
	}
}

// mend yields what makes the passages of one article anew.
func (w *writer) mend(a mendable, s *savedArticle, yield func(sqlite.Stmt) bool) bool {
	if !a.sound {
		return yield(sqlite.Do(`delete from passages where article = ?`, s.id))
	}
	for i, p := range a.Passages() {
		id, kept := s.reuseID(passageHash(p))
		if !kept {
			if !w.passage(p, s.id, i, yield) {
				return false
			}
			continue
		}
		row := sqlite.ExpectOne(`update passages set position = ?, external = ?, title = ?, heading = ?, questions = ?,
			source = ?, start = ?, finish = ?, text = ?, part = ?, parts = ?, header = ? where id = ?`,
			i, p.External, p.Title, encode(p.Heading), encode(p.Questions), p.Source, p.Start, p.End, p.Text, p.Part, p.Parts, p.Header, id)
		if !yield(row) || !w.index(p, id, yield) {
			return false
		}
	}
	var gone []int64
	for _, ids := range s.passages {
		gone = append(gone, ids...)
	}
	return len(gone) == 0 || yield(removal(gone))
}

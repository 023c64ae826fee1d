package knowledge

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
)

// A Change says who changes the base, why, and on what grounds.
type Change struct {
	Who  string
	Why  string
	When time.Time
	// Over is the revision the change was made on; the change is refused with
	// ErrChanged if another came in between. 0 means whichever answers now.
	Over int
	// At is the moment the change was looked at; it is refused with ErrMoved if
	// anything of the guild was changed since. None means any.
	At Moment

	over map[string]int // the same for each article by slug; 0 means that none may answer
	// also returns what else belongs to the batch, given what each article
	// became.
	also func(w *writer, revision func(slug string) int) []sqlite.Stmt
}

// ErrChanged is returned when an article was changed by somebody else first.
var ErrChanged = errors.New("changed by somebody else in the meantime")

// A Report says what saving an article did.
type Report struct {
	Slug      string
	Revision  int
	Unchanged bool // the text was there already; nothing was done
	Passages  int  // passages that answer now
	Kept      int  // of these, passages that were there before
	Removed   int  // passages that no longer answer
	Repeated  int  // paragraphs, lists and tables that stood twice and answer once
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
	g, err := b.welcome(ctx, name)
	if err != nil {
		return nil, err
	}
	if by.passed(g) {
		return nil, ErrMoved
	}
	w := &writer{guild: g, by: by, stemmers: newStemmers()}
	if err := w.read(ctx, b.db, articles); err != nil {
		return nil, err
	}
	if w.changes(articles) == 0 && by.also == nil {
		return w.reports(articles), nil
	}
	err = b.db.Batch(ctx, ahead(w.statements(articles, progress)))
	if errors.Is(err, sqlite.ErrGuard) {
		return nil, by.lost()
	}
	if err != nil {
		return nil, err
	}
	return w.reports(articles), nil
}

// lost says what it means that another change came first: of what was looked
// at as a whole, that it must be looked at again.
func (by Change) lost() error {
	if by.At != 0 {
		return ErrMoved
	}
	return ErrChanged
}

// standing is an article as it stands in the base.
type standing struct {
	id       int64
	revision int                // that answers; 0 if removed
	latest   int                // the highest number given
	hash     []byte             // of the revision that answers
	passages map[string][]int64 // a passage's hash → the ids that have it
}

// A writer turns articles into the statements that save them.
type writer struct {
	guild                    guild
	by                       Change
	stemmers                 stemmers
	standing                 map[string]*standing // by slug
	nextArticle, nextPassage int64
	nextDraft                int64
	stems                    [][5]any // rows that wait to be indexed
	done                     map[string]Report
}

// read learns what the statements depend on. The guard on the guild's revision
// makes sure it still holds when they run.
func (w *writer) read(ctx context.Context, db *sqlite.DB, articles []Article) error {
	w.standing, w.done = make(map[string]*standing), make(map[string]Report)
	type row struct {
		slug string
		standing
	}
	rows, err := sqlite.Select(ctx, db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.slug, &r.id, &r.revision, &r.latest, &r.hash)
	}, `select slug, id, articles.revision,
			(select coalesce(max(number), 0) from revisions where article = id),
			(select hash from revisions where article = id and number = articles.revision)
		from articles where guild = ?`, w.guild.number)
	if err != nil {
		return err
	}
	for _, r := range rows {
		w.standing[r.slug] = &r.standing
	}
	seen := make(map[string]bool, len(articles))
	for _, a := range articles {
		if err := w.check(a); err != nil {
			return err
		}
		if seen[a.Slug] {
			return fmt.Errorf("article %q: it is there twice; give one of them another name", a.Slug)
		}
		seen[a.Slug] = true
		s := w.standing[a.Slug]
		if s == nil || string(s.hash) == string(a.hash()) {
			continue
		}
		if err := s.readPassages(ctx, db); err != nil {
			return err
		}
	}
	if w.nextArticle, err = nextID(ctx, db, "articles"); err != nil {
		return err
	}
	if w.nextPassage, err = nextID(ctx, db, "passages"); err != nil {
		return err
	}
	w.nextDraft, err = nextID(ctx, db, "drafts")
	return err
}

// nextID returns the id the next row of table gets: none is ever used again.
func nextID(ctx context.Context, db *sqlite.DB, table string) (int64, error) {
	last, err := sqlite.One[int64](ctx, db, `select seq from sqlite_sequence where name = ?`, table)
	return last + 1, err
}

func (w *writer) check(a Article) error {
	if a.Slug == "" || a.Title == "" {
		return fmt.Errorf("article %q: it needs a title", a.Slug)
	}
	if err := a.Sound(); err != nil {
		return fmt.Errorf("article %q: %w", a.Slug, err)
	}
	revision := 0
	if s := w.standing[a.Slug]; s != nil {
		revision = s.revision
	}
	if over, ok := w.by.over[a.Slug]; ok && over != revision || w.by.Over != 0 && w.by.Over != revision {
		return ErrChanged
	}
	return nil
}

func (s *standing) readPassages(ctx context.Context, db *sqlite.DB) error {
	type row struct {
		id   int64
		hash string
	}
	rows, err := sqlite.Select(ctx, db, func(rows *sql.Rows) (r row, err error) {
		return r, rows.Scan(&r.id, &r.hash)
	}, `select id, hash from passages where article = ? order by position`, s.id)
	s.passages = make(map[string][]int64, len(rows))
	for _, r := range rows {
		s.passages[r.hash] = append(s.passages[r.hash], r.id)
	}
	return err
}

// changes counts the articles that differ from what answers now.
func (w *writer) changes(articles []Article) int {
	n := 0
	for _, a := range articles {
		if s := w.standing[a.Slug]; s == nil || string(s.hash) != string(a.hash()) {
			n++
			continue
		}
		w.done[a.Slug] = Report{Slug: a.Slug, Revision: w.standing[a.Slug].revision, Unchanged: true}
	}
	return n
}

func (w *writer) reports(articles []Article) []Report {
	all := make([]Report, len(articles))
	for i, a := range articles {
		all[i] = w.done[a.Slug]
	}
	return all
}

// statements yields the batch. Stemming is done on the way, so that an import
// of any size needs little memory.
func (w *writer) statements(articles []Article, progress func(int)) iter.Seq[sqlite.Stmt] {
	return func(yield func(sqlite.Stmt) bool) {
		if !yield(sqlite.Must(`update guilds set revision = revision + 1 where n = ? and revision = ?`, w.guild.number, w.guild.revision)) {
			return
		}
		for i, a := range articles {
			if _, unchanged := w.done[a.Slug]; !unchanged && !w.article(a, yield) {
				return
			}
			if progress != nil {
				progress(i + 1)
			}
		}
		if !w.flush(yield) || w.by.also == nil {
			return
		}
		for _, s := range w.by.also(w, func(slug string) int { return w.done[slug].Revision }) {
			if !yield(s) {
				return
			}
		}
	}
}

// article yields what saves one article.
func (w *writer) article(a Article, yield func(sqlite.Stmt) bool) bool {
	s := w.standing[a.Slug]
	r := Report{Slug: a.Slug, Revision: 1}
	if s == nil {
		s = &standing{id: w.nextArticle, passages: map[string][]int64{}}
		w.standing[a.Slug] = s
		w.nextArticle++
		if !yield(sqlite.Do(`insert into articles (id, guild, slug, revision) values (?, ?, ?, 1)`, s.id, w.guild.number, a.Slug)) {
			return false
		}
	} else {
		r.Revision = s.latest + 1
		if !yield(sqlite.Must(`update articles set revision = ? where id = ?`, r.Revision, s.id)) {
			return false
		}
	}
	if !yield(w.revision(a, s.id, r.Revision)) {
		return false
	}
	passages, repeated := a.cut()
	r.Repeated = repeated
	for i, p := range passages {
		r.Passages++
		id, kept := s.take(p.hash())
		if kept {
			r.Kept++
			if !yield(sqlite.Must(`update passages set position = ?, start = ?, finish = ? where id = ?`, i, p.Start, p.End, id)) {
				return false
			}
			continue
		}
		if !w.passage(p, s.id, i, yield) {
			return false
		}
	}
	var gone []int64
	for _, ids := range s.passages {
		gone = append(gone, ids...)
	}
	if r.Removed = len(gone); r.Removed > 0 && !yield(removal(gone)) {
		return false
	}
	w.done[a.Slug] = r
	return yield(w.audit("save", a.Slug, fmt.Sprintf("revision %d: %d passages, %d as before, %d removed", r.Revision, r.Passages, r.Kept, r.Removed)))
}

// removal deletes passages, and with them, by the database's own rules, their
// stems and their place in the index.
func removal(ids []int64) sqlite.Stmt {
	return sqlite.Do(`delete from passages where id in (select value from json_each(?))`, encode(ids))
}

// take returns the id of a standing passage with this hash, once each.
func (s *standing) take(hash []byte) (int64, bool) {
	ids := s.passages[string(hash)]
	if len(ids) == 0 {
		return 0, false
	}
	s.passages[string(hash)] = ids[1:]
	return ids[0], true
}

func (w *writer) revision(a Article, id int64, number int) sqlite.Stmt {
	return sqlite.Do(`insert into revisions
		(article, number, title, source, language, published, review, tags, hash, saved, author, text, given)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, number, a.Title, a.Source, a.Language, date(a.Published), date(a.Review), strings.Join(a.Tags, " "),
		a.hash(), stamp(w.by.When), w.by.Who, a.Text, encodeGiven(a.Given))
}

// passage yields what saves one passage: its row, its stems, its new words.
func (w *writer) passage(p Passage, article int64, position int, yield func(sqlite.Stmt) bool) bool {
	id := w.nextPassage
	w.nextPassage++
	if !yield(sqlite.Do(`insert into passages
		(id, article, position, external, title, heading, questions, source, start, finish, hash, text)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, article, position, p.External, p.Title, encode(p.Heading), encode(p.Questions), p.Source,
		p.Start, p.End, p.hash(), p.Text)) {
		return false
	}
	stems := w.stemmers.of(p)
	w.stems = append(w.stems, [5]any{id, stems.title, stems.heading, stems.questions, stems.body})
	return len(w.stems) < together || w.flush(yield)
}

// together is how many passages are indexed by one statement. FTS5 writes a
// segment of the index at each savepoint, and a statement that fires triggers
// makes one: row by row, indexing took three times as long.
const together = 512

// flush yields what indexes the passages that wait for it.
func (w *writer) flush(yield func(sqlite.Stmt) bool) bool {
	if len(w.stems) == 0 {
		return true
	}
	stems, words := encode(w.stems), encode(w.stemmers.fresh())
	w.stems = w.stems[:0]
	return yield(sqlite.Do(`insert into `+sqlite.Table("stems", w.guild.number)+` (id, title, heading, questions, body)
			select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`, stems)) &&
		yield(sqlite.Do(`insert or ignore into `+sqlite.Table("words", w.guild.number)+` (word)
			select value from json_each(?)`, words))
}

func (w *writer) audit(what, slug, detail string) sqlite.Stmt {
	if w.by.Why != "" {
		detail += " (" + w.by.Why + ")"
	}
	return sqlite.Do(`insert into audit (guild, at, who, what, article, detail) values (?, ?, ?, ?, ?, ?)`,
		w.guild.number, stamp(w.by.When), w.by.Who, what, slug, detail)
}

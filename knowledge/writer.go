package knowledge

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// A writer turns articles into the statements that save them.
type writer struct {
	guild                    guild
	by                       Change
	bases                    map[string]int  // see saveWith
	extra                    extraStatements // or nil
	analyzer                 search.Analyzer
	saved                    map[string]*savedArticle // by slug
	nextArticle, nextPassage int64
	nextDraft                int64
	stems                    [][5]any // rows that wait to be indexed
	done                     map[string]Report
}

// nextID returns the id the next row of table gets: none is ever used again.
func nextID(ctx context.Context, db *sqlite.DB, table string) (int64, error) {
	last, err := sqlite.One[int64](ctx, db, `select seq from sqlite_sequence where name = ?`, table)
	return last + 1, err
}

func (w *writer) reports(articles []Article, namings []Naming) []Report {
	all := make([]Report, len(articles))
	for i, a := range articles {
		all[i] = w.done[a.Slug]
		all[i].New, all[i].Like = namings[i].New, namings[i].Like
	}
	return all
}

// statements yields the batch. Stemming is done on the way, so that an import
// of any size needs little memory.
func (w *writer) statements(articles []Article, progress func(int)) iter.Seq[sqlite.Stmt] {
	return func(yield func(sqlite.Stmt) bool) {
		if !yield(sqlite.ExpectOne(`update guilds set revision = revision + 1 where n = ? and revision = ?`, w.guild.number, w.guild.revision)) {
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
		if !w.flush(yield) || w.extra == nil {
			return
		}
		for _, s := range w.extra(w, func(slug string) int { return w.done[slug].Revision }) {
			if !yield(s) {
				return
			}
		}
	}
}

// article yields what saves one article: its row, its revision, its passages.
func (w *writer) article(a Article, yield func(sqlite.Stmt) bool) bool {
	s, number := w.saved[a.Slug], 1
	var row sqlite.Stmt
	if s == nil {
		s = &savedArticle{id: w.nextArticle}
		w.saved[a.Slug] = s
		w.nextArticle++
		row = sqlite.Do(`insert into articles (id, guild, slug, revision, identity) values (?, ?, ?, 1, nullif(?, ''))`, s.id, w.guild.number, a.Slug, a.Identity)
	} else {
		number = s.latest + 1
		row = sqlite.ExpectOne(`update articles set revision = ?, identity = coalesce(identity, nullif(?, '')) where id = ?`, number, a.Identity, s.id)
	}
	r := Report{Slug: a.Slug, Revision: number}
	if !yield(row) || !yield(w.revision(a, s.id, number)) || !w.passages(a, s, &r, yield) {
		return false
	}
	w.done[a.Slug] = r
	return yield(w.audit("save", a.Slug, fmt.Sprintf("revision %d: %d passages, %d as before, %d removed", r.Revision, r.Passages, r.Kept, r.Removed)))
}

// passages yields what makes the passages of an article those of a: one that
// stands already moves, others are saved, and what is left over goes.
func (w *writer) passages(a Article, s *savedArticle, r *Report, yield func(sqlite.Stmt) bool) bool {
	passages, repeated := a.cut()
	r.Passages, r.Repeated = len(passages), repeated
	for i, p := range passages {
		id, kept := s.reuseID(passageHash(p))
		if !kept {
			if !w.passage(p, s.id, i, yield) {
				return false
			}
			continue
		}
		r.Kept++
		if !yield(sqlite.ExpectOne(`update passages set position = ?, start = ?, finish = ?, part = ?, parts = ?, header = ? where id = ?`,
			i, p.Start, p.End, p.Part, p.Parts, p.Header, id)) {
			return false
		}
	}
	var gone []int64
	for _, ids := range s.passages {
		gone = append(gone, ids...)
	}
	r.Removed = len(gone)
	return r.Removed == 0 || yield(removal(gone))
}

// removal deletes passages, and with them, by the database's own rules, their
// stems and their place in the index.
func removal(ids []int64) sqlite.Stmt {
	return sqlite.Do(`delete from passages where id in (select value from json_each(?))`, encode(ids))
}

func (w *writer) revision(a Article, id int64, number int) sqlite.Stmt {
	return sqlite.Do(`insert into revisions
		(article, number, title, source, language, published, review, tags, hash, saved, author, text, given)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, number, a.Title, a.Source, a.Language, date(a.Published), date(a.Review), strings.Join(a.Tags, " "),
		a.hash(), stamp(w.by.When), w.by.Who, a.Text, encodePrecut(a.Precut))
}

// passage yields what saves one passage: its row, its stems, its new words.
func (w *writer) passage(p Passage, article int64, position int, yield func(sqlite.Stmt) bool) bool {
	id := w.nextPassage
	w.nextPassage++
	if !yield(sqlite.Do(`insert into passages
		(id, article, position, external, title, heading, questions, source, start, finish, hash, text, part, parts, header)
		values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		id, article, position, p.External, p.Title, encode(p.Heading), encode(p.Questions), p.Source,
		p.Start, p.End, passageHash(p), p.Text, p.Part, p.Parts, p.Header)) {
		return false
	}
	return w.index(p, id, yield)
}

// index yields what indexes a passage, with others that wait for it.
func (w *writer) index(p Passage, id int64, yield func(sqlite.Stmt) bool) bool {
	stems := w.analyzer.Stems(p)
	w.stems = append(w.stems, [5]any{id, stems.Title, stems.Heading, stems.Questions, stems.Body})
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
	stems, words := encode(w.stems), encode(w.analyzer.Fresh())
	w.stems = w.stems[:0]
	return yield(sqlite.Do(`insert into stems (id, guild, title, heading, questions, body)
			select value ->> 0, ?, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?)`, w.guild.number, stems)) &&
		yield(sqlite.Do(`insert or ignore into words (guild, word) select ?, value from json_each(?)`, w.guild.number, words))
}

func (w *writer) audit(what, slug, detail string) sqlite.Stmt {
	if w.by.Why != "" {
		detail += " (" + w.by.Why + ")"
	}
	return sqlite.Do(`insert into audit (guild, at, who, what, article, detail) values (?, ?, ?, ?, ?, ?)`,
		w.guild.number, stamp(w.by.When), w.by.Who, what, slug, detail)
}

// prefetchBatches is the channel's capacity in batches of batchSize values: as many
// as 1,024 are made before they are asked for.
const prefetchBatches, batchSize = 16, 64

// prefetch yields what seq yields, and runs seq ahead in a goroutine of its own:
// one core stems while the other writes. The goroutine has ended when the caller's
// loop has.
func prefetch[T any](seq iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		lots, stop := make(chan []T, prefetchBatches), make(chan struct{})
		go func() {
			defer close(lots)
			var lot []T
			hand := func() bool {
				select {
				case lots <- lot:
					lot = make([]T, 0, batchSize)
					return true
				case <-stop:
					return false
				}
			}
			for v := range seq {
				if lot = append(lot, v); len(lot) == batchSize && !hand() {
					return
				}
			}
			hand()
		}()
		defer func() {
			close(stop)
			for range lots { // wait until the goroutine is gone
			}
		}()
		for lot := range lots {
			for _, v := range lot {
				if !yield(v) {
					return
				}
			}
		}
	}
}

// hash identifies what a says, and how it is shown.
func (a Article) hash() []byte {
	return digest(a.Title, a.Source, a.Language, date(a.Published), date(a.Review), strings.Join(a.Tags, " "), encodePrecut(a.Precut), a.Text)
}

// passageHash identifies what is searched and shown of p, wherever in its article it
// stands.
func passageHash(p Passage) []byte {
	return digest(p.External, p.Title, encode(p.Heading), encode(p.Questions), p.Source, p.Language, p.Text)
}

func digest(parts ...string) []byte {
	var all []byte
	for _, part := range parts {
		all = binary.AppendUvarint(all, uint64(len(part)))
		all = append(all, part...)
	}
	sum := sha256.Sum256(all)
	return sum[:]
}

// encode writes a list of strings and numbers as JSON, which cannot fail.
func encode[T any](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(list)
	return string(b)
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

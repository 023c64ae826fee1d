package knowledge

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
)

// An index is what is kept in memory of one guild's passages. All is read
// from the database when first needed, and holds for one revision of the
// guild; only the texts outlive it, because a passage never changes.
type index struct {
	mu        sync.Mutex // held while a question is ranked
	number    int64
	kept      int // bytes, as indexes know; theirs to guard
	revision  int64
	shape     shape
	postings  cache[string, *rank.Postings]
	texts     cache[int64, *rank.Text]
	shown     cache[int64, Passage]
	unread    []int64 // passages whose texts were not read yet
	listed    listed
	dict      *rank.Dictionary
	synonyms  *lexicon.Synonyms
	sizes     map[int64]int       // passages of each article
	weights   *rank.Weights       // for a base of this size
	subjects  map[string]bool     // stems that stand in titles
	languages []string            // of its articles, the commonest first
	words     *lexicon.Vocabulary // as written, for the speller; nil until one is needed
}

// The most that an index keeps in memory: postings, in bytes, two to three each;
// and stems of texts, at eight each. A base of 10,000 passages has about a million of
// each, and fits; a base of a million keeps the common words, and the texts
// of the last 100,000 candidates.
const (
	keptPostings = 192 << 20
	keptStems    = 8 << 20
	keptWords    = 1 << 20 // in the dictionary, at about a hundred bytes
	entry        = 64      // what a stem takes beside its postings, in bytes
)

// What an index takes beside that, in bytes, as measured: in itself, for a stem
// in the dictionary, and for a passage in shape, listed and sizes.
const (
	indexBytes   = 8 << 10
	stemBytes    = 180
	passageBytes = 600
)

// size is about what x takes in memory, in bytes. x.mu is held.
func (x *index) size() int {
	size := indexBytes + passageBytes*len(x.shape.ids) + x.postings.size() + 8*x.texts.size() + x.shown.size()
	if x.dict != nil {
		size += stemBytes * x.dict.Len()
	}
	return size
}

// refresh makes x an index of revision.
func (x *index) refresh(ctx context.Context, b *Base, revision int64) error {
	if x.dict == nil || x.dict.Len() > keptWords {
		x.dict = rank.NewDictionary(lexicon.StemWeight, lexicon.Vector)
		x.texts = newCache[int64, *rank.Text](keptStems)
		x.revision = -1
	}
	if x.revision == revision {
		return nil
	}
	shape, err := b.readShape(ctx, x.number)
	if err != nil {
		return err
	}
	languages, err := b.languages(ctx, x.number)
	if err != nil {
		return err
	}
	sizes, err := b.sizes(ctx, x.number)
	if err != nil {
		return err
	}
	if x.subjects, err = b.subjects(ctx, x.number); err != nil {
		return err
	}
	if held := len(shape.ids); held != total(sizes) {
		return fmt.Errorf("%w: the index of guild number %d holds %d of %d passages", ErrDamaged, x.number, held, total(sizes))
	}
	if x.synonyms, err = b.synonyms(ctx, x.number); err != nil {
		return err
	}
	if err := x.listed.refresh(ctx, b, x.number, shape.ids); err != nil {
		return err
	}
	x.shape, x.languages, x.sizes, x.words = shape, languages, sizes, nil
	x.unread = slices.DeleteFunc(slices.Clone(shape.ids), func(id int64) bool { _, ok := x.texts.find(id); return ok })
	x.weights = rank.Default().For(len(shape.ids))
	x.postings = newCache[string, *rank.Postings](keptPostings)
	x.shown = newCache[int64, Passage](shownCacheBytes)
	x.revision = revision
	return nil
}

func total(sizes map[int64]int) (n int) {
	for _, size := range sizes {
		n += size
	}
	return n
}

// find returns the postings of stem, nil if it stands nowhere.
func (x *index) find(ctx context.Context, b *Base, stem string) (*rank.Postings, error) {
	if p, ok := x.postings.find(stem); ok {
		return p, nil
	}
	p, err := b.readPostings(ctx, x.number, stem, &x.shape)
	if err != nil {
		return nil, err
	}
	x.postings.keep(stem, p, p.Size()+entry)
	return p, nil
}

// readAhead is how many texts a question reads beside those of its candidates,
// until all are in memory: from then on a question never asked before costs what
// a repeated one does. 500 texts take about 30 ms.
const readAhead = 500

// fill gives each candidate its text. A passage that was removed in this very
// moment is left out.
func (x *index) fill(ctx context.Context, b *Base, candidates []rank.Candidate, w *workspace) ([]rank.Candidate, error) {
	var missing []int64
	for i := range candidates {
		c := &candidates[i]
		if t, ok := x.texts.find(x.shape.ids[c.Passage]); ok {
			c.Text = t
		} else {
			missing = append(missing, x.shape.ids[c.Passage])
		}
	}
	ahead := min(readAhead, len(x.unread))
	missing = append(missing, x.unread[:ahead]...)
	x.unread = x.unread[ahead:]
	if len(missing) == 0 {
		return candidates, nil
	}
	reader := textReader{x.dict, w.stemmers, w.tokens}
	texts, err := reader.read(ctx, b, x.number, missing)
	w.stemmers.fresh() // of words that are indexed already
	w.tokens = reader.tokens
	if err != nil {
		return nil, err
	}
	for id, t := range texts {
		x.texts.keep(id, t, len(t.Stems)+16)
	}
	for i := range candidates {
		if c := &candidates[i]; c.Text == nil {
			c.Text = texts[x.shape.ids[c.Passage]]
		}
	}
	return slices.DeleteFunc(candidates, func(c rank.Candidate) bool { return c.Text == nil }), nil
}

// A shape is the passages of an index and their lengths, by place: a passage
// has the same place in ids, lengths and postings.
type shape struct {
	ids     []int64 // ascending
	lengths []rank.Lengths
	means   rank.Means
}

// readShape reads the lengths that FTS5 keeps of each passage of a guild. All
// come as one row: a row of its own for each would take several times as long.
func (b *Base) readShape(ctx context.Context, number int64) (shape, error) {
	all, err := sqlite.One[sql.NullString](ctx, b.db, `select group_concat(id || ':' || hex(sz))
		from (select s.id, d.sz from stems s join terms_docsize d on d.id = s.id where s.guild = ? order by s.id)`, number)
	if err != nil {
		return shape{}, err
	}
	var s shape
	for row := range strings.SplitSeq(all.String, ",") {
		id, sizes, ok := strings.Cut(row, ":")
		if !ok {
			continue // no passages
		}
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return shape{}, fmt.Errorf("index of guild %d: passage %q: %w", number, id, err)
		}
		s.ids = append(s.ids, n)
		s.lengths = append(s.lengths, lengths(sizes))
	}
	s.means = rank.MeanLengths(s.lengths)
	return s, nil
}

// lengths reads SQLite's varints, one for each field, in hexadecimal.
func lengths(sizes string) (l rank.Lengths) {
	var raw [32]byte
	n, _ := hex.Decode(raw[:], []byte(sizes[:min(len(sizes), 2*len(raw))]))
	field := rank.Title
	value := uint32(0)
	for _, c := range raw[:n] {
		value = value<<7 | uint32(c&0x7f)
		if c < 0x80 && field < rank.Fields {
			l[field], value = value, 0
			field++
		}
	}
	return l
}

// readPostings reads where a stem stands in a guild's passages, nil if nowhere.
// The guild's number is a part of the term that is looked up, and what is no
// passage of s is left out.
func (b *Base) readPostings(ctx context.Context, number int64, stem string, s *shape) (*rank.Postings, error) {
	all, err := sqlite.One[sql.NullString](ctx, b.db,
		`select group_concat(doc || substr(col, 1, 1), '') from vocab where term = ? || ':' || ?`, number, stem)
	if err != nil || all.String == "" {
		return nil, err
	}
	var places []place
	for i, text := 0, all.String; i < len(text); i++ {
		id := int64(0)
		for ; text[i] <= '9'; i++ {
			id = id*10 + int64(text[i]-'0')
		}
		if last := len(places) - 1; last < 0 || places[last].id != id {
			places = append(places, place{id: id})
		}
		places[len(places)-1].counts[fieldOf(text[i])]++
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Compare(a.id, b.id) })
	return s.postings(places), nil
}

// A place is a passage that holds a stem.
type place struct {
	id     int64
	counts rank.Counts
}

// fieldOf names a column by its first letter.
func fieldOf(column byte) rank.Field {
	switch column {
	case 't':
		return rank.Title
	case 'h':
		return rank.Heading
	case 'q':
		return rank.Questions
	}
	return rank.Body
}

// postings puts places, by ascending id, into the order of s. A passage that
// is newer than s is left out.
func (s *shape) postings(places []place) *rank.Postings {
	p := new(rank.Postings)
	at := 0
	for _, x := range places {
		n, ok := slices.BinarySearch(s.ids[at:], x.id)
		at += n
		if ok {
			p.Add(uint32(at), x.counts, s.lengths[at], s.means)
		}
	}
	if p.Len() == 0 {
		return nil
	}
	return p
}

// languages returns the languages of a guild's articles, commonest first.
func (b *Base) languages(ctx context.Context, number int64) ([]string, error) {
	return sqlite.Select(ctx, b.db, sqlite.Value[string], `select r.language
		from articles a join revisions r on r.article = a.id and r.number = a.revision
		where a.guild = ? group by r.language order by count(*) desc, r.language`, number)
}

// subjects returns the stems that stand in titles.
func (b *Base) subjects(ctx context.Context, number int64) (map[string]bool, error) {
	all, err := sqlite.One[sql.NullString](ctx, b.db, `select group_concat(title, ' ')
		from (select distinct title from stems where guild = ?)`, number)
	subjects := make(map[string]bool)
	for term := range strings.FieldsSeq(all.String) {
		subjects[term] = true
	}
	return subjects, err
}

// sizes returns the number of passages of each article.
func (b *Base) sizes(ctx context.Context, number int64) (map[int64]int, error) {
	all, err := sqlite.One[sql.NullString](ctx, b.db, `select group_concat(article || ':' || n)
		from (select p.article, count(*) n from passages p join articles a on a.id = p.article where a.guild = ? group by p.article)`, number)
	sizes := make(map[int64]int)
	for row := range strings.SplitSeq(all.String, ",") {
		article, n, _ := strings.Cut(row, ":")
		id, _ := strconv.ParseInt(article, 10, 64) // SQLite's own integers
		sizes[id], _ = strconv.Atoi(n)
	}
	return sizes, err
}

// numbers writes a JSON list.
func numbers(ids []int64) string {
	var list strings.Builder
	for i, id := range ids {
		list.WriteByte("[,"[min(i, 1)])
		list.WriteString(strconv.FormatInt(id, 10))
	}
	return list.String() + "]"
}

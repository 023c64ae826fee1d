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

	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
)

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

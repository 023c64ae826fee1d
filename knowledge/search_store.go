package knowledge

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
	"pamphlet/knowledge/search"
)

// A searchStore reads from a base what package search needs of a guild.
type searchStore struct{ b *Base }

// Corpus implements search.Store.
func (s searchStore) Corpus(ctx context.Context, guild int64) (c search.Corpus, err error) {
	if err = s.readLengths(ctx, &c, guild); err != nil {
		return c, err
	}
	if c.Languages, err = s.languages(ctx, guild); err != nil {
		return c, err
	}
	if c.Sizes, err = s.sizes(ctx, guild); err != nil {
		return c, err
	}
	if c.Subjects, err = s.subjects(ctx, guild); err != nil {
		return c, err
	}
	passages := 0
	for _, size := range c.Sizes {
		passages += size
	}
	if held := len(c.IDs); held != passages {
		return c, fmt.Errorf("%w: the index of guild number %d holds %d of %d passages", ErrDamaged, guild, held, passages)
	}
	if passages > 0 && !slices.ContainsFunc(c.Lengths, func(l rank.Lengths) bool { return l != rank.Lengths{} }) {
		return c, fmt.Errorf("%w: the index of guild number %d is empty", ErrDamaged, guild)
	}
	c.Synonyms, err = sqlite.One[string](ctx, s.b.db, `select value from settings where guild = ? and name = ?`, guild, SettingSynonyms)
	return c, err
}

// readLengths reads the lengths that FTS5 keeps of each passage of a guild. All
// come as one row: a row of its own for each would take several times as long.
func (s searchStore) readLengths(ctx context.Context, c *search.Corpus, guild int64) error {
	all, err := sqlite.One[sql.NullString](ctx, s.b.db, `select group_concat(id || ':' || hex(sz))
		from (select s.id, d.sz from stems s join terms_docsize d on d.id = s.id where s.guild = ? order by s.id)`, guild)
	if err != nil {
		return err
	}
	for row := range strings.SplitSeq(all.String, ",") {
		id, sizes, ok := strings.Cut(row, ":")
		if !ok {
			continue // no passages
		}
		n, err := strconv.ParseInt(id, 10, 64)
		if err != nil {
			return fmt.Errorf("index of guild %d: passage %q: %w", guild, id, err)
		}
		c.IDs = append(c.IDs, n)
		c.Lengths = append(c.Lengths, lengths(sizes))
	}
	return nil
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

// languages returns the languages of a guild's articles, commonest first.
func (s searchStore) languages(ctx context.Context, guild int64) ([]string, error) {
	return sqlite.Select(ctx, s.b.db, sqlite.Value[string], `select r.language
		from articles a join revisions r on r.article = a.id and r.number = a.revision
		where a.guild = ? group by r.language order by count(*) desc, r.language`, guild)
}

// subjects returns the stems that stand in titles.
func (s searchStore) subjects(ctx context.Context, guild int64) (map[string]bool, error) {
	all, err := sqlite.One[sql.NullString](ctx, s.b.db, `select group_concat(title, ' ')
		from (select distinct title from stems where guild = ?)`, guild)
	subjects := make(map[string]bool)
	for term := range strings.FieldsSeq(all.String) {
		subjects[term] = true
	}
	return subjects, err
}

// sizes returns the number of passages of each article; or ErrDamaged if one lacks
// its revision, or a passage before its last.
func (s searchStore) sizes(ctx context.Context, guild int64) (map[int64]int, error) {
	all, err := sqlite.One[sql.NullString](ctx, s.b.db, `select group_concat(article || ':' || n || ':' || whole)
		from (select p.article, count(*) n, count(*) = max(p.position) + 1 and count(*) = count(r.number) as whole
			from passages p join articles a on a.id = p.article left join revisions r on r.article = a.id and r.number = a.revision
			where a.guild = ? group by p.article)`, guild)
	sizes := make(map[int64]int)
	for row := range strings.SplitSeq(all.String, ",") {
		article, rest, _ := strings.Cut(row, ":")
		n, whole, _ := strings.Cut(rest, ":")
		if whole == "0" {
			return nil, fmt.Errorf("%w: article number %s lacks its revision or some of its %s passages", ErrDamaged, article, n)
		}
		id, _ := strconv.ParseInt(article, 10, 64) // SQLite's own integers
		sizes[id], _ = strconv.Atoi(n)
	}
	return sizes, err
}

// Postings implements search.Store. The guild's number is a part of the term that is
// looked up.
func (s searchStore) Postings(ctx context.Context, guild int64, stem string) ([]search.Posting, error) {
	all, err := sqlite.One[sql.NullString](ctx, s.b.db,
		`select group_concat(doc || substr(col, 1, 1), '') from vocab where term = ? || ':' || ?`, guild, stem)
	if err != nil || all.String == "" {
		return nil, err
	}
	var found []search.Posting
	for i, text := 0, all.String; i < len(text); i++ {
		id := int64(0)
		for ; text[i] <= '9'; i++ {
			id = id*10 + int64(text[i]-'0')
		}
		if last := len(found) - 1; last < 0 || found[last].ID != id {
			found = append(found, search.Posting{ID: id})
		}
		found[len(found)-1].Counts[fieldOf(text[i])]++
	}
	slices.SortFunc(found, func(a, b search.Posting) int { return cmp.Compare(a.ID, b.ID) })
	return found, nil
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

// Words implements search.Store.
func (s searchStore) Words(ctx context.Context, guild int64) (string, error) {
	return sqlite.One[string](ctx, s.b.db, `select coalesce(group_concat(word, ' '), '') from words where guild = ?`, guild)
}

// Texts implements search.Store.
func (s searchStore) Texts(ctx context.Context, guild int64, ids []int64, read func(search.StoredText)) error {
	_, err := sqlite.Select(ctx, s.b.db, func(rows *sql.Rows) (none struct{}, err error) {
		var p search.StoredText
		var heading, questions sql.RawBytes
		if err = rows.Scan(&p.ID, &p.Article, &p.Title, &heading, &questions, &p.Text, &p.Language,
			&p.Stems.Title, &p.Stems.Heading, &p.Stems.Questions, &p.Stems.Body); err != nil {
			return none, err
		}
		if err = json.Unmarshal(heading, &p.Heading); err != nil {
			return none, err
		}
		if err = json.Unmarshal(questions, &p.Questions); err != nil {
			return none, err
		}
		read(p)
		return none, nil
	}, `select s.id, p.article, p.title, p.heading, p.questions, p.text, r.language, s.title, s.heading, s.questions, s.body
		from json_each(?) j cross join stems s on s.id = j.value and s.guild = ? join passages p on p.id = s.id
		join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision`,
		numbers(ids), guild)
	return err
}

// Listings implements search.Store.
//
// A cross join is what SQLite does in this order: else it may look through the
// list for each of the guild's passages.
func (s searchStore) Listings(ctx context.Context, guild int64, ids []int64, read func(search.Listing)) error {
	_, err := sqlite.Select(ctx, s.b.db, func(rows *sql.Rows) (none struct{}, err error) {
		var p search.Listing
		var questions, published string
		if err = rows.Scan(&p.ID, &p.Title, &questions, &p.Language, &published); err != nil {
			return none, err
		}
		if err = json.Unmarshal([]byte(questions), &p.Questions); err != nil {
			return none, err
		}
		p.Published = parseDate(published)
		read(p)
		return none, nil
	}, `select p.id, p.title, p.questions, r.language, r.published from json_each(?) j cross join passages p on p.id = j.value
		join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision where a.guild = ?`, numbers(ids), guild)
	return err
}

// Passages implements search.Store. What is not as it was saved is ErrDamaged.
func (s searchStore) Passages(ctx context.Context, guild int64, ids []int64) ([]Passage, error) {
	passages, err := s.b.passages(ctx, guild, ids)
	if err != nil {
		return nil, err
	}
	return passages, s.b.verifyPassages(ctx, guild, ids)
}

// FirstPart implements search.Store.
func (s searchStore) FirstPart(ctx context.Context, guild, id int64, part int) (first Passage, ok bool, err error) {
	all, err := sqlite.Select(ctx, s.b.db, scanPassage, passageRow+`where a.guild = ? and p.part = 1
		and p.article = (select article from passages where id = ?)
		and p.position = (select position from passages where id = ?) - ?`, guild, id, id, part-1)
	if err != nil || len(all) == 0 {
		return Passage{}, false, err
	}
	return all[0], true, s.b.verifyPassages(ctx, guild, []int64{all[0].ID})
}

// numbers writes a JSON list.
func numbers(ids []int64) string {
	list := []byte{'['}
	for i, id := range ids {
		if i > 0 {
			list = append(list, ',')
		}
		list = strconv.AppendInt(list, id, 10)
	}
	return string(append(list, ']'))
}

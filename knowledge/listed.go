package knowledge

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"hash/maphash"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/sqlite"
	"pamphlet/internal/stem"
)

// A question that a moderator listed and a member asks word for word is
// answered by the passage it is listed with: no figure knows better. That holds
// for headings too, as suggestions show them.

// maxListedParts is how many passages may answer one listed question: the parts
// of one long section. What more are listed with tells none of them.
const maxListedParts = 32

// listed holds what each passage of a guild is listed with, folded. The zero
// value is empty.
type listed struct {
	of    map[int64]listing
	byKey map[string][]int64 // passages
	slips []wordLess         // for slips, by hash; nil until one is looked for
	seed  maphash.Seed
}

// A listing is what one passage is listed with.
type listing struct {
	keys        []string
	title, date string // folded: what tells it from another passage with the same key
}

// A wordLess is a key without one of its words: what is left of a misspelt
// question is found by it.
type wordLess struct {
	hash uint64
	key  string
}

// answerAt is searchAt, but that a listed question which is asked word for word
// is answered by the passage that lists it, whatever else is found.
func (b *Base) answerAt(ctx context.Context, g guild, q Query) (Result, error) {
	passages, slip, err := b.listedWith(ctx, g, q.Text)
	if err != nil {
		return Result{}, err
	}
	r, err := b.searchAt(ctx, g, q)
	if err != nil {
		return r, err
	}
	if p, ok := oneListed(passages, q.Text, q.Article); ok {
		r.answerWith(p, passages, slip, q.Limit)
	}
	r.suggest()
	return r, nil
}

// listedWith returns the passages that text is listed with, and the one word of
// it that was misspelt, or "".
func (b *Base) listedWith(ctx context.Context, g guild, text string) (all []Passage, slip string, err error) {
	ids, slip, err := b.listedIDs(ctx, g, text)
	if err != nil || len(ids) == 0 || len(ids) > maxListedParts {
		return nil, "", err
	}
	byID, err := b.shownPassages(ctx, g, ids)
	for _, id := range ids {
		if p, ok := byID[id]; ok {
			all = append(all, p)
		}
	}
	return all, slip, err
}

// listedIDs is listedWith for the passages' ids.
func (b *Base) listedIDs(ctx context.Context, g guild, text string) (ids []int64, slip string, err error) {
	x, release := b.indexes.use(g.number)
	defer release()
	if err := x.refresh(ctx, b, g.revision); err != nil {
		return nil, "", err
	}
	return x.findListed(ctx, b, text)
}

// findListed is listedIDs of an index that is up to date. x.mu is held.
func (x *index) findListed(ctx context.Context, b *Base, text string) (ids []int64, slip string, err error) {
	text = strings.Map(seen, text)
	asked := make([][]string, len(x.languages))
	for i, language := range x.languages {
		asked[i] = written(text, language)
		if ids := x.listed.byKey[strings.Join(singulars(asked[i], language), " ")]; len(ids) > 0 {
			return ids, "", nil
		}
	}
	for i, language := range x.languages {
		written, key := asked[i], singulars(asked[i], language)
		for _, near := range x.listed.slipped(key, written) {
			// What is a word of its own was meant: "boots" is no slip of "books".
			slip := written[near.at]
			if language != "en" && !mechanical(slip, near.words[near.at]) || lexicon.Known(slip) || stem.Turning(slip, language) || stem.Turning(near.words[near.at], language) {
				continue
			}
			stems := stem.Terms(slip, language)
			if len(stems) != 1 {
				continue // a word of every sentence
			}
			if found, err := x.find(ctx, b, stems[0]); err != nil {
				return nil, "", err
			} else if found == nil {
				return x.listed.byKey[near.key], slip, nil
			}
		}
	}
	return nil, "", nil
}

// mechanical reports whether a slip makes no other word, whatever the language:
// a letter is doubled or not, or two changed places. Only English words are
// known, by which others could be told from slips.
func mechanical(slip, word string) bool {
	once := func(s string) []rune { return slices.Compact([]rune(s)) }
	a, b := []rune(slip), []rune(word)
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(once(slip), once(word)) || slices.Equal(a, b)
}

// oneListed returns the passage that answers what all of these are listed with,
// if they say the same or are parts of one section: then the first part. Of
// several, one that is listed with the very text is meant, and one of the
// article at hand.
func oneListed(all []Passage, text, article string) (Passage, bool) {
	if len(all) == 0 {
		return Passage{}, false
	}
	for _, meant := range []func(Passage) bool{
		func(p Passage) bool { return slices.Contains(p.Questions, strings.TrimSpace(text)) },
		func(p Passage) bool { return p.Article == article },
	} {
		if some := slices.DeleteFunc(slices.Clone(all), func(p Passage) bool { return !meant(p) }); len(some) > 0 {
			all = some
		}
	}
	first := all[0]
	for _, p := range all[1:] {
		switch {
		case p.Article == first.Article && slices.Equal(p.Heading, first.Heading):
			if p.Start < first.Start {
				first = p
			}
		case p.Text != first.Text:
			return Passage{}, false
		}
	}
	return first, true
}

// answerWith makes p, one of those that the question is listed with but for a
// misspelt word, the answer.
func (r *Result) answerWith(p Passage, all []Passage, slip string, limit int) {
	at := slices.IndexFunc(r.Matches, func(m Match) bool {
		return m.ID == p.ID || slices.ContainsFunc(m.Duplicates, func(twin Passage) bool { return twin.ID == p.ID })
	})
	if at < 0 {
		m := Match{Passage: p}
		if len(r.Matches) > 0 {
			m.Score = r.Matches[0].Score
		}
		for _, twin := range all {
			if twin.ID != p.ID && twin.Text == p.Text && limit <= 0 {
				m.Duplicates = append(m.Duplicates, twin)
			}
		}
		r.Matches, at = append(r.Matches, m), len(r.Matches)
	}
	r.promote(at, "This very question is listed with the passage.")
	r.Matches = r.Matches[:min(len(r.Matches), cmp.Or(max(limit, 0), DefaultLimit))]
	r.Matches[0].Confidence = 1
	r.Listed, r.Matches[0].Listed = true, true
	r.Answered, r.Reason, r.Choices, r.Nearest, r.Closest = true, "", nil, nil, nil
	if len(r.Corrections) != 1 || !strings.EqualFold(r.Corrections[0].From, slip) {
		r.Corrected, r.Corrections = "", nil // the list knows the words as they are
	}
}

// refresh makes l what the passages of these ids are listed with. A passage
// never changes: only those that are new are read.
func (l *listed) refresh(ctx context.Context, b *Base, guild int64, ids []int64) error {
	of := make(map[int64]listing, len(ids))
	var missing []int64
	for _, id := range ids {
		if known, ok := l.of[id]; ok {
			of[id] = known
		} else {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 && len(of) == len(l.of) {
		return nil
	}
	if err := readListed(ctx, b, guild, missing, of); err != nil {
		return err
	}
	*l = listed{of: of, byKey: make(map[string][]int64, len(of))}
	for _, id := range ids {
		for _, key := range of[id].keys {
			l.byKey[key] = append(l.byKey[key], id)
		}
	}
	for _, id := range ids {
		one := of[id]
		for _, key := range one.keys {
			if len(l.byKey[key]) > 1 {
				l.add(key+" "+one.title, id)
				l.add(key+" "+one.title+one.date, id)
			}
		}
	}
	return nil
}

// add lists a passage with a key, once.
func (l *listed) add(key string, id int64) {
	if !slices.Contains(l.byKey[key], id) {
		l.byKey[key] = append(l.byKey[key], id)
	}
}

// readListed reads what passages are listed with into of.
//
// A cross join is what SQLite does in this order: else it may look through the
// list for each of the guild's passages.
func readListed(ctx context.Context, b *Base, guild int64, ids []int64, of map[int64]listing) error {
	if len(ids) == 0 {
		return nil
	}
	titles := make(map[string]string) // folded, by the title: passages share their article's
	_, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (none struct{}, err error) {
		var id int64
		var title, questions, language, published string
		if err = rows.Scan(&id, &title, &questions, &language, &published); err != nil {
			return none, err
		}
		var asked []string
		if err = json.Unmarshal([]byte(questions), &asked); err != nil {
			return none, err
		}
		if _, ok := titles[title]; !ok {
			titles[title] = strings.Join(listedKey(title, language), " ")
		}
		one := listing{title: titles[title]}
		if published != "" {
			one.date = " " + strings.ReplaceAll(published, "-", " ") // the words of a date
		}
		for _, q := range asked {
			if key := strings.Join(listedKey(q, language), " "); key != "" {
				one.keys = appendNew(one.keys, key)
			}
		}
		of[id] = one
		return none, nil
	}, `select p.id, p.title, p.questions, r.language, r.published from json_each(?) j cross join passages p on p.id = j.value
		join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision where a.guild = ?`, numbers(ids), guild)
	return err
}

// A nearKey is a key, in words, that differs from another in one letter of the
// word at a place.
type nearKey struct {
	key   string
	words []string
	at    int
}

// A question in which one letter may be wrong has so many letters at least
// ("adress"), and so many words at most.
const (
	minSlipLetters = 6
	maxSlipWords   = 16
)

// slipped returns the keys that differ from key in one letter. written are its
// words with their plurals.
func (l *listed) slipped(key, written []string) []nearKey {
	if len(key) > maxSlipWords || len(strings.Join(written, "")) < minSlipLetters {
		return nil
	}
	if l.slips == nil {
		l.seed, l.slips = maphash.MakeSeed(), []wordLess{}
		for known := range l.byKey {
			words := strings.Split(known, " ")
			for at := range words[:min(len(words), maxSlipWords)] {
				l.slips = append(l.slips, wordLess{l.without(words, at), known})
			}
		}
		slices.SortFunc(l.slips, func(a, b wordLess) int { return cmp.Compare(a.hash, b.hash) })
	}
	var near []nearKey
	for at := range key {
		hash := l.without(key, at)
		i, _ := slices.BinarySearchFunc(l.slips, hash, func(w wordLess, hash uint64) int { return cmp.Compare(w.hash, hash) })
		for ; i < len(l.slips) && l.slips[i].hash == hash; i++ {
			words := strings.Split(l.slips[i].key, " ")
			if off, ok := oneWordOff(key, written, words); ok && off == at {
				near = append(near, nearKey{l.slips[i].key, words, at})
			}
		}
	}
	slices.SortFunc(near, func(a, b nearKey) int { return cmp.Compare(a.key, b.key) })
	return near
}

// without is the hash of words but for the one at a place.
func (l *listed) without(words []string, at int) uint64 {
	var h maphash.Hash
	h.SetSeed(l.seed)
	for i, word := range words {
		if i != at {
			h.WriteString(word)
		}
		h.WriteByte(' ')
	}
	return h.Sum64()
}

// oneWordOff returns the place of the one word of key that is a slip away from
// that of other.
func oneWordOff(key, written, other []string) (at int, ok bool) {
	if len(key) != len(other) {
		return 0, false
	}
	at = -1
	for i := range key {
		switch {
		case key[i] == other[i]:
		case at >= 0 || !oneSlip(key[i], other[i]) && !oneSlip(written[i], other[i]):
			return 0, false
		default:
			at = i
		}
	}
	return at, at >= 0
}

// oneSlip reports whether a and b differ by one letter that was left out, added
// or changed, or by two neighbours that changed places.
func oneSlip(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	i := 0
	for i < len(x) && x[i] == y[i] {
		i++
	}
	switch len(y) - len(x) {
	case 1:
		return slices.Equal(x[i:], y[i+1:])
	case 0:
		if i == len(x) || slices.Equal(x[i+1:], y[i+1:]) {
			return i < len(x)
		}
		return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && slices.Equal(x[i+2:], y[i+2:])
	}
	return false
}

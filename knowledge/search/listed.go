package search

import (
	"cmp"
	"context"
	"hash/maphash"
	"slices"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/stem"
	"pamphlet/knowledge/passage"
)

// A question that a moderator listed and a member asks word for word is
// answered by the passage it is listed with: no figure knows better. That holds
// for headings too, as suggestions show them.

// MaxListedParts is how many passages may answer one listed question: the parts
// of one long section. What more are listed with tells none of them.
const MaxListedParts = 32

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

// listedWith returns the passages that text is listed with, and the one word of
// it that was misspelt, or "".
func (s *Searcher) listedWith(ctx context.Context, g Guild, text string) (all []passage.Passage, slip string, err error) {
	ids, slip, err := s.listedIDs(ctx, g, text)
	if err != nil || len(ids) == 0 || len(ids) > MaxListedParts {
		return nil, "", err
	}
	byID, err := s.shownPassages(ctx, g, ids)
	for _, id := range ids {
		if p, ok := byID[id]; ok {
			all = append(all, p)
		}
	}
	return all, slip, err
}

// listedIDs is listedWith for the passages' ids.
func (s *Searcher) listedIDs(ctx context.Context, g Guild, text string) (ids []int64, slip string, err error) {
	x, release := s.indexes.use(g.Number)
	defer release()
	if err := x.refresh(ctx, g.Revision); err != nil {
		return nil, "", err
	}
	return x.findListed(ctx, text)
}

// findListed is listedIDs of an index that is up to date. x.mu is held.
func (x *index) findListed(ctx context.Context, text string) (ids []int64, slip string, err error) {
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
			if found, err := x.find(ctx, stems[0]); err != nil {
				return nil, "", err
			} else if found == nil {
				return x.listed.byKey[near.key], slip, nil
			}
		}
	}
	return nil, "", nil
}

// oneListed returns the passage that answers what all of these are listed with,
// if they say the same or are parts of one section: then the first part. Of
// several, one that is listed with the very text is meant, and one of the
// article at hand.
func oneListed(all []passage.Passage, text, article string) (passage.Passage, bool) {
	if len(all) == 0 {
		return passage.Passage{}, false
	}
	for _, meant := range []func(passage.Passage) bool{
		func(p passage.Passage) bool { return slices.Contains(p.Questions, strings.TrimSpace(text)) },
		func(p passage.Passage) bool { return p.Article == article },
	} {
		if some := slices.DeleteFunc(slices.Clone(all), func(p passage.Passage) bool { return !meant(p) }); len(some) > 0 {
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
			return passage.Passage{}, false
		}
	}
	return first, true
}

// answerWith makes p, one of those that the question is listed with but for a
// misspelt word, the answer.
func (r *Result) answerWith(p passage.Passage, all []passage.Passage, slip string, limit int) {
	at := slices.IndexFunc(r.Matches, func(m Match) bool {
		return m.ID == p.ID || slices.ContainsFunc(m.Duplicates, func(duplicate passage.Passage) bool { return duplicate.ID == p.ID })
	})
	if at < 0 {
		m := Match{Passage: p}
		if len(r.Matches) > 0 {
			m.Score = r.Matches[0].Score
		}
		for _, duplicate := range all {
			if duplicate.ID != p.ID && duplicate.Text == p.Text && limit <= 0 {
				m.Duplicates = append(m.Duplicates, duplicate)
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
func (l *listed) refresh(ctx context.Context, store Store, guild int64, ids []int64) error {
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
	if err := readListed(ctx, store, guild, missing, of); err != nil {
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
func readListed(ctx context.Context, store Store, guild int64, ids []int64, of map[int64]listing) error {
	if len(ids) == 0 {
		return nil
	}
	titles := make(map[string]string) // folded, by the title: passages share their article's
	return store.Listings(ctx, guild, ids, func(p Listing) {
		if _, ok := titles[p.Title]; !ok {
			titles[p.Title] = strings.Join(listedKey(p.Title, p.Language), " ")
		}
		one := listing{title: titles[p.Title]}
		if !p.Published.IsZero() {
			one.date = p.Published.Format(" 2006 01 02") // the words of a date
		}
		for _, q := range p.Questions {
			if key := strings.Join(listedKey(q, p.Language), " "); key != "" && !slices.Contains(one.keys, key) {
				one.keys = append(one.keys, key)
			}
		}
		of[p.ID] = one
	})
}

// Contested returns those of an article's passages that are listed with a question
// of one before them and say something else, each with that question as its only one:
// who asks it gets one of the two by chance. The parts of a long section are no
// rivals.
func Contested(passages []passage.Passage) []passage.Passage {
	var all []passage.Passage
	first := map[string]passage.Passage{} // by the folded question
	for _, p := range passages {
		for _, q := range p.Questions {
			key := strings.Join(listedKey(q, p.Language), " ")
			before, listed := first[key]
			switch {
			case key == "" || p.Part > 1:
			case !listed:
				first[key] = p
			case before.Text != p.Text && before.Start != p.Start:
				p.Questions = []string{q}
				all = append(all, p)
			}
		}
	}
	return all
}

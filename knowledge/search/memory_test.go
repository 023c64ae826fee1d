package search

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"pamphlet/internal/rank"
	"pamphlet/knowledge/passage"
)

// A memory is a Store of one guild. What knowledge keeps in a database, it makes anew
// whenever it is asked.
type memory struct {
	analyzer  Analyzer
	passages  []passage.Passage // their ids are their places, from 1
	stems     []Stems
	languages []string // of the articles
	words     []string
	synonyms  string
}

// guild is the one in a memory: a revision for each article and list of synonyms.
func (m *memory) guild() Guild { return Guild{1, int64(len(m.languages) + len(m.synonyms))} }

// add adds the article of a slug.
func (m *memory) add(slug, language, text string) {
	passages, _ := passage.Cut("On "+slug, text)
	for _, p := range passages {
		p.ID, p.Article, p.Revision, p.Language = int64(len(m.passages)+1), slug, 1, language
		m.passages = append(m.passages, p)
		m.stems = append(m.stems, m.analyzer.Stems(p))
	}
	m.languages = append(m.languages, language)
	m.words = append(m.words, m.analyzer.Fresh()...)
}

func (s Stems) fields() [rank.Fields]string {
	return [...]string{rank.Title: s.Title, rank.Heading: s.Heading, rank.Questions: s.Questions, rank.Body: s.Body}
}

// article is the number of a passage's article.
func (m *memory) article(p passage.Passage) int64 {
	return int64(1 + slices.IndexFunc(m.passages, func(o passage.Passage) bool { return o.Article == p.Article }))
}

func (m *memory) Corpus(context.Context, int64) (Corpus, error) {
	c := Corpus{Sizes: map[int64]int{}, Subjects: map[string]bool{}, Synonyms: m.synonyms}
	for i, p := range m.passages {
		var lengths rank.Lengths
		for field, text := range m.stems[i].fields() {
			lengths[field] = uint32(len(strings.Fields(text)))
		}
		c.IDs, c.Lengths = append(c.IDs, p.ID), append(c.Lengths, lengths)
		c.Sizes[m.article(p)]++
		for _, stem := range strings.Fields(m.stems[i].Title) {
			c.Subjects[stem] = true
		}
	}
	times := map[string]int{}
	for _, language := range m.languages {
		times[language]++
	}
	c.Languages = slices.SortedFunc(maps.Keys(times), func(a, b string) int { return cmp.Or(cmp.Compare(times[b], times[a]), cmp.Compare(a, b)) })
	return c, nil
}

func (m *memory) Postings(_ context.Context, _ int64, stem string) (found []Posting, err error) {
	for i, p := range m.passages {
		posting := Posting{ID: p.ID}
		for field, text := range m.stems[i].fields() {
			for _, s := range strings.Fields(text) {
				if s == stem {
					posting.Counts[field]++
				}
			}
		}
		if posting.Counts != (rank.Counts{}) {
			found = append(found, posting)
		}
	}
	return found, nil
}

func (m *memory) Words(context.Context, int64) (string, error) {
	return strings.Join(m.words, " "), nil
}

func (m *memory) Texts(_ context.Context, _ int64, ids []int64, read func(StoredText)) error {
	for _, id := range ids {
		p := m.passages[id-1]
		read(StoredText{ID: id, Article: m.article(p), Title: p.Title, Text: p.Text, Language: p.Language, Heading: p.Heading, Questions: p.Questions, Stems: m.stems[id-1]})
	}
	return nil
}

func (m *memory) Listings(_ context.Context, _ int64, ids []int64, read func(Listing)) error {
	for _, id := range ids {
		p := m.passages[id-1]
		read(Listing{ID: id, Title: p.Title, Language: p.Language, Questions: p.Questions})
	}
	return nil
}

func (m *memory) Passages(_ context.Context, _ int64, ids []int64) (all []passage.Passage, err error) {
	for _, id := range ids {
		all = append(all, m.passages[id-1])
	}
	return all, nil
}

func (m *memory) FirstPart(_ context.Context, _, id int64, part int) (passage.Passage, bool, error) {
	return m.passages[id-int64(part)], true, nil
}

// Two articles of one subject, for the tests beside this package, too.
const Clinic = `# How long does an infusion take?

An infusion takes about forty minutes. Staff stay in the room.

# What helps with nausea?

Nausea often passes within an hour. A tablet taken before the visit helps many people.

# What are the side effects of ketamine?

People may feel dizzy or sleepy for an hour or two. Blood pressure rises for a while.`

const Tablets = `# What are the side effects of antidepressants?

A dry mouth and headaches are common in the first weeks of tablets.`

func twoArticles() *memory {
	m := &memory{analyzer: Analyzer{}}
	m.add("ketamine", "en", Clinic)
	m.add("antidepressants", "en", Tablets)
	return m
}

// understood returns how a guild's index reads a question.
func understood(t *testing.T, m *memory, text string, earlier ...string) *understanding {
	t.Helper()
	u, err := indexed(t, m).ask(t.Context(), &workspace{analyzer: Analyzer{}}, text, earlier)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// indexed returns the index of what m holds.
func indexed(t *testing.T, m *memory) *index {
	t.Helper()
	x := &index{store: m, number: m.guild().Number}
	if err := x.refresh(t.Context(), m.guild().Revision); err != nil {
		t.Fatal(err)
	}
	return x
}

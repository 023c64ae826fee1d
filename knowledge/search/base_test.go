package search_test

import (
	"path/filepath"
	"testing"
	"time"

	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// These tests ask a base as members do: they see what is stored, too.

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func open(t testing.TB) *knowledge.Base {
	t.Helper()
	b, err := knowledge.Open(t.Context(), rqlitetest.Database(t, filepath.Join(t.TempDir(), "k.db")))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

func article(guild, slug, text string) knowledge.Article {
	return knowledge.Article{Guild: guild, Slug: slug, Title: "On " + slug, Language: "en", Text: text}
}

func save(t testing.TB, b *knowledge.Base, articles ...knowledge.Article) {
	t.Helper()
	for _, a := range articles {
		if _, err := b.Save(t.Context(), a, knowledge.Change{Who: "maria", When: monday}); err != nil {
			t.Fatal(err)
		}
	}
}

func twoArticles(t *testing.T) *knowledge.Base {
	t.Helper()
	b := open(t)
	save(t, b, article("g", "ketamine", search.Clinic), article("g", "antidepressants", search.Tablets))
	return b
}

// ask returns the best match, or fails the test.
func ask(t *testing.T, b *knowledge.Base, question string) search.Match {
	t.Helper()
	r, err := b.Search(t.Context(), search.Query{Guild: "g", Text: question})
	if err != nil || len(r.Matches) == 0 {
		t.Fatalf("%q: %d matches, %v", question, len(r.Matches), err)
	}
	return r.Matches[0]
}

func last(m search.Match) string { return m.Heading[len(m.Heading)-1] }

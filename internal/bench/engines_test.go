package bench

import (
	"context"
	"database/sql"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the English analyzer
	_ "github.com/mattn/go-sqlite3"

	"pamphlet/internal/stem"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// An engine answers questions with the places of passages, best first.
type engine interface {
	ask(ctx context.Context, question string) (int, error)
}

// engines are those compared, each over the same text.
var engines = []struct {
	name string
	make func(*testing.B, *text) engine
}{{"pamphlet", newPamphlet}, {"fts5", newFTS5}, {"bleve", newBleve}}

// A text is what an engine is asked about: the same passages, for Pamphlet
// within their articles.
type text struct {
	articles []knowledge.Article
	passages []passage
}

type pamphlet struct{ base *knowledge.Base }

func newPamphlet(b *testing.B, t *text) engine {
	base, err := knowledge.Open(b.Context(), filepath.Join(b.TempDir(), "p.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { base.Close() })
	if _, err := base.SaveAll(b.Context(), "g", t.articles, knowledge.Change{}, nil); err != nil {
		b.Fatal(err)
	}
	return pamphlet{base}
}

func (e pamphlet) ask(ctx context.Context, question string) (int, error) {
	found, err := e.base.Search(ctx, search.Query{Guild: "g", Text: question})
	return len(found.Matches), err
}

type fts5 struct{ db *sql.DB }

func newFTS5(b *testing.B, t *text) engine {
	db, err := sql.Open("sqlite3", "file:"+filepath.Join(b.TempDir(), "f.db")+"?_journal_mode=WAL")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { db.Close() })
	tx, err := db.Begin()
	if err != nil {
		b.Fatal(err)
	}
	if _, err := tx.Exec(`create virtual table t using fts5 (title, heading, body, tokenize = 'porter')`); err != nil {
		b.Fatal(err)
	}
	for _, p := range t.passages {
		if _, err := tx.Exec(`insert into t values (?, ?, ?)`, p.title, p.heading, p.text); err != nil {
			b.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		b.Fatal(err)
	}
	return fts5{db}
}

// ask is what FTS5 does by itself: any of the words but the most common, by
// bm25.
func (e fts5) ask(ctx context.Context, question string) (int, error) {
	var words []string
	for _, t := range stem.Tokens(question, "en") {
		if !t.Stop {
			words = append(words, `"`+t.Word+`"`)
		}
	}
	if len(words) == 0 {
		return 0, nil
	}
	rows, err := e.db.QueryContext(ctx, `select rowid, title, heading, body from t where t match ? order by rank limit 10`, strings.Join(words, " OR "))
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var id int64
		var title, heading, body string
		if err := rows.Scan(&id, &title, &heading, &body); err != nil {
			return 0, err
		}
		n++
	}
	return n, rows.Err()
}

type bleveIndex struct{ index bleve.Index }

func newBleve(b *testing.B, t *text) engine {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = "en"
	index, err := bleve.New(filepath.Join(b.TempDir(), "bleve"), mapping)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { index.Close() })
	batch := index.NewBatch()
	for i, p := range t.passages {
		if err := batch.Index(strconv.Itoa(i), map[string]string{"heading": p.title + " " + p.heading, "body": p.text}); err != nil {
			b.Fatal(err)
		}
		if batch.Size() == 1000 || i == len(t.passages)-1 {
			if err := index.Batch(batch); err != nil {
				b.Fatal(err)
			}
			batch.Reset()
		}
	}
	return bleveIndex{index}
}

func (e bleveIndex) ask(ctx context.Context, question string) (int, error) {
	heading, body := bleve.NewMatchQuery(question), bleve.NewMatchQuery(question)
	heading.SetField("heading")
	body.SetField("body")
	request := bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(heading, body), 10, 0, false)
	request.Fields = []string{"heading", "body"}
	result, err := e.index.SearchInContext(ctx, request)
	if err != nil {
		return 0, err
	}
	return len(result.Hits), nil
}

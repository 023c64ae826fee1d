package bench

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/blevesearch/bleve/v2"
	_ "github.com/blevesearch/bleve/v2/analysis/lang/en" // the English analyzer
	_ "github.com/mattn/go-sqlite3"

	"pamphlet/internal/stem"
	"pamphlet/knowledge"
)

// An engine answers questions with the places of passages, best first.
type engine interface {
	ask(ctx context.Context, question string) (int, error)
}

// BenchmarkQuestion asks the same questions of each engine, over bases of the
// sizes in BENCH_PASSAGES (10000 if it is not set). Reported are the median and
// the 95th percentile, after one round to warm up, and the memory in use.
func BenchmarkQuestion(b *testing.B) {
	sizes := os.Getenv("BENCH_PASSAGES")
	if sizes == "" {
		sizes = "10000"
	}
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			b.Fatal(err)
		}
		w, err := newWriter("../lexicon/words.tsv")
		if err != nil {
			b.Fatal(err)
		}
		all := w.passages(n)
		questions := w.questions(all, 500)
		for _, e := range []struct {
			name string
			make func(*testing.B, []passage) engine
		}{{"pamphlet", newPamphlet}, {"fts5", newFTS5}, {"bleve", newBleve}} {
			b.Run(fmt.Sprintf("%s/%d", e.name, n), func(b *testing.B) { measure(b, e.make(b, all), questions) })
		}
	}
}

func measure(b *testing.B, e engine, questions []string) {
	for _, q := range questions {
		if _, err := e.ask(b.Context(), q); err != nil {
			b.Fatal(err)
		}
	}
	runtime.GC()
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	var times []time.Duration
	for i := 0; b.Loop(); i++ {
		start := time.Now()
		if _, err := e.ask(b.Context(), questions[i%len(questions)]); err != nil {
			b.Fatal(err)
		}
		times = append(times, time.Since(start))
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(times[len(times)*95/100].Microseconds()), "p95-µs")
	b.ReportMetric(float64(memory.HeapAlloc>>20), "heap-MiB")
}

type pamphlet struct{ base *knowledge.Base }

func newPamphlet(b *testing.B, all []passage) engine {
	base, err := knowledge.Open(b.Context(), filepath.Join(b.TempDir(), "p.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { base.Close() })
	var articles []knowledge.Article
	for i, p := range all {
		if i%8 == 0 {
			articles = append(articles, knowledge.Article{Guild: "g", Slug: strconv.Itoa(i), Title: p.title, Language: "en"})
		}
		a := &articles[len(articles)-1]
		a.Text += "# " + p.heading + "\n\n" + p.text + "\n\n"
	}
	if _, err := base.SaveAll(b.Context(), "g", articles, knowledge.Change{}, nil); err != nil {
		b.Fatal(err)
	}
	return pamphlet{base}
}

func (e pamphlet) ask(ctx context.Context, question string) (int, error) {
	found, err := e.base.Search(ctx, knowledge.Query{Guild: "g", Text: question})
	return len(found.Matches), err
}

type fts5 struct{ db *sql.DB }

func newFTS5(b *testing.B, all []passage) engine {
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
	for _, p := range all {
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

func newBleve(b *testing.B, all []passage) engine {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = "en"
	index, err := bleve.New(filepath.Join(b.TempDir(), "bleve"), mapping)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { index.Close() })
	batch := index.NewBatch()
	for i, p := range all {
		if err := batch.Index(strconv.Itoa(i), map[string]string{"heading": p.title + " " + p.heading, "body": p.text}); err != nil {
			b.Fatal(err)
		}
		if batch.Size() == 1000 || i == len(all)-1 {
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

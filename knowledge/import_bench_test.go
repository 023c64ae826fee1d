package knowledge

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pamphlet/internal/sqlite"
)

// prose makes text whose words are as frequent as in English: by Zipf's law,
// with an exponent of 1.07 and 30,000 different words.
type prose struct {
	zipf  *rand.Zipf
	words []string
}

func newProse(seed uint64) *prose {
	r := rand.New(rand.NewPCG(seed, 1))
	common := strings.Fields("the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which you were her all she there would their we him been has when who will no more if out so what up said about into than them can only other time new some could these two may first then do any like my now over such our man me even most made after also did many before must well back through years where much your way down should because long each just those people how too little state good very make world still own see men work life get here between both under never day same another know")
	syllables := strings.Fields("ba ce di fo gu ha je ki lo mu na pe qui ra so tu va we xa yo zen tion ment ing ness able ive al er ous ize")
	words := append([]string(nil), common...)
	for len(words) < 30_000 {
		var w strings.Builder
		for range 2 + r.IntN(3) {
			w.WriteString(syllables[r.IntN(len(syllables))])
		}
		words = append(words, w.String())
	}
	return &prose{rand.NewZipf(r, 1.07, 1, uint64(len(words)-1)), words}
}

// passage makes sentences of twelve words.
func (p *prose) passage(words int) string {
	var out strings.Builder
	for i := range words {
		w := p.words[p.zipf.Uint64()]
		if i%12 == 0 {
			w = strings.ToUpper(w[:1]) + w[1:]
		}
		out.WriteString(w)
		if i%12 == 11 || i == words-1 {
			out.WriteByte('.')
		}
		out.WriteByte(' ')
	}
	return strings.TrimSpace(out.String())
}

// articlesOf makes n passages of 100 words, eight an article.
func (p *prose) articlesOf(n int) []Article {
	var all []Article
	for len(all)*8 < n {
		var text strings.Builder
		for i := range 8 {
			fmt.Fprintf(&text, "# %s?\n\n%s\n\n", p.passage(5), p.passage(100+10*(i%3)))
		}
		all = append(all, article("g", fmt.Sprintf("a%d", len(all)), strings.TrimSpace(text.String())))
	}
	return all
}

// BenchmarkImport compares saving articles with filling a plain FTS5 table,
// stemmed by SQLite's own porter, with the text of the same passages.
func BenchmarkImport(b *testing.B) {
	const passages = 10_000
	all := newProse(1).articlesOf(passages)
	b.Run("pamphlet", func(b *testing.B) {
		for b.Loop() {
			base := open(b)
			if _, err := base.SaveAll(b.Context(), "g", all, Change{When: monday}, nil); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(passages*float64(b.N)/b.Elapsed().Seconds(), "passages/s")
	})
	b.Run("plain", func(b *testing.B) {
		var rows []Passage
		for _, a := range all {
			rows = append(rows, a.Passages()...)
		}
		for b.Loop() {
			db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "plain.db"), fstest.MapFS{})
			if err != nil {
				b.Fatal(err)
			}
			err = db.Batch(b.Context(), func(yield func(sqlite.Stmt) bool) {
				if !yield(sqlite.Do(`create virtual table t using fts5 (title, heading, body, tokenize = 'porter')`)) {
					return
				}
				for _, p := range rows {
					if !yield(sqlite.Do(`insert into t values (?, ?, ?)`, p.Title, strings.Join(p.Heading, " "), p.Text)) {
						return
					}
				}
			})
			if err != nil {
				b.Fatal(err)
			}
			db.Close()
		}
		b.ReportMetric(passages*float64(b.N)/b.Elapsed().Seconds(), "passages/s")
	})
}

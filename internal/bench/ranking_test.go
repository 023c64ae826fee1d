package bench

import (
	"path/filepath"
	"testing"

	"github.com/blevesearch/bleve/v2"

	"pamphlet/internal/eval"
)

// BenchmarkBleveRanking reports how well Bleve ranks each of the public sets
// that package fit is measured on, with its English analyzer, BM25, and a field
// for headings beside the text.
func BenchmarkBleveRanking(b *testing.B) {
	folders, _ := filepath.Glob("../../../shared/data/*/qrels.tsv")
	if len(folders) == 0 {
		b.Skip("the public sets are not at hand")
	}
	for _, grades := range folders {
		set, err := eval.Read(filepath.Dir(grades))
		if err != nil {
			b.Fatal(err)
		}
		b.Run(set.Name, func(b *testing.B) {
			index := indexed(b, set.Passages)
			var m eval.Measures
			for b.Loop() {
				m = eval.Measure(rankings(b, index, set.Questions), set.Grades)
			}
			b.ReportMetric(m.NDCG10, "nDCG@10")
			b.ReportMetric(m.Hit1, "hit@1")
		})
	}
}

func indexed(b *testing.B, passages []eval.Passage) bleve.Index {
	mapping := bleve.NewIndexMapping()
	mapping.DefaultAnalyzer = "en"
	mapping.ScoringModel = "bm25"
	index, err := bleve.NewMemOnly(mapping)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { index.Close() })
	batch := index.NewBatch()
	for _, p := range passages {
		if err := batch.Index(p.ID, map[string]string{"heading": p.Title + " " + p.Heading, "body": p.Text}); err != nil {
			b.Fatal(err)
		}
	}
	if err := index.Batch(batch); err != nil {
		b.Fatal(err)
	}
	return index
}

func rankings(b *testing.B, index bleve.Index, questions []eval.Question) map[string][]string {
	all := make(map[string][]string)
	for _, q := range questions {
		heading, body := bleve.NewMatchQuery(q.Text), bleve.NewMatchQuery(q.Text)
		heading.SetField("heading")
		body.SetField("body")
		found, err := index.SearchInContext(b.Context(), bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(heading, body), 100, 0, false))
		if err != nil {
			b.Fatal(err)
		}
		for _, hit := range found.Hits {
			all[q.ID] = append(all[q.ID], hit.ID)
		}
	}
	return all
}

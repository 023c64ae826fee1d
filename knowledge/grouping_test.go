package knowledge

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// A wording is a question and what it asks for.
type wording struct {
	answer string
	terms  []string
}

// wordings reads a collection in which many questions ask for one answer.
func wordings(t *testing.T, folder string) []wording {
	t.Helper()
	answers := map[string]string{}
	scan(t, folder+"/qrels.tsv", func(line string) {
		if f := strings.Split(line, "\t"); len(f) == 3 && f[2] != "0" && answers[f[0]] == "" {
			answers[f[0]] = f[1]
		}
	})
	var all []wording
	scan(t, folder+"/queries.jsonl", func(line string) {
		var q struct{ ID, Text string }
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		if terms := distinctTerms(q.Text); answers[q.ID] != "" && len(terms) > 0 {
			all = append(all, wording{answers[q.ID], terms})
		}
	})
	return all
}

func scan(t *testing.T, path string, line func(string)) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skip("the development data is not here")
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		line(lines.Text())
	}
}

// TestGrouping measures how well shared terms tell that two questions are one:
// of the pairs taken for one, the share that is (precision), and of the pairs
// that are one, the share that is seen (recall).
func TestGrouping(t *testing.T) {
	for _, test := range []struct {
		folder string
		least  float64 // precision
	}{{"../../shared/data/stackfaq", 0.95}, {"../../shared/data/covid_faq_en", 0.6}} {
		all := wordings(t, test.folder)
		var right, taken, same int
		for i, a := range all {
			for _, b := range all[:i] {
				alike := jaccard(a.terms, b.terms) >= sameMeaning
				if alike {
					taken++
				}
				if a.answer == b.answer {
					same++
					if alike {
						right++
					}
				}
			}
		}
		precision, recall := float64(right)/float64(max(taken, 1)), float64(right)/float64(max(same, 1))
		t.Logf("%s: %d wordings, precision %.3f, recall %.3f", test.folder, len(all), precision, recall)
		if precision < test.least {
			t.Errorf("%s: questions that differ share a place in the queue: precision %.3f", test.folder, precision)
		}
	}
}

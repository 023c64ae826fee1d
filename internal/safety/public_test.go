package safety

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// A question is one of a public set.
type question struct{ set, id, text string }

// publicQuestions reads the public questions that are at hand.
func publicQuestions(t *testing.T) (list []question) {
	files, _ := filepath.Glob(filepath.Join(shared(t), "*", "queries.jsonl"))
	more, _ := filepath.Glob(filepath.Join(shared(t), "clinc_oos", "*.jsonl"))
	for _, name := range append(files, more...) {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, maxLine)
		for lines.Scan() {
			var q struct{ ID, Text string }
			if json.Unmarshal(lines.Bytes(), &q) == nil && q.Text != "" {
				list = append(list, question{filepath.Base(filepath.Dir(name)), q.ID, q.Text})
			}
		}
		f.Close()
	}
	return list
}

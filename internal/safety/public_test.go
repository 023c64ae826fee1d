package safety

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A question is one of a public set.
type question struct {
	set, id, text string
	base          bool // asked of a public base
}

// publicQuestions reads the public questions that are at hand.
func publicQuestions(t *testing.T) (list []question) {
	files, _ := filepath.Glob(filepath.Join(shared(t), "*", "queries.jsonl"))
	more, _ := filepath.Glob(filepath.Join(shared(t), "clinc_oos", "*.jsonl"))
	bases, _ := filepath.Glob(filepath.Join(shared(t), "bases", "*", "questions.jsonl"))
	for _, name := range slices.Concat(files, more, bases) {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			var q struct{ ID, Text, Q string }
			if json.Unmarshal(lines.Bytes(), &q) == nil && q.Text+q.Q != "" {
				list = append(list, question{filepath.Base(filepath.Dir(name)), q.ID, q.Text + q.Q, q.Q != ""})
			}
		}
		f.Close()
	}
	return list
}

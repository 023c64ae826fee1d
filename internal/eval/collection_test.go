package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/knowledge"
)

func write(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestACollectionIsReadLoadedAndAsked(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "corpus.jsonl", `{"id":"p1","title":"Visits","heading":"How long is a visit?","text":"It takes forty minutes. Rest after it.","doc":"d"}
{"id":"p2","title":"Visits","heading":"","text":"Bring a friend who drives you home.","doc":"d"}

{"id":"p3","title":"","heading":"","text":"Ask the insurer what is covered.","question":"Who pays?"}
`)
	write(t, folder, "queries.jsonl", `{"id":"q1","text":"how long does a visit take","answers":["forty minutes"]}
{"id":"q2","text":"who drives home"}
{"id":"q3","text":"who pays","answerable":true}
`)
	write(t, folder, "qrels.tsv", "q1\tp1\t1\nq2\tp2\t2\nq3\tp3\t1\n")
	c, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	l, err := Load(t.Context(), base, c)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Do(t.Context(), c.Questions, Plain, nil)
	if err != nil {
		t.Fatal(err)
	}
	if m := Measure(r.IDs(), c.Grades); m.Questions != 3 || m.Hit1 != 1 || m.NDCG10 != 1 {
		t.Errorf("figures of a collection that is easy: %+v", m)
	}
	if held, of := r.Marked(c.Questions, c.Grades); held != 1 || of != 1 {
		t.Errorf("the marked sentence holds the answer %d times of %d", held, of)
	}
	if g := r.Guesses(c.Questions, c.Grades); len(g) != 3 || !g[0].Right {
		t.Errorf("guesses %+v", g)
	}
}

func TestWhatCannotBeReadIsNamedWithItsLine(t *testing.T) {
	folder := t.TempDir()
	write(t, folder, "bad.jsonl", "{\"id\":\"a\"}\nnot JSON\n")
	if _, err := ReadPassages(filepath.Join(folder, "bad.jsonl")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a bad line gives %v", err)
	}
	write(t, folder, "bad.tsv", "q\tp\t1\nq\tp\n")
	if _, err := ReadGrades(filepath.Join(folder, "bad.tsv")); err == nil || !strings.Contains(err.Error(), "line 2") {
		t.Errorf("a bad grade gives %v", err)
	}
	write(t, folder, "trec.txt", "q1 0 p1 2\nq1 0 p2 0\n")
	if g, err := ReadGrades(filepath.Join(folder, "trec.txt")); err != nil || g["q1"]["p1"] != 2 {
		t.Errorf("TREC's grades give %v, %v", g, err)
	}
}

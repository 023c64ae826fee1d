package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// run carries out a command line and returns what it printed.
func run(t *testing.T, folder, stdin string, args ...string) string {
	t.Helper()
	var out, talk bytes.Buffer
	code := Run(t.Context(), append([]string{"--db", filepath.Join(folder, "k.db")}, args...),
		Streams{strings.NewReader(stdin), &out, &talk}, []string{"HOME=" + folder})
	if code != exitOK {
		t.Fatalf("pamphlet %s: exit %d: %s", strings.Join(args, " "), code, talk.String())
	}
	return out.String()
}

// One engine: whoever asks, the first passage has the same score to the bit.
func TestTheScoreIsTheSameWhoeverAsks(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	corpus := write("corpus.jsonl", `{"id":"a","title":"Infusions","heading":"How long does an infusion take?","text":"An infusion takes forty minutes. Rest for an hour."}
{"id":"b","title":"Infusions","heading":"May I drive?","text":"Do not drive until the next day. Ask somebody to take you home."}
{"id":"c","title":"Costs","heading":"What does an infusion cost?","text":"Prices differ from clinic to clinic. Ask before the first visit."}
`)
	question := "How long does an infusion take?"
	queries := write("queries.jsonl", `{"id":"q","text":"`+question+`"}`)
	qrels := write("qrels.tsv", "q\ta\t1\n")
	run(t, folder, "", "import", corpus)

	scores := map[string]string{
		"search": strings.Fields(run(t, folder, "", "search", "--queries", queries, "--format", "trec"))[4],
	}
	runFile := filepath.Join(folder, "run.txt")
	run(t, folder, "", "eval", "--corpus", corpus, "--queries", queries, "--qrels", qrels, "--run", runFile)
	trec, err := os.ReadFile(runFile)
	if err != nil {
		t.Fatal(err)
	}
	scores["eval"] = strings.Fields(string(trec))[4]
	for name, printed := range map[string]string{
		"ask":   run(t, folder, "", "ask", "--json", question),
		"batch": run(t, folder, `{"id":"q","text":"`+question+`"}`, "ask", "--batch"),
	} {
		var a answer
		if err := json.Unmarshal([]byte(printed), &a); err != nil || len(a.Passages) != 1 {
			t.Fatalf("%s: %v, %d passages", name, err, len(a.Passages))
		}
		scores[name] = strconv.FormatFloat(a.Passages[0].Score, 'g', -1, 64)
	}
	for name, score := range scores {
		if score != scores["ask"] {
			t.Errorf("%s gives %s, ask gives %s", name, score, scores["ask"])
		}
	}
}

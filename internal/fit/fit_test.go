package fit

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"pamphlet/internal/eval"
	"pamphlet/internal/rank"
	"pamphlet/knowledge"
)

func TestListwiseFindsWhatTells(t *testing.T) {
	// The first figure tells what answers, the second does not, the third
	// tells the opposite of what its sign allows.
	g := Group{Weight: 1}
	for i := range 20 {
		noise := float64(i%3) / 3
		g.Lists = append(g.Lists, List{Vectors: [][]float64{{1, noise, 0}, {0, 1 - noise, 1}, {0.1, 0.5, 1}}, Gains: []float64{1, 0, 0}})
	}
	w := Listwise([]Group{g}, Options{L2: 1e-3, Rounds: 100, Signs: []float64{1, 0, 1}, Max: map[int]float64{1: 0.1}})
	if w[0] <= 1 || w[1] > 0.1+1e-9 || w[2] != 0 {
		t.Errorf("weights %v: want the first large, the second bounded, the third 0", w)
	}
}

func TestLogisticIsCalibrated(t *testing.T) {
	// Of the cases with evidence 1, three of four answer; of those without, one of four.
	var cases []Case
	for i := range 400 {
		with := float64(i % 2)
		cases = append(cases, Case{Evidence: []float64{with}, Answers: (i/2%4 > 0) == (with == 1), Weight: 1})
	}
	w, c := Logistic(cases, Options{Rounds: 500})
	for with, want := range []float64{0.25, 0.75} {
		if p := 1 / (1 + math.Exp(-c-w[0]*float64(with))); math.Abs(p-want) > 0.01 {
			t.Errorf("with evidence %d: probability %.3f, want %.2f", with, p, want)
		}
	}
}

func TestFittingTwiceGivesTheSameWeights(t *testing.T) {
	folder := t.TempDir()
	for name, text := range map[string]string{
		"corpus.jsonl": `{"id":"p1","title":"Visits","heading":"How long is a visit?","text":"It takes forty minutes. Rest after it.","doc":"d"}
{"id":"p2","title":"Visits","heading":"","text":"Bring a friend who drives you home after the visit.","doc":"d"}
{"id":"p3","title":"Cost","heading":"","text":"Ask the insurer what a visit costs."}
`,
		"queries.jsonl": "{\"id\":\"q1\",\"text\":\"how long does a visit take\"}\n{\"id\":\"q2\",\"text\":\"who drives home after a visit\"}\n{\"id\":\"q3\",\"text\":\"visit cost\"}\n",
		"qrels.tsv":     "q1\tp1\t1\nq2\tp2\t1\nq3\tp3\t1\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	fitted := func() *rank.Model {
		base, err := knowledge.Open(t.Context(), knowledge.Memory)
		if err != nil {
			t.Fatal(err)
		}
		defer base.Close()
		sets, err := Read(t.Context(), base, []string{folder}, nil)
		if err != nil {
			t.Fatal(err)
		}
		m, err := Fit(t.Context(), sets)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	first, second := fitted(), fitted()
	if *first != *second {
		t.Errorf("first %+v, then %+v", first, second)
	}
	if first.Small.Ranking == (rank.Vector{}) {
		t.Error("all weights are 0")
	}
}

func TestStrangersAreToldFromAnswerableQuestions(t *testing.T) {
	trial := Trial{
		Known:   []eval.Guess{{Confidence: 0.9, Right: true}, {Confidence: 0.4, Right: true}, {Confidence: 0.95}},
		Strange: []eval.Guess{{Confidence: 0.5}, {Confidence: 0.1}},
	}
	if got := trial.Strangers(); got != 0.75 { // three of four pairs stand in the right order; unanswerable ones of the set do not count
		t.Errorf("area %v", got)
	}
}

// No large set has follow-ups: what tells them apart is learnt from the small ones.
func TestWhatNoQuestionTaughtIsBorrowed(t *testing.T) {
	small, large := new(rank.Weights), new(rank.Weights)
	for i := range small.Ranking {
		small.Ranking[i], large.Ranking[i] = 1, 2
	}
	for i := range small.Confidence {
		small.Confidence[i], large.Confidence[i] = 1, 2
	}
	borrowFollows(large, small)
	for i, name := range rank.Names {
		if want := map[bool]float64{true: 1, false: 2}[name == "follows"]; large.Ranking[i] != want {
			t.Errorf("ranking: %s weighs %v, want %v", name, large.Ranking[i], want)
		}
	}
	for i, name := range rank.EvidenceNames {
		if want := map[bool]float64{true: 1, false: 2}[name == "follows"]; large.Confidence[i] != want {
			t.Errorf("confidence: %s weighs %v, want %v", name, large.Confidence[i], want)
		}
	}
}

package eval

import (
	"math"
	"strings"
	"testing"
	"time"
)

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestMeasure(t *testing.T) {
	grades := map[string]map[string]int{
		"a": {"x": 2, "y": 1, "z": 0},
		"b": {"x": 1},
		"c": {"z": 0},            // nothing answers: it does not count
		"d": {"x": 1, "gone": 1}, // never asked: a failure
	}
	m := Measure(map[string][]string{"a": {"z", "x", "y"}, "b": {"x"}, "c": {"x"}}, grades)
	ndcg := (2/math.Log2(3) + 1/math.Log2(4)) / (2 + 1/math.Log2(3))
	want := Measures{Questions: 3, NDCG10: (ndcg + 1) / 3, MRR10: 1.5 / 3, Hit1: 1.0 / 3, Recall10: 2.0 / 3, Recall100: 2.0 / 3, MAP: ((0.5+2.0/3)/2 + 1) / 3}
	got := [...]float64{m.NDCG10, m.MRR10, m.Hit1, m.Recall10, m.Recall100, m.MAP}
	for i, w := range [...]float64{want.NDCG10, want.MRR10, want.Hit1, want.Recall10, want.Recall100, want.MAP} {
		if !near(got[i], w) {
			t.Errorf("figure %d is %v, want %v", i, got[i], w)
		}
	}
	if m.Questions != 3 {
		t.Errorf("%d questions, want 3", m.Questions)
	}
}

func TestAUC(t *testing.T) {
	for _, test := range []struct {
		guesses []Guess
		want    float64
	}{
		{[]Guess{{0.9, true}, {0.1, false}}, 1},
		{[]Guess{{0.1, true}, {0.9, false}}, 0},
		{[]Guess{{0.5, true}, {0.5, false}}, 0.5},
		{[]Guess{{0.9, true}, {0.5, false}, {0.4, true}, {0.1, false}}, 0.75},
	} {
		if got := AUC(test.guesses); !near(got, test.want) {
			t.Errorf("AUC(%v) = %v, want %v", test.guesses, got, test.want)
		}
	}
	if got := AUC([]Guess{{1, true}}); !math.IsNaN(got) {
		t.Errorf("AUC of right guesses alone is %v, want no number", got)
	}
}

func TestReliability(t *testing.T) {
	bins, ece := Reliability([]Guess{{0.75, true}, {0.75, true}, {0.75, true}, {0.75, false}, {1, true}})
	if b := bins[7]; b.Guesses != 4 || b.Right != 0.75 || b.Confidence != 0.75 {
		t.Errorf("bin from .7 to .8: %+v", b)
	}
	if bins[9].Guesses != 1 || ece != 0 {
		t.Errorf("bins %+v, error %v, want none", bins, ece)
	}
	if _, ece := Reliability([]Guess{{0.9, false}, {0.1, false}}); !near(ece, 0.5) {
		t.Errorf("error %v, want .5", ece)
	}
}

func TestARunIsWrittenForTREC(t *testing.T) {
	r := Run{Rankings: map[string][]Ranked{"q1": {{Passage: "p2", Score: 1.5}, {Passage: "p1", Score: 1}}}, Times: []time.Duration{1, 2, 3, 4}}
	var out strings.Builder
	if err := r.TREC(&out, []Question{{ID: "q1"}, {ID: "q2"}}, "pamphlet"); err != nil {
		t.Fatal(err)
	}
	if want := "q1 Q0 p2 1 1.500000 pamphlet\nq1 Q0 p1 2 1.000000 pamphlet\n"; out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	if r.Percentile(0.5) != 3 || r.Percentile(1) != 4 || (&Run{}).Percentile(0.5) != 0 {
		t.Error("percentiles are wrong")
	}
}

package safety

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var fit = flag.Bool("fit", false, "fit the weights of words anew")

// A sample is what is weighed at once, and how likely it should be grave.
type sample struct {
	words []int32
	grave float64
}

// mostWeights bounds the file: chosen once, so that it stays below 400 lines.
const mostWeights = 4500

// TestFitWeights fits weights.toml to the tuning half and the public
// questions, by logistic regression: twelve rounds of gradient descent, keeping the
// heaviest weights, and twelve more. Without -fit it does nothing.
func TestFitWeights(t *testing.T) {
	if !*fit {
		t.Skip("only with -fit")
	}
	files, _, err := ruleFiles(nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := compile(files)
	if err != nil {
		t.Fatal(err)
	}
	samples := fitSamples(t, r)
	weights, _ := descend(samples, nil)
	var heights []float64
	for _, w := range weights {
		heights = append(heights, math.Abs(w))
	}
	slices.Sort(heights)
	bar := heights[max(0, len(heights)-mostWeights)]
	keep := map[[2]int32]bool{}
	for f, w := range weights {
		keep[f] = math.Abs(w) >= bar
	}
	weights, bias := descend(samples, keep)
	writeWeights(t, r.v, weights, bias)
}

// fitSamples gives what the weights are fitted to: crises and methods are
// grave, possible risk is half so; emergencies are left out.
func fitSamples(t *testing.T, r *Rules) (list []sample) {
	rd := r.readers.New().(*reader)
	add := func(text string, grave float64) {
		rd.read(text)
		var pieces [][]int32
		rd.pieces(r.scale, func(words []int32) { pieces = append(pieces, slices.Clone(words)) })
		if grave > 0 && len(pieces) > 0 { // of a long letter nobody says which sentence is
			if len(rd.plain) > mostWeighed {
				return
			}
			pieces = pieces[len(pieces)-1:]
		}
		for _, words := range pieces {
			list = append(list, sample{words, grave})
		}
	}
	for _, l := range corpus(t, "tuning.jsonl") {
		if l.Class != C4 {
			add(l.Text, map[Class]float64{C2: 0.5, C3: 1, C5: 1}[l.Class])
		}
	}
	for _, q := range publicQuestions(t) {
		add(q.text, 0)
	}
	return list
}

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

// features calls visit with what words are weighed by.
func features(words []int32, visit func([2]int32)) {
	for i, a := range words {
		visit([2]int32{a, alone})
		for _, b := range words[i+1 : min(i+1+farthest, len(words))] {
			if a != 0 && b != 0 {
				visit([2]int32{a, b})
			}
		}
	}
}

// descend fits weights to samples. Features that fewer than three have are
// left out, and all that keep does not hold.
func descend(samples []sample, keep map[[2]int32]bool) (map[[2]int32]float64, float64) {
	const rounds, rate, slower, shrink = 12, 0.3, 0.8, 1e-5
	weights, seen := map[[2]int32]float64{}, map[[2]int32]int{}
	for _, s := range samples {
		features(s.words, func(f [2]int32) { seen[f]++ })
	}
	order, bias, step, random := make([]int, len(samples)), 0.0, rate, uint32(7)
	for i := range order {
		order[i] = i
	}
	for range rounds {
		for i := len(order) - 1; i > 0; i-- {
			random = random*1664525 + 1013904223
			j := int(random>>8) % (i + 1)
			order[i], order[j] = order[j], order[i]
		}
		for _, i := range order {
			s, sum := samples[i], 0.0
			features(s.words, func(f [2]int32) { sum += weights[f] })
			root := math.Sqrt(float64(len(s.words) + 1))
			miss := 1/(1+math.Exp(-bias-sum/root)) - s.grave
			bias -= step / 10 * miss
			features(s.words, func(f [2]int32) {
				if seen[f] >= 3 && (keep == nil || keep[f]) && f[0] != 0 {
					weights[f] -= step * (miss/root + shrink*weights[f])
				}
			})
		}
		step *= slower
	}
	return weights, bias
}

// writeWeights writes weights.toml.
func writeWeights(t *testing.T, v *vocabulary, weights map[[2]int32]float64, bias float64) {
	name := make([]string, len(v.lexemes))
	for w, id := range v.ids {
		name[id] = strings.TrimPrefix(w, ":")
	}
	name[numberID], name[edgeID] = "#", "^"
	byWeight := map[int][]string{}
	for f, w := range weights {
		points := int(math.Round(10 * w))
		text := name[f[0]]
		if f[1] != alone {
			text += "_" + name[f[1]]
		}
		if points != 0 && name[f[0]] != "" {
			byWeight[points] = append(byWeight[points], text)
		}
	}
	var b strings.Builder
	b.WriteString(weightsHead)
	fmt.Fprintf(&b, "version = %d\nclasses = \"$drug $other $family $strongmeans\"\nown = \"i me my mine myself\"\nbias = %d\nweights = '''\n", format, int(math.Round(10*bias)))
	var order []int
	for points := range byWeight {
		order = append(order, points)
	}
	slices.Sort(order)
	slices.Reverse(order)
	for _, points := range order {
		slices.Sort(byWeight[points])
		for some := range slices.Chunk(byWeight[points], 16) {
			fmt.Fprintf(&b, "%d %s\n", points, strings.Join(some, " "))
		}
	}
	b.WriteString("'''\n")
	if err := os.WriteFile("rules/weights.toml", []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

const weightsHead = `# Weights of words, for sentences that no pattern meets: see scale.go. Fitted
# to the tuning half of testdata and to public questions by
#   go test -run TestFitWeights ./internal/safety -fit
# and not to be edited by hand. word_word is a word and another one to three
# words behind it, ^ the edge of a sentence, # a number, $name a word of that
# class of words.

`

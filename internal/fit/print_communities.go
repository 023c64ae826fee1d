package fit

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"pamphlet/internal/eval"
	"pamphlet/knowledge/search"
)

// An outcome is what a community's questions come to at a threshold, in
// numbers of questions.
type outcome struct {
	answerable, hit1, hit3, right, wrong, shown float64
	unanswerable, answered                      float64
}

// add counts question i of t.
func (o *outcome) add(t Trial, i int, threshold float64) {
	g, place := t.Guesses[i], t.Places[i]
	quoted := g.Confidence >= threshold
	if !t.Known[i].Right {
		o.unanswerable++
		if quoted {
			o.answered++
		}
		return
	}
	o.answerable++
	among := place >= 0 && place < 3
	if place == 0 {
		o.hit1++
	}
	if among {
		o.hit3++
	}
	switch {
	case quoted && place == 0:
		o.right++
		o.shown++
	case quoted:
		o.wrong++
	case g.Confidence >= search.ClosestThreshold && among:
		o.shown++
	}
}

// print writes o as a line of shares.
func (o outcome) print(w io.Writer, name string) {
	share := func(x float64) float64 { return x / math.Max(1, o.answerable) }
	fmt.Fprintf(w, "%-28s %5.0f %6.3f %6.3f %6.3f %6.3f %6.3f %5.0f %6.3f\n", name, o.answerable, share(o.hit1), share(o.hit3),
		share(o.right), share(o.wrong), share(o.shown), o.unanswerable, o.answered/math.Max(1, o.unanswerable))
}

// PrintCommunities writes what the questions of communities come to at the
// default threshold: by community, by kind of question, and with each article
// alone; and the sums at other thresholds. Of the answerable questions, right
// and wrong are those that were answered, shown those whose passage was quoted or
// came closest; of the others, answered are those that should not have been.
func PrintCommunities(w io.Writer, trials []Trial) {
	trials = slices.DeleteFunc(slices.Clone(trials), func(t Trial) bool { return !t.Community })
	if len(trials) == 0 {
		return
	}
	fmt.Fprintf(w, "\n%-28s %5s %6s %6s %6s %6s %6s %5s %6s\n", "left out", "asked", "hit@1", "hit@3", "right", "wrong", "shown", "not", "answ.")
	kinds := make(map[string]*outcome)
	var guesses []eval.Guess
	for _, t := range trials {
		if t.part() {
			continue
		}
		guesses = append(guesses, t.Guesses...)
		var o outcome
		for i, q := range t.Questions {
			o.add(t, i, search.DefaultThreshold)
			if kinds[q.Kind] == nil {
				kinds[q.Kind] = new(outcome)
			}
			kinds[q.Kind].add(t, i, search.DefaultThreshold)
		}
		o.print(w, t.Name)
	}
	printSums(w, trials, search.DefaultThreshold)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		kinds[kind].print(w, "  "+kind)
	}
	_, ece := eval.Reliability(guesses)
	fmt.Fprintf(w, "area under ROC %.3f, calibration error %.3f\n", eval.AUC(guesses), ece)
	for threshold := 0.3; threshold < 0.85; threshold += 0.1 {
		fmt.Fprintf(w, "threshold %.1f\n", threshold)
		printSums(w, trials, threshold)
	}
}

// printSums writes the sums over all communities, and over each of their
// articles alone.
func printSums(w io.Writer, trials []Trial, threshold float64) {
	var all, alone outcome
	for _, t := range trials {
		for i := range t.Questions {
			if t.part() {
				alone.add(t, i, threshold)
			} else {
				all.add(t, i, threshold)
			}
		}
	}
	all.print(w, "all")
	alone.print(w, "each article alone")
}

// sizes are the kinds of base that PrintSizes tells apart.
var sizes = []struct {
	name  string
	holds func(Trial) bool
}{
	{"one article", func(t Trial) bool { return t.part() }},
	{"a community, whole", func(t Trial) bool { return t.Community && !t.part() }},
	{"other sets, up to 1,000 passages", func(t Trial) bool { return !t.Community && t.Size() <= 1000 }},
	{"other sets, more", func(t Trial) bool { return !t.Community && t.Size() > 1000 }},
}

// PrintSizes writes, for bases of each size, what share of the answerable questions
// is answered at the default threshold, and what share of these answers is right.
func PrintSizes(w io.Writer, trials []Trial) {
	fmt.Fprintf(w, "\n%-34s %6s %9s %8s %6s\n", "left out, by size", "sets", "passages", "answered", "right")
	for _, size := range sizes {
		var sets, passages, asked, answered, right float64
		for _, t := range trials {
			if t.Topical || !size.holds(t) {
				continue
			}
			sets++
			passages += float64(t.Size())
			for i, g := range t.Guesses {
				if !t.Known[i].Right {
					continue
				}
				asked++
				if g.Confidence >= search.DefaultThreshold {
					answered++
					if g.Right {
						right++
					}
				}
			}
		}
		if sets > 0 {
			fmt.Fprintf(w, "%-34s %6.0f %9.0f %8.3f %6.3f\n", size.name, sets, passages/sets, answered/max(1, asked), right/max(1, answered))
		}
	}
}

package fit

import (
	"fmt"
	"io"
	"math"
	"slices"

	"pamphlet/internal/eval"
	"pamphlet/knowledge/search"
)

// Print writes the trials as a table, with the means of the graded sets, and
// the reliability of all guesses.
func Print(w io.Writer, trials []Trial) {
	PrintTable(w, trials)
	var all, known []eval.Guess
	for _, t := range trials {
		all = append(all, t.Guesses...)
		for i, k := range t.Known {
			if k.Right {
				known = append(known, t.Guesses[i])
			}
		}
	}
	fmt.Fprintln(w)
	eval.PrintReliability(w, all)
	_, even := eval.Reliability(alike(trials))
	fmt.Fprintf(w, "the same, each set counting alike %.3f\n", even)
	_, ece := eval.Reliability(known)
	fmt.Fprintf(w, "the same, answerable questions only %.3f\n", ece)
}

// PrintTable writes a line for each trial: the ranking, how well its
// confidence tells questions that it cannot answer from the others, the
// expected calibration error, and the shares of the answerable questions that
// are answered rightly and wrongly.
func PrintTable(w io.Writer, trials []Trial) {
	trials = slices.DeleteFunc(slices.Clone(trials), func(t Trial) bool { return t.Community })
	fmt.Fprintf(w, "%-20s %9s %7s %7s %7s %11s %13s %6s %6s %6s\n", "left out", "questions", "nDCG@10", "hit@1", "R@100", "AUC unknown", "AUC strangers", "ECE", "right", "wrong")
	var ndcg, hit, graded float64
	for _, t := range trials {
		m := t.Measures
		n, h, r := m.NDCG10, m.Hit1, m.Recall100
		if t.Topical {
			n, h, r = math.NaN(), math.NaN(), math.NaN()
		} else {
			ndcg, hit, graded = ndcg+n, hit+h, graded+1
		}
		_, ece := eval.Reliability(t.Guesses)
		right, wrong := t.answered(search.DefaultThreshold)
		fmt.Fprintf(w, "%-20s %9d %7s %7s %7s %11s %13s %6s %6s %6s\n", t.Name, len(t.Guesses), figure(n), figure(h), figure(r),
			figure(t.Unknown()), figure(t.Strangers()), figure(ece), figure(right), figure(wrong))
	}
	fmt.Fprintf(w, "%-20s %9s %7s %7s\n", "mean", "", figure(ndcg/graded), figure(hit/graded))
}

// answered returns the shares of the answerable questions that are answered
// rightly and wrongly at a threshold.
func (t Trial) answered(threshold float64) (right, wrong float64) {
	answerable := 0.0
	for i, g := range t.Guesses {
		switch {
		case !t.Known[i].Right:
			continue
		case g.Confidence >= threshold && g.Right:
			right++
		case g.Confidence >= threshold:
			wrong++
		}
		answerable++
	}
	return right / answerable, wrong / answerable
}

// figure writes a figure with three places, "-" for none.
func figure(x float64) string {
	if math.IsNaN(x) {
		return "-"
	}
	return fmt.Sprintf("%.3f", x)
}

// even is how many guesses of each set count where sets count alike.
const even = 2000

// alike draws the same number of guesses of each trial that has any, evenly
// spread.
func alike(trials []Trial) []eval.Guess {
	var all []eval.Guess
	for _, t := range trials {
		for k := range even {
			if len(t.Guesses) == 0 {
				break
			}
			all = append(all, t.Guesses[k*len(t.Guesses)/even])
		}
	}
	return all
}

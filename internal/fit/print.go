package fit

import (
	"fmt"
	"io"
	"maps"
	"math"
	"slices"

	"pamphlet/internal/eval"
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
// confidence tells questions that it cannot answer from the others, and the
// expected calibration error.
func PrintTable(w io.Writer, trials []Trial) {
	trials = slices.DeleteFunc(slices.Clone(trials), func(t Trial) bool { return t.Community })
	fmt.Fprintf(w, "%-20s %9s %7s %7s %7s %11s %13s %6s\n", "left out", "questions", "nDCG@10", "hit@1", "R@100", "AUC unknown", "AUC strangers", "ECE")
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
		fmt.Fprintf(w, "%-20s %9d %7s %7s %7s %11s %13s %6s\n", t.Name, len(t.Guesses), figure(n), figure(h), figure(r),
			figure(t.Unknown()), figure(t.Strangers()), figure(ece))
	}
	fmt.Fprintf(w, "%-20s %9s %7s %7s\n", "mean", "", figure(ndcg/graded), figure(hit/graded))
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

// An outcome is what a community's questions come to at a threshold, as shares.
type outcome struct {
	answerable, unanswerable      float64 // questions
	hit1, hit3                    float64
	right, wrong, shown, answered float64 // answered: of the unanswerable
}

func (o *outcome) add(t Trial, i int, threshold, closest float64) {
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
	if place == 0 {
		o.hit1++
	}
	if place >= 0 && place < 3 {
		o.hit3++
	}
	switch {
	case quoted && place == 0:
		o.right++
		o.shown++
	case quoted:
		o.wrong++
	case g.Confidence >= closest && place >= 0 && place < 3:
		o.shown++
	}
}

func (o outcome) print(w io.Writer, name string) {
	share := func(x float64) float64 { return x / math.Max(1, o.answerable) }
	fmt.Fprintf(w, "%-28s %5.0f %6.3f %6.3f %6.3f %6.3f %6.3f %5.0f %6.3f\n", name, o.answerable, share(o.hit1), share(o.hit3),
		share(o.right), share(o.wrong), share(o.shown), o.unanswerable, o.answered/math.Max(1, o.unanswerable))
}

// PrintCommunities writes what the questions of communities come to at a
// threshold, by community, by kind of question, and for single articles alone.
func PrintCommunities(w io.Writer, trials []Trial, threshold, closest float64) {
	fmt.Fprintf(w, "%-28s %5s %6s %6s %6s %6s %6s %5s %6s\n", "left out", "asked", "hit@1", "hit@3", "right", "wrong", "shown", "not", "answ.")
	var all outcome
	kinds, alone := make(map[string]*outcome), make(map[string]*outcome)
	for _, t := range trials {
		if !t.Community {
			continue
		}
		if t.part() {
			if alone[t.Family] == nil {
				alone[t.Family] = new(outcome)
			}
			for i := range t.Questions {
				alone[t.Family].add(t, i, threshold, closest)
			}
			continue
		}
		var o outcome
		for i, q := range t.Questions {
			o.add(t, i, threshold, closest)
			all.add(t, i, threshold, closest)
			if kinds[q.Kind] == nil {
				kinds[q.Kind] = new(outcome)
			}
			kinds[q.Kind].add(t, i, threshold, closest)
		}
		o.print(w, t.Name)
	}
	all.print(w, "all")
	var guesses []eval.Guess
	for _, t := range trials {
		if t.Community && !t.part() {
			guesses = append(guesses, t.Guesses...)
		}
	}
	_, ece := eval.Reliability(guesses)
	fmt.Fprintf(w, "all: AUC %.3f, calibration error %.3f\n", eval.AUC(guesses), ece)
	for _, kind := range slices.Sorted(maps.Keys(kinds)) {
		kinds[kind].print(w, "  "+kind)
	}
	var each outcome
	for _, family := range slices.Sorted(maps.Keys(alone)) {
		o := alone[family]
		o.print(w, family+", each article alone")
		each = each.plus(*o)
	}
	each.print(w, "each article alone")
}

func (o outcome) plus(b outcome) outcome {
	return outcome{o.answerable + b.answerable, o.unanswerable + b.unanswerable, o.hit1 + b.hit1, o.hit3 + b.hit3,
		o.right + b.right, o.wrong + b.wrong, o.shown + b.shown, o.answered + b.answered}
}

// PrintTotals writes the sums only.
func PrintTotals(w io.Writer, trials []Trial, threshold, closest float64) {
	var all, each outcome
	for _, t := range trials {
		if !t.Community {
			continue
		}
		for i := range t.Questions {
			if t.part() {
				each.add(t, i, threshold, closest)
			} else {
				all.add(t, i, threshold, closest)
			}
		}
	}
	all.print(w, "all")
	each.print(w, "each article alone")
}

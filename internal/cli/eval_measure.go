package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"pamphlet/internal/eval"
)

// measure asks the questions of l and prints what e wants to know.
func (a *env) measure(ctx context.Context, e evaluation, l *eval.Loaded) error {
	if err := e.check(l.Questions); err != nil {
		return err
	}
	how := eval.Plain
	switch {
	case e.history:
		how = eval.WithHistory
	case e.rewrite:
		how = eval.Rewritten
	}
	run, err := a.askAll(ctx, l, l.Questions, how)
	if err != nil {
		return err
	}
	if e.run != "" {
		if err := writeRun(e.run, l.Questions, run); err != nil {
			return err
		}
	}
	m := eval.Measure(run.IDs(), l.Grades)
	if e.qrels != "" {
		a.printMeasures(m)
	}
	a.printRun(run, m.Questions, e.qrels != "")
	if e.typos != "" {
		if err := a.typos(ctx, e, l, m, how); err != nil {
			return err
		}
	}
	if e.random {
		other, err := a.askAll(ctx, l, l.Questions, eval.OutOfPlace(l.Questions))
		if err != nil {
			return err
		}
		a.printLoss("random history", m, eval.Measure(other.IDs(), l.Grades))
	}
	if e.sentences {
		held, of := run.Marked(l.Questions, l.Grades)
		fmt.Fprintf(a.Out, "\nmarked sentence holds the answer: %d of %d (%s), where the first passage is right\n", held, of, percent(held, of))
	}
	if err := a.unknown(ctx, e, l, run); err != nil {
		return err
	}
	if e.calibrated {
		fmt.Fprintln(a.Out)
		eval.PrintReliability(a.Out, run.Guesses(l.Questions, l.Grades))
	}
	return nil
}

// askAll asks all questions and shows how far it is.
func (a *env) askAll(ctx context.Context, l *eval.Loaded, questions []eval.Question, how eval.Setting) (*eval.Run, error) {
	bar := a.progress("asking", len(questions))
	defer bar.done()
	return l.Do(ctx, questions, how, bar.at)
}

// typos tells what is lost when the questions are misspelt.
func (a *env) typos(ctx context.Context, e evaluation, l *eval.Loaded, clean eval.Measures, how eval.Setting) error {
	misspelt, err := eval.ReadQuestions(e.typos)
	if err != nil {
		return err
	}
	run, err := a.askAll(ctx, l, misspelt, how)
	if err != nil {
		return err
	}
	a.printLoss("misspelt", clean, eval.Measure(run.IDs(), l.Grades))
	return nil
}

// unknown tells how well the confidence tells the questions that have an
// answer from those that have none.
func (a *env) unknown(ctx context.Context, e evaluation, l *eval.Loaded, run *eval.Run) error {
	own := run.Answerable(l.Questions, true)
	if bothKinds(l.Questions) && !e.starter {
		fmt.Fprintf(a.Out, "\nAUC %.4f: answerable questions against the others\n", eval.AUC(own))
	}
	if e.strangers == "" {
		return nil
	}
	strangers, err := eval.ReadQuestions(e.strangers)
	if err != nil {
		return err
	}
	strange, err := a.askAll(ctx, l, strangers, eval.Plain)
	if err != nil {
		return err
	}
	var all []eval.Guess
	for _, g := range own {
		if g.Right {
			all = append(all, g)
		}
	}
	// The strangers' file may say that something else answers them.
	for _, q := range strangers {
		var g eval.Guess
		if list := strange.Rankings[q.ID]; len(list) > 0 {
			g.Confidence = list[0].Confidence
		}
		all = append(all, g)
	}
	fmt.Fprintf(a.Out, "\nAUC %.4f: answerable questions against strangers\n", eval.AUC(all))
	fmt.Fprintf(a.Out, "strangers answered: %d of %d (%s)\n", strange.Answered, len(strangers), percent(strange.Answered, len(strangers)))
	return nil
}

func (a *env) printMeasures(m eval.Measures) {
	for _, row := range []struct {
		name  string
		value float64
	}{
		{"nDCG@10", m.NDCG10}, {"MRR@10", m.MRR10}, {"hit@1", m.Hit1},
		{"R@10", m.Recall10}, {"R@100", m.Recall100}, {"MAP", m.MAP},
	} {
		fmt.Fprintf(a.Out, "%-10s%.4f\n", row.name, row.value)
	}
}

// printRun tells how many questions there were, how many got an answer at the
// default threshold, and how long they took.
func (a *env) printRun(r *eval.Run, known int, graded bool) {
	asked := len(r.Times)
	if graded {
		fmt.Fprintf(a.Out, "%-10s%d with an answer, %d asked\n", "questions", known, asked)
	} else {
		fmt.Fprintf(a.Out, "%-10s%d asked\n", "questions", asked)
	}
	fmt.Fprintf(a.Out, "%-10s%d (%s), asked back %d (%s)\n", "answered", r.Answered, percent(r.Answered, asked), r.AskedBack, percent(r.AskedBack, asked))
	fmt.Fprintf(a.Out, "%-10sp50 %v, p95 %v a question\n", "time", r.Percentile(0.5).Round(time.Microsecond), r.Percentile(0.95).Round(time.Microsecond))
}

func (a *env) printLoss(name string, clean, m eval.Measures) {
	fmt.Fprintf(a.Out, "\n%s: nDCG@10 %.4f (lost %.4f), hit@1 %.4f (lost %.4f)\n", name, m.NDCG10, clean.NDCG10-m.NDCG10, m.Hit1, clean.Hit1-m.Hit1)
}

// percent writes a share of a whole, "-" of nothing.
func percent(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(of))
}

func writeRun(path string, questions []eval.Question, r *eval.Run) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := bufio.NewWriter(f)
	for _, q := range questions {
		for i, p := range r.Rankings[q.ID] {
			if err := printTREC(out, q.ID, p.Passage, i+1, p.Score); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

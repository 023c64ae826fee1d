package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/internal/eval"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// An evaluation is what is to be measured.
type evaluation struct {
	corpus, queries, qrels, run string
	history                     bool
}

func (a *app) evalCommand() *cobra.Command {
	var e evaluation
	c := &cobra.Command{
		Use:   "eval --corpus FILE --queries FILE --qrels FILE",
		Short: "Measure the ranking on questions with known answers",
		Long: `Measure the ranking on a collection: passages, taken as given, JSON lines with
{"id","title","heading","text"} and perhaps "question" and "doc"; questions, JSON
lines {"id","text"}; and grades, lines of question, tab, passage, tab, grade.

With --history, a question's "history" (asker and answerer in turn) is the
conversation before it.`,
		Example: `  pamphlet eval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv --run run.txt`,
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return a.eval(c.Context(), e) },
	}
	f := c.Flags()
	f.StringVar(&e.corpus, "corpus", "", "passages, JSON lines (`FILE`)")
	f.StringVar(&e.queries, "queries", "", "questions, JSON lines (`FILE`)")
	f.StringVar(&e.qrels, "qrels", "", "grades, tab-separated (`FILE`)")
	f.StringVar(&e.run, "run", "", "write the ranking as a TREC run (`FILE`)")
	f.BoolVar(&e.history, "history", false, "use each question's history as the conversation before it")
	for _, name := range []string{"corpus", "queries", "qrels"} {
		if err := c.MarkFlagRequired(name); err != nil {
			panic(err) // the flag is defined above
		}
	}
	return c
}

// evalGuild is whose passages are measured, in a base of their own.
const evalGuild = "eval"

// deep is how long the measured rankings are.
const deep = 100

func (a *app) eval(ctx context.Context, e evaluation) error {
	questions, err := eval.ReadQuestions(e.queries)
	if err != nil {
		return err
	}
	grades, err := eval.ReadGrades(e.qrels)
	if err != nil {
		return err
	}
	base, err := a.corpus(ctx, e.corpus)
	if err != nil {
		return err
	}
	defer base.Close()
	results, times, err := a.rankAll(ctx, base, questions, e.history)
	if err != nil {
		return err
	}
	if e.run != "" {
		if err := writeRun(e.run, questions, results); err != nil {
			return err
		}
	}
	rankings := make(map[string][]string, len(results))
	for i, found := range results {
		for _, m := range found.Matches {
			rankings[questions[i].ID] = append(rankings[questions[i].ID], name(m.Passage))
		}
	}
	a.printMeasures(eval.Measure(rankings, grades), times)
	return nil
}

// corpus returns a base in memory that holds the passages of a file.
func (a *app) corpus(ctx context.Context, path string) (*knowledge.Base, error) {
	files, err := source.Find(path)
	if err != nil {
		return nil, err
	}
	var all []knowledge.Article
	for article, err := range files[0].Articles(a.In, source.Given{Language: "en"}, new(source.Report)) {
		if err != nil {
			return nil, err
		}
		article.Guild = evalGuild
		all = append(all, article)
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return nil, err
	}
	bar := a.progress("indexing", len(all))
	_, err = base.SaveAll(ctx, evalGuild, all, knowledge.Change{Who: "eval", When: a.now()}, bar.at)
	bar.done()
	if err != nil {
		base.Close()
		return nil, err
	}
	return base, nil
}

// rankAll ranks every question and measures how long each takes.
func (a *app) rankAll(ctx context.Context, b *knowledge.Base, questions []eval.Question, history bool) ([]knowledge.Result, []time.Duration, error) {
	results := make([]knowledge.Result, len(questions))
	times := make([]time.Duration, len(questions))
	bar := a.progress("asking", len(questions))
	defer bar.done()
	for i, q := range questions {
		query := knowledge.Query{Guild: evalGuild, Text: q.Text, Limit: deep}
		if history {
			query.Earlier = askers(q.History)
		}
		start := time.Now()
		found, err := b.Search(ctx, query)
		times[i] = time.Since(start)
		if err != nil {
			return nil, nil, fmt.Errorf("question %s: %w", q.ID, err)
		}
		results[i] = found
		bar.at(i + 1)
	}
	return results, times, nil
}

// askers returns the asker's side of a history.
func askers(history []string) []string {
	var own []string
	for i := 0; i < len(history); i += 2 {
		own = append(own, history[i])
	}
	return own
}

func (a *app) printMeasures(m eval.Measures, times []time.Duration) {
	slices.Sort(times)
	at := func(percent int) time.Duration {
		if len(times) == 0 {
			return 0
		}
		return times[(len(times)-1)*percent/100].Round(time.Microsecond)
	}
	for _, row := range []struct {
		name  string
		value float64
	}{
		{"nDCG@10", m.NDCG10}, {"MRR@10", m.MRR10}, {"hit@1", m.Hit1},
		{"R@10", m.Recall10}, {"R@100", m.Recall100}, {"MAP", m.MAP},
	} {
		fmt.Fprintf(a.Out, "%-10s%.4f\n", row.name, row.value)
	}
	fmt.Fprintf(a.Out, "%-10s%d with an answer, %d asked\n", "questions", m.Questions, len(times))
	fmt.Fprintf(a.Out, "%-10sp50 %v, p95 %v a question\n", "time", at(50), at(95))
}

func writeRun(path string, questions []eval.Question, results []knowledge.Result) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	out := bufio.NewWriter(f)
	for i, found := range results {
		for place, m := range found.Matches {
			if err := printTREC(out, questions[i].ID, name(m.Passage), place+1, m.Score); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

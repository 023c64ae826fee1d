package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/internal/eval"
	"pamphlet/internal/fit"
	"pamphlet/internal/rank"
	"pamphlet/knowledge"
)

// A fitting is what a model is to be fitted to.
type fitting struct {
	folders        []string
	strangers, out string
}

func (a *env) fitCommand() *cobra.Command {
	var f fitting
	c := &cobra.Command{
		Use:   "fit FOLDER…",
		Short: "Find the weights of the ranking from questions with known answers",
		Long: `Find the weights of the ranking, and of the confidence, from questions whose
answers are known. Each folder is one set. A folder with articles/ is a community:

  articles/        files, as "pamphlet import" reads them
  questions.jsonl  questions, {"id","q","kind","history","expect","article","must"}:
                   how it is put, what was asked before, "answer" if the article
                   named answers it, and strings of which a passage that answers
                   holds one

It is also asked with each of its articles alone. Any other is a collection:

  corpus.jsonl     passages, {"id","title","heading","text"}, perhaps "question","doc"
  queries.jsonl    questions, {"id","text"}, perhaps "answerable": false
  qrels.tsv        grades, question, tab, passage, tab, grade (0 does not answer)

Without qrels.tsv, a question's "intent" names the "doc" that answers: such a
set teaches when to say nothing, not how to rank.

Each set is then judged by a model fitted without it, and two tables say how
that went. For collections, "AUC unknown" tells the set's answerable questions
from its others, "AUC strangers" from those in --strangers; ECE is the expected
calibration error. For communities, hit@1 and hit@3 are the shares of questions
with the right passage first and among three; "right", "wrong" and "shown" what
was quoted as the answer, and what at least among the closest; "answ." the share
of those that no article answers which were answered all the same. With one set
there is nothing to leave out, and no table. docs/evaluation.md says more.

No model is fitted to --strangers: they only show how it does on them.

The same sets give the same weights. To use them, put the file in the place of
internal/rank/model.toml and build the program.`,
		Example: `  pamphlet fit sets/clinic sets/faq --out model.toml
  pamphlet fit sets/* --strangers smalltalk.jsonl --out internal/rank/model.toml`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, folders []string) error {
			f.folders = folders
			return a.fit(c.Context(), f)
		},
	}
	c.Flags().StringVar(&f.strangers, "strangers", "", "questions that no set answers, JSON lines (`FILE`)")
	c.Flags().StringVar(&f.out, "out", "", "write the model (`FILE`)")
	return c
}

func (a *env) fit(ctx context.Context, f fitting) error {
	var strangers []eval.Question
	if f.strangers != "" {
		var err error
		if strangers, err = eval.ReadQuestions(f.strangers); err != nil {
			return err
		}
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return err
	}
	defer base.Close()
	sets, err := fit.Read(ctx, base, f.folders, a.steps("reading", len(f.folders)))
	if err != nil {
		return err
	}
	var table strings.Builder
	if families := len(fit.Families(sets)); families > 1 {
		steps := a.steps("leaving out", families)
		trials, err := interruptible(ctx, func() ([]fit.Trial, error) { return fit.LeaveOut(ctx, sets, strangers, steps) })
		if err != nil {
			return err
		}
		fit.PrintTable(&table, trials)
		fit.Print(a.Out, trials)
		fit.PrintCommunities(a.Out, trials)
	}
	if f.out == "" {
		return nil
	}
	m, err := interruptible(ctx, func() (*rank.Model, error) { return fit.Fit(ctx, sets) })
	if err != nil {
		return err
	}
	return writeWhole(f.out, func(file io.Writer) error { return m.Write(file, f.header(table.String())) })
}

// steps returns what shows each step of something on a terminal.
func (a *env) steps(doing string, of int) func(string) {
	bar, n := a.progress(doing, of), 0
	return func(string) {
		n++
		bar.at(n)
		if n == of {
			bar.done()
		}
	}
}

// near is a path as it was given, or its last part if it tells how this
// computer's folders are named.
func near(path string) string {
	if filepath.IsLocal(path) {
		return filepath.Clean(path)
	}
	return filepath.Base(path)
}

// header tells how a model came to be.
func (f fitting) header(table string) string {
	command := "pamphlet fit"
	for _, folder := range f.folders {
		command += " " + near(folder)
	}
	if f.strangers != "" {
		command += " --strangers " + near(f.strangers)
	}
	text := fmt.Sprintf("Fitted by\n  %s\nHow: see internal/fit.\n", command)
	if table != "" {
		text += "\nEach set judged by a model fitted without it:\n\n" + table
	}
	return text + `
What is not fitted (k1, b and the prior of BM25F, the weight of a heading, the
letters of a shared beginning, the mean length of a sentence, the bounds on
weights) was chosen after seeing such left-out figures on public sets, in about
a hundred trials. Judged by those same sets, the figures flatter a little: expect
slightly less elsewhere.
`
}

// Command fit finds the weights of the ranking, and of the confidence, from
// questions whose answers are known, and says how well it goes on sets that
// it was not fitted to. It is for those who work on the ranking, and no part
// of the program that answers.
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"pamphlet/internal/eval"
	"pamphlet/internal/fit"
	"pamphlet/knowledge"
)

const usage = `Find the weights of the ranking, and of the confidence, from questions whose
answers are known.

  go run -tags sqlite_fts5 ./internal/fit/fit [flags] FOLDER…

Each folder is one set. A folder with articles/ is a community:

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
from its others, "AUC strangers" from those in -strangers; ECE is the expected
calibration error. For communities, hit@1 and hit@3 are the shares of questions
with the right passage first and among three; "right", "wrong" and "shown" what
was quoted as the answer, and what at least among the closest; "answ." the share
of those that no article answers which were answered all the same. With one set
there is nothing to leave out, and no table. docs/evaluation.md says more.

No model is fitted to -strangers: they only show how it does on them.

The same sets give the same weights. To use them, put the file in the place of
internal/rank/model.toml and build the program.

Flags, before the folders:
`

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

// A fitting is what a model is to be fitted to.
type fitting struct {
	folders        []string
	strangers, out string
}

// run prints tables to out and what it is at to progress.
func run(ctx context.Context, args []string, out, progress io.Writer) error {
	f, err := parse(args, progress)
	if err != nil {
		return err
	}
	var strangers []eval.Question
	if f.strangers != "" {
		if strangers, err = eval.ReadQuestions(f.strangers); err != nil {
			return err
		}
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return err
	}
	defer base.Close()
	sets, err := fit.Read(ctx, base, f.folders, func(folder string) { fmt.Fprintln(progress, "reading", folder) })
	if err != nil {
		return err
	}
	var table strings.Builder
	if len(fit.Families(sets)) > 1 {
		trials, err := fit.LeaveOut(ctx, sets, strangers, func(name string) { fmt.Fprintln(progress, "leaving out", name) })
		if err != nil {
			return err
		}
		fit.PrintTable(&table, trials)
		fit.Print(out, trials)
		fit.PrintCommunities(out, trials)
		fit.PrintSizes(out, trials)
	}
	if f.out == "" {
		return nil
	}
	m, err := fit.Fit(ctx, sets)
	if err != nil {
		return err
	}
	var model bytes.Buffer
	if err := m.Write(&model, f.header(table.String())); err != nil {
		return err
	}
	return os.WriteFile(f.out, model.Bytes(), 0o644)
}

func parse(args []string, help io.Writer) (fitting, error) {
	var f fitting
	flags := flag.NewFlagSet("fit", flag.ContinueOnError)
	flags.SetOutput(help)
	flags.StringVar(&f.strangers, "strangers", "", "questions that no set answers, JSON lines (`FILE`)")
	flags.StringVar(&f.out, "out", "", "write the model (`FILE`)")
	flags.Usage = func() {
		fmt.Fprint(help, usage)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return f, err
	}
	f.folders = flags.Args()
	for _, folder := range f.folders {
		if strings.HasPrefix(folder, "-") {
			return f, fmt.Errorf("%s: flags stand before the folders", folder)
		}
	}
	if len(f.folders) == 0 {
		return f, errors.New("it takes FOLDER…; -help says more")
	}
	return f, nil
}

// header tells how a model came to be.
func (f fitting) header(table string) string {
	command := "go run -tags sqlite_fts5 ./internal/fit/fit"
	if f.strangers != "" {
		command += " -strangers " + near(f.strangers)
	}
	for _, folder := range f.folders {
		command += " " + near(folder)
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

// near is a path as it was given, or its last part if it tells how this
// computer's folders are named.
func near(path string) string {
	if filepath.IsLocal(path) {
		return filepath.Clean(path)
	}
	return filepath.Base(path)
}

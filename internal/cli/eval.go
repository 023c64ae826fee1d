package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/internal/eval"
	"pamphlet/internal/scriptbot"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// An evaluation is what is to be measured.
type evaluation struct {
	corpus, queries, qrels, run, community          string
	strangers, typos                                string
	starter                                         bool
	history, rewrite, random, calibrated, sentences bool
}

func (a *env) evalCommand() *cobra.Command {
	var e evaluation
	c := &cobra.Command{
		Use:   "eval (--community FOLDER | --corpus FILE --queries FILE --qrels FILE)",
		Short: "Measure the answers on questions with known answers",
		Long: `Measure what members are told, with --community: its folder holds articles/, with
files as "pamphlet import" reads them, and questions.jsonl, a question a line:

  {"id":"1","kind":"plain","q":"How long is a visit?","expect":"answer","must":["forty minutes"]}

"kind" is a line of the table; a passage that holds one of "must" answers;
"expect" is anything else where no article answers; "history" is what the same
member asked before. Of the questions that an article answers, it tells how many
were answered rightly and wrongly, how many were shown the right passage among
the closest, and how many nothing of it; of the others, how many were answered.

Or measure the ranking on a collection: passages, taken as given, JSON lines with
{"id","title","heading","text"} and perhaps "question" and "doc"; questions, JSON
lines {"id","text"}; and grades, lines of question, tab, passage, tab, grade.

More about a question can be given: "history" (asker and answerer in turn),
"rewrite" (the question as it reads without the history), "answerable" (false
where no passage answers) and "answers" (words that an answer holds).

What a flag adds to the figures of the ranking:

  --calibration     how often each confidence came true, and the expected
                    calibration error
  --strangers FILE  area under ROC, the answerable questions against those of a
                    file that no passage answers
  --sentences       the share of marked sentences that hold an answer
  --typos FILE      the loss with the same questions, misspelt
  --random-history  the loss with another question as the conversation before

Questions of which some are answerable and some not are told apart, too; for
that, and with --strangers, no grades are needed. With --starter, the articles
that come with Pamphlet are asked, and the share that they answer is told.`,
		Example: `  pamphlet eval --community our-clinic
  pamphlet eval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv --run run.txt
  pamphlet eval --corpus corpus.jsonl --queries queries.jsonl --qrels qrels.tsv --history
  pamphlet eval --corpus corpus.jsonl --queries queries.jsonl --strangers smalltalk.jsonl
  pamphlet eval --starter --queries smalltalk.jsonl`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return a.eval(c.Context(), e) },
	}
	f := c.Flags()
	f.StringVar(&e.community, "community", "", "articles and what is asked of them (`FOLDER`)")
	f.StringVar(&e.corpus, "corpus", "", "passages, JSON lines (`FILE`)")
	f.StringVar(&e.queries, "queries", "", "questions, JSON lines (`FILE`)")
	f.StringVar(&e.qrels, "qrels", "", "grades, tab-separated (`FILE`)")
	f.StringVar(&e.run, "run", "", "write the ranking as a TREC run (`FILE`)")
	f.BoolVar(&e.history, "history", false, "use each question's history as the conversation before it")
	f.BoolVar(&e.rewrite, "rewrite", false, "ask each question as its rewrite")
	f.BoolVar(&e.starter, "starter", false, "ask the articles that come with Pamphlet")
	f.BoolVar(&e.calibrated, "calibration", false, "tell what the confidence is worth")
	f.StringVar(&e.strangers, "strangers", "", "questions that no passage answers, JSON lines (`FILE`)")
	f.BoolVar(&e.sentences, "sentences", false, "tell whether the right sentence is marked")
	f.StringVar(&e.typos, "typos", "", "the same questions, misspelt, JSON lines (`FILE`)")
	f.BoolVar(&e.random, "random-history", false, "tell what another question before does")
	c.MarkFlagsOneRequired("community", "corpus", "starter")
	c.MarkFlagsOneRequired("community", "queries")
	for _, flag := range []string{"corpus", "queries", "qrels", "starter"} {
		c.MarkFlagsMutuallyExclusive("community", flag)
	}
	c.MarkFlagsMutuallyExclusive("corpus", "starter")
	c.MarkFlagsMutuallyExclusive("starter", "qrels")
	c.MarkFlagsMutuallyExclusive("history", "rewrite")
	return c
}

// evalGuild is whose passages are measured, in a base of their own.
const evalGuild = "eval"

func (a *env) eval(ctx context.Context, e evaluation) error {
	if e.community != "" {
		return a.evalCommunity(ctx, e.community)
	}
	c := &eval.Collection{Name: "eval"}
	var err error
	if c.Questions, err = eval.ReadQuestions(e.queries); err != nil {
		return err
	}
	if e.qrels != "" {
		if c.Grades, err = eval.ReadGrades(e.qrels); err != nil {
			return err
		}
	}
	l := &eval.Loaded{Collection: c, Guild: bot.Starter}
	if e.starter {
		l.Base, err = scriptbot.OpenStarter(ctx, a.now())
	} else {
		l.Guild = evalGuild
		l.Base, err = a.corpus(ctx, e.corpus)
	}
	if err != nil {
		return err
	}
	defer l.Base.Close()
	return a.measure(ctx, e, l)
}

// check says what is wanted to measure what is to be measured.
func (e evaluation) check(questions []eval.Question) error {
	switch {
	case e.qrels == "" && (e.calibrated || e.sentences || e.typos != "" || e.random):
		return errors.New("no grades to compare with: give --qrels")
	case e.qrels == "" && !e.starter && e.strangers == "" && !bothKinds(questions):
		return errors.New(`nothing to compare with: give --qrels, --strangers, or questions of which some are "answerable": false`)
	}
	return nil
}

// bothKinds reports whether some questions are answerable and some are not.
func bothKinds(questions []eval.Question) bool {
	var yes, no bool
	for _, q := range questions {
		known := q.Answerable == nil || *q.Answerable
		yes, no = yes || known, no || !known
	}
	return yes && no
}

// corpus returns a base in memory that holds the passages of a file.
func (a *env) corpus(ctx context.Context, path string) (*knowledge.Base, error) {
	files, _, err := source.Find(path)
	if err != nil {
		return nil, err
	}
	var all []knowledge.Article
	for _, file := range files {
		for article, err := range file.Articles(ctx, waiting{ctx, a.In}, source.Options{Language: "en"}, new(source.Report)) {
			if err != nil {
				return nil, err
			}
			all = append(all, article)
		}
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
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return base, nil
}

// evalCommunity asks a community its questions and writes what came of them.
func (a *env) evalCommunity(ctx context.Context, folder string) error {
	c, err := eval.ReadCommunity(ctx, folder)
	if err != nil {
		return err
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return err
	}
	defer base.Close()
	l, err := c.Load(ctx, base)
	if err != nil {
		return err
	}
	by := make(map[string]map[eval.Outcome]int)
	bar := a.progress("asking", len(l.Questions))
	defer bar.done()
	for i, q := range l.Questions {
		is, err := l.Ask(ctx, q)
		if err != nil {
			return err
		}
		if by[q.Kind] == nil {
			by[q.Kind] = make(map[eval.Outcome]int)
		}
		by[q.Kind][is]++
		bar.at(i + 1)
	}
	bar.done()
	eval.PrintOutcomes(a.Out, by)
	return nil
}

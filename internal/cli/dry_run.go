package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/bot/moderate"
	"pamphlet/internal/lint"
	"pamphlet/knowledge"
)

// whyFlag adds --why to a command that makes articles answer at once.
func whyFlag(c *cobra.Command, why *string) {
	c.Flags().StringVar(why, "why", "", "`REASON` to do it although tests break or the lint objects; kept in the audit")
}

// maxTries is how often a change is looked at again because somebody else
// changed something meanwhile.
const maxTries = 5

// tried looks at a change, says what it finds, and makes it with do, unless
// tests break or the lint objects and there is no reason. The reason, and what
// it set aside, are in the change that do is given.
func (a *env) tried(ctx context.Context, base *knowledge.Base, c moderate.Proposal, why string, do func(knowledge.Change) error) error {
	talker := a.bot(base, true)
	for range maxTries {
		bar := a.progress("running tests", 0)
		t, err := talker.DryRun(ctx, a.settings.Guild, c, bar.atOf)
		bar.done()
		if err != nil {
			return err
		}
		a.printTrial(t)
		by := knowledge.Change{Who: operator().ID, When: a.now(), Why: why, At: t.At}
		if objection := t.Objection(); objection != "" {
			if why == "" {
				return fmt.Errorf("nothing was changed: it %s; mend that, or say why with --why", objection)
			}
			by.Why = objection + ": " + why
		}
		if err := do(by); err == nil {
			return talker.NoteBroken(ctx, t.Broken, by)
		} else if !errors.Is(err, knowledge.ErrConflict) {
			return err
		}
	}
	return errors.New("nothing was changed: others are publishing at this very moment; try again in a minute")
}

// maxFindings is how many findings of the lint, and how many tests, are
// listed.
const maxFindings = 10

func (a *env) printTrial(t moderate.DryRun) {
	for i, f := range t.Found {
		if i == maxFindings {
			fmt.Fprintf(a.Err, "… and %d more; \"pamphlet lint\" lists them\n", len(t.Found)-i)
			break
		}
		fmt.Fprint(a.Err, "look at ")
		printFinding(a.Err, f.Article, f.Finding)
	}
	for i, broken := range t.Broken {
		if i == maxFindings {
			fmt.Fprintf(a.Err, "… and %s more\n", counted(len(t.Broken)-i, "test"))
			break
		}
		now := broken.New
		if now == "" {
			now = "nothing"
		}
		of := ""
		if broken.Guild != "" {
			of = " of guild " + broken.Guild
		}
		fmt.Fprintf(a.Err, "breaks a test%s: %q is answered by %s, and would be by %s\n", of, broken.Question, broken.Old, now)
	}
	if t.Tests > 0 && len(t.Broken) == 0 {
		fmt.Fprintf(a.Err, "tests run: %d; none breaks\n", t.Tests)
	}
}

// drafted are articles that are to answer.
func drafted(articles []knowledge.Article) []knowledge.Drafted {
	all := make([]knowledge.Drafted, len(articles))
	for i, article := range articles {
		all[i].Article = article
	}
	return all
}

func (a *env) lintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "lint PATH…",
		Short: "Read articles for what could harm a reader",
		Long: `Read articles for what could harm a reader: doses, methods and amounts, hurtful words about
suicide, absolute claims, a missing date or source, an instruction apart from its
warning, crisis lines typed in. The exit code is 1 if something must not be published.`,
		Example: "  pamphlet lint articles/",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, paths []string) error {
			all, err := a.readArticles(c.Context(), paths, importing{})
			if err != nil {
				return err
			}
			linter, blocks, total := lint.New(), 0, 0
			for _, article := range all {
				for _, f := range linter.Lint(lint.Article{Text: article.Text, Source: article.Source, Published: article.Published}) {
					total++
					if f.Blocks {
						blocks++
					}
					printFinding(a.Out, article, f)
				}
			}
			fmt.Fprintf(a.Out, "%s, %s, %d that must not be published\n", counted(len(all), "article"), counted(total, "finding"), blocks)
			if blocks > 0 {
				return errSilent
			}
			return nil
		},
	}
}

// printFinding prints where in the article a finding stands, and what to do.
func printFinding(out io.Writer, a knowledge.Article, f lint.Finding) {
	where := ""
	if f.End > 0 {
		where = fmt.Sprintf(":%d: %q", strings.Count(a.Text[:f.Start], "\n")+1, f.Excerpt)
	}
	must := ""
	if f.Blocks {
		must = " (must not be published)"
	}
	fmt.Fprintf(out, "%s%s: %s%s. %s\n", a.Slug, where, f.Rule, must, f.Advice)
}

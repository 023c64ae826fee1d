package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/internal/lint"
	"pamphlet/knowledge"
)

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

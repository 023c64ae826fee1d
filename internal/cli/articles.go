package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/bot/moderate"
	"pamphlet/internal/bundle"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

func (a *env) articlesCommand() *cobra.Command {
	var asJSON bool
	list := a.reading(func(ctx context.Context, b *knowledge.Base, _ []string) error { return a.listArticles(ctx, b, asJSON) })
	c := &cobra.Command{
		Use:   "articles",
		Short: "List, show, compare, edit, remove, move and export articles",
		Example: `  pamphlet articles
  pamphlet articles show side-effects
  pamphlet articles diff side-effects 1 2`,
		Args: cobra.NoArgs,
		RunE: list,
	}
	c.PersistentFlags().BoolVar(&asJSON, "json", false, "print JSON")
	show, history, diff, edit, remove, export := a.showCommand(), a.historyCommand(&asJSON), a.diffCommand(), a.editCommand(), a.removeCommand(), a.exportCommand()
	a.completing("kb show", "article", false, show, history, diff, edit)
	a.completing("kb show", "article", true, remove)
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "The same as pamphlet articles", Args: cobra.NoArgs, RunE: list, Hidden: true,
			Example: "  pamphlet articles --json"},
		show, history, diff, edit, remove, a.moveCommand(), export,
	)
	return c
}

func (a *env) listArticles(ctx context.Context, b *knowledge.Base, asJSON bool) error {
	all, err := b.Articles(ctx, a.settings.Guild)
	if err != nil {
		return err
	}
	if asJSON {
		if all == nil {
			all = []knowledge.Summary{}
		}
		return a.printJSON(all)
	}
	if len(all) == 0 {
		fmt.Fprintln(a.Err, "No articles yet; the starter articles answer until you import some.")
		return nil
	}
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "NAME\tREVISION\tPASSAGES\tPUBLISHED\tTITLE")
	for _, s := range all {
		fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\n", s.Slug, s.Revision, s.Passages, day(s.Published), s.Title)
	}
	return table.Flush()
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.DateOnly)
}

func (a *env) showCommand() *cobra.Command {
	var revision int
	var passages bool
	c := &cobra.Command{
		Use:     "show NAME",
		Short:   "Print an article as Markdown",
		Example: "  pamphlet articles show side-effects --revision 1\n  pamphlet articles show side-effects --passages",
		Args:    cobra.ExactArgs(1),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			article, err := a.article(ctx, b, args[0], revision)
			if err != nil {
				return err
			}
			if passages {
				a.printPassages(article)
				return nil
			}
			_, err = a.Out.Write(source.Export(article))
			return err
		}),
	}
	c.Flags().IntVar(&revision, "revision", 0, "`NUMBER` of the revision; 0 is the one that answers")
	c.Flags().BoolVar(&passages, "passages", false, "print its passages")
	return c
}

// article returns an article, and an error that names it.
func (a *env) article(ctx context.Context, b *knowledge.Base, slug string, revision int) (knowledge.Article, error) {
	article, err := b.Article(ctx, a.settings.Guild, slug, revision)
	if err != nil {
		return article, a.noArticle(ctx, b, slug, err)
	}
	return article, nil
}

// noArticle is err about an article by that name, with the names that look like it.
func (a *env) noArticle(ctx context.Context, b *knowledge.Base, slug string, err error) error {
	all, _ := b.Articles(ctx, a.settings.Guild) // err tells more than another would
	var slugs []string
	for _, s := range all {
		slugs = append(slugs, s.Slug)
	}
	if near := nearNames(slugs, slug); errors.Is(err, knowledge.ErrNoArticle) && len(near) > 0 {
		return fmt.Errorf("%s: %w; did you mean %s?", slug, err, strings.Join(near, " or "))
	}
	return fmt.Errorf("%s: %w; \"pamphlet articles\" lists them", slug, err)
}

func (a *env) historyCommand(asJSON *bool) *cobra.Command {
	return &cobra.Command{
		Use:     "history NAME",
		Short:   "List an article's revisions",
		Example: "  pamphlet articles history side-effects",
		Args:    cobra.ExactArgs(1),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			return a.history(ctx, b, args[0], *asJSON)
		}),
	}
}

func (a *env) history(ctx context.Context, b *knowledge.Base, slug string, asJSON bool) error {
	all, err := b.History(ctx, a.settings.Guild, slug)
	if err != nil {
		return a.noArticle(ctx, b, slug, err)
	}
	if asJSON {
		return a.printJSON(all)
	}
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "REVISION\tSAVED\tBY\tTITLE")
	for _, r := range all {
		answers := ""
		if r.Answers {
			answers = " (answers)"
		}
		fmt.Fprintf(table, "%d%s\t%s\t%s\t%s\n", r.Number, answers, r.Saved.Format(time.DateTime), r.Author, r.Title)
	}
	return table.Flush()
}

func (a *env) removeCommand() *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:     "remove NAME…",
		Short:   "Take articles out of the answers; their history stays",
		Example: "  pamphlet articles remove old-faq\n  pamphlet articles remove old-faq --why \"the clinic has closed\"",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withWritten(c.Context(), func(ctx context.Context, b *knowledge.Base) error {
				for _, slug := range args {
					if err := a.remove(ctx, b, slug, why); err != nil {
						return err
					}
				}
				return nil
			})
		},
	}
	whyFlag(c, &why)
	return c
}

func (a *env) remove(ctx context.Context, b *knowledge.Base, slug, why string) error {
	article, err := a.article(ctx, b, slug, 0)
	if err != nil {
		return err
	}
	change := moderate.Proposal{Articles: []knowledge.Drafted{{Article: article, Removes: true}}}
	return a.tried(ctx, b, change, why, func(by knowledge.Change) error {
		if err := b.Remove(ctx, a.settings.Guild, slug, by); err != nil {
			return fmt.Errorf("%s: %w", slug, err)
		}
		fmt.Fprintf(a.Out, "%s: removed\n", slug)
		return nil
	})
}

func (a *env) moveCommand() *cobra.Command {
	var from, to, why string
	c := &cobra.Command{
		Use:   "move --to SERVER-ID",
		Short: "Give all articles of one guild, with their tests, to another",
		Long: `Give all articles of one guild, with their tests, to another: all of them or none.
Their history stays behind, and so do open drafts and settings. Where the other
guild has an article of the same name that says something else, nothing is moved.`,
		Example: "  pamphlet articles move --from local --to 112233445566778899",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			for _, guild := range []string{from, to} {
				if err := checkGuild(guild); err != nil {
					return err
				}
			}
			return a.withWritten(c.Context(), func(ctx context.Context, b *knowledge.Base) error { return a.move(ctx, b, from, to, why) })
		},
	}
	c.Flags().StringVar(&from, "from", "local", "the `GUILD` whose articles they are")
	c.Flags().StringVar(&to, "to", "", "the `GUILD` that gets them: a Discord server's id")
	if err := c.MarkFlagRequired("to"); err != nil {
		panic(err) // unreachable: the flag is defined above
	}
	whyFlag(c, &why)
	return c
}

func (a *env) exportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "export FOLDER [NAME…]",
		Short:   "Write articles as Markdown files, which import reads back",
		Example: "  pamphlet articles export backup/",
		Args:    cobra.MinimumNArgs(1),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			return a.exportArticles(ctx, b, args[0], args[1:])
		}),
	}
}

func (a *env) exportArticles(ctx context.Context, b *knowledge.Base, folder string, slugs []string) error {
	if len(slugs) == 0 {
		all, err := b.Articles(ctx, a.settings.Guild)
		if err != nil {
			return err
		}
		for _, s := range all {
			slugs = append(slugs, s.Slug)
		}
	}
	to, err := bundle.CreateFolder(folder)
	if err != nil {
		return err
	}
	defer to.Close()
	for _, slug := range slugs {
		article, err := a.article(ctx, b, slug, 0)
		if err != nil {
			return err
		}
		name := filepath.Base(slug) + ".md" // a slug may be anything
		if err := to.WriteFile(name, source.Export(article)); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
		fmt.Fprintln(a.Out, filepath.Join(folder, name))
	}
	return nil
}

// move gives the articles of a guild to another, if the tests there hold.
func (a *env) move(ctx context.Context, b *knowledge.Base, from, to, why string) error {
	if from == to {
		return fmt.Errorf("%s: the articles are there already", to)
	}
	all, err := b.FullArticles(ctx, from)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return fmt.Errorf("%s: no articles answer there; nothing was moved", from)
	}
	a.settings.Guild = to
	return a.tried(ctx, b, moderate.Proposal{Articles: drafted(all)}, why, func(by knowledge.Change) error {
		bar := a.progress("moving", len(all))
		reports, err := b.Move(ctx, from, to, by, bar.at)
		bar.done()
		if errors.Is(err, knowledge.ErrThere) {
			return fmt.Errorf("nothing was moved: %w; remove one of the two, or import the other with another --slug", err)
		}
		if err != nil {
			return err
		}
		passages := 0
		for _, r := range reports {
			passages += r.Passages
		}
		fmt.Fprintf(a.Out, "%s with %s moved from %s to %s\n", counted(len(reports), "article"), counted(passages, "passage"), from, to)
		return nil
	})
}

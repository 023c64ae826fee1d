package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/internal/lexicon"
	"pamphlet/knowledge"
)

func (a *app) synonymsCommand() *cobra.Command {
	list := a.reading(func(ctx context.Context, b *knowledge.Base, _ []string) error { return a.listSynonyms(ctx, b) })
	c := &cobra.Command{
		Use:   "synonyms",
		Short: "Words that mean the same to a guild",
		Long: `Words that mean the same to a guild, beside the list that comes with Pamphlet.
A line such as "drip, infusion" works both ways, "shrink > psychiatrist" one way;
"- drip, infusion" takes a pair out of Pamphlet's own list. What fired is shown
by "pamphlet ask --why".`,
		Example: `  pamphlet synonyms add "the k clinic, ketamine clinic"
  pamphlet synonyms list
  pamphlet synonyms remove "the k clinic, ketamine clinic"`,
		Args: cobra.NoArgs,
		RunE: list,
	}
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "List the guild's own synonyms", Args: cobra.NoArgs, RunE: list, Example: "  pamphlet synonyms list"},
		a.changeSynonyms("add", "Add a line", func(lines []string, line string) ([]string, error) {
			if _, err := lexicon.Parse(strings.NewReader(line)); err != nil {
				return nil, err
			}
			return append(lines, line), nil
		}),
		a.changeSynonyms("remove", "Remove a line", func(lines []string, line string) ([]string, error) {
			at := slices.Index(lines, line)
			if at < 0 {
				return nil, fmt.Errorf("%q: no such line; \"pamphlet synonyms list\" shows them", line)
			}
			return slices.Delete(lines, at, at+1), nil
		}),
	)
	return c
}

func (a *app) listSynonyms(ctx context.Context, b *knowledge.Base) error {
	own, err := b.Setting(ctx, a.settings.Guild, knowledge.SettingSynonyms)
	if err != nil {
		return err
	}
	if own == "" {
		fmt.Fprintf(a.Err, "No synonyms of its own; Pamphlet's %d groups apply.\n", len(lexicon.Default().Groups()))
		return nil
	}
	fmt.Fprintln(a.Out, own)
	return nil
}

func (a *app) changeSynonyms(verb, short string, change func(lines []string, line string) ([]string, error)) *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:     verb + " LINE",
		Short:   short,
		Example: `  pamphlet synonyms ` + verb + ` "drip, infusion"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			base, err := a.write(c.Context())
			if err != nil {
				return err
			}
			defer base.Close()
			own, err := base.Setting(c.Context(), a.settings.Guild, knowledge.SettingSynonyms)
			if err != nil {
				return err
			}
			lines, err := change(strings.FieldsFunc(own, func(r rune) bool { return r == '\n' }), strings.Join(strings.Fields(args[0]), " "))
			if err != nil {
				return err
			}
			list := strings.Join(lines, "\n")
			settings := map[string]string{knowledge.SettingSynonyms: list}
			return a.tried(c.Context(), base, bot.Change{Settings: settings}, why, func(by knowledge.Change) error {
				if err := base.Choose(c.Context(), a.settings.Guild, knowledge.SettingSynonyms, list, by); err != nil {
					return err
				}
				fmt.Fprintf(a.Out, "%d lines\n", len(lines))
				return nil
			})
		},
	}
	whyFlag(c, &why)
	return c
}

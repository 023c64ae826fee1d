package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/bot/moderate"
	"pamphlet/internal/lexicon"
	"pamphlet/knowledge"
)

func (a *env) synonymsCommand() *cobra.Command {
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
			if slices.Contains(lines, line) {
				return nil, fmt.Errorf("%q: this very line is in the list already", line)
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

func (a *env) listSynonyms(ctx context.Context, b *knowledge.Base) error {
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

// changeSynonyms makes a command that changes the guild's list by a line.
func (a *env) changeSynonyms(verb, short string, change func(lines []string, line string) ([]string, error)) *cobra.Command {
	var why string
	c := &cobra.Command{
		Use:     verb + " LINE",
		Short:   short,
		Example: `  pamphlet synonyms ` + verb + ` "drip, infusion"`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.withWritten(c.Context(), func(ctx context.Context, b *knowledge.Base) error {
				own, err := b.Setting(ctx, a.settings.Guild, knowledge.SettingSynonyms)
				if err != nil {
					return err
				}
				lines, err := change(strings.FieldsFunc(own, func(r rune) bool { return r == '\n' }), strings.Join(strings.Fields(args[0]), " "))
				if err != nil {
					return err
				}
				return a.saveSynonyms(ctx, b, own, lines, why)
			})
		},
	}
	whyFlag(c, &why)
	return c
}

// saveSynonyms puts lines in the place of the list own, unless somebody else
// has changed that.
func (a *env) saveSynonyms(ctx context.Context, b *knowledge.Base, own string, lines []string, why string) error {
	list := strings.Join(lines, "\n")
	change := moderate.Proposal{Settings: map[string]string{knowledge.SettingSynonyms: list}}
	return a.tried(ctx, b, change, why, func(by knowledge.Change) error {
		// Whatever comes after this look moves the guild on, and is refused.
		if now, err := b.Setting(ctx, a.settings.Guild, knowledge.SettingSynonyms); err != nil || now != own {
			return errors.Join(err, errors.New("nothing was changed: somebody else has just changed the list; please try again"))
		}
		if err := b.Choose(ctx, a.settings.Guild, knowledge.SettingSynonyms, list, by); err != nil {
			return err
		}
		fmt.Fprintln(a.Out, counted(len(lines), "line"))
		return nil
	})
}

package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"pamphlet/internal/safety"
	"pamphlet/internal/stage"
)

func (a *app) safetyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "safety",
		Short: "Try the safety rules, and confirm the crisis lines",
		Example: `  pamphlet safety why "this wait is killing me"
  pamphlet safety test
  pamphlet safety resources`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.safetyTestCommand(), a.safetyWhyCommand(), a.resourcesCommand())
	return c
}

func (a *app) safetyTestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test [FILE.jsonl]",
		Short: "Compare the rules with labelled messages",
		Long: `Classify labelled messages, JSON lines {"text","class"}, and print how often the
rules gave which class. Without a file, the messages that come with Pamphlet are
used: those the rules were tuned on, and those held back. No message is printed.`,
		Example: "  pamphlet safety test\n  pamphlet safety test ours.jsonl",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			guards, err := stage.Guards(a.settings.Safety)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "rules %s: %d\n", guards.Rules.Version(), guards.Rules.Len())
			if len(args) == 1 {
				return a.safetyTestFile(guards.Rules, args[0])
			}
			tuning, held, err := safety.ShippedCorpus()
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "\n%d messages the rules were tuned on\n%s", len(tuning), guards.Rules.Table(tuning))
			fmt.Fprintf(a.Out, "\n%d messages held back\n%s", len(held), guards.Rules.Table(held))
			return nil
		},
	}
}

func (a *app) safetyTestFile(rules *safety.Rules, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	corpus, err := safety.ReadCorpus(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Fprintf(a.Out, "\n%d messages of %s\n%s", len(corpus), path, rules.Table(corpus))
	return nil
}

func (a *app) safetyWhyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "why MESSAGE",
		Short:   "Name the rule that decides for a message",
		Example: `  pamphlet safety why "my friend just told me she wants to die"`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			guards, err := stage.Guards(a.settings.Safety)
			if err != nil {
				return err
			}
			message := strings.Join(args, " ")
			_, err = fmt.Fprint(a.Out, guards.Rules.Why(message).Format(message))
			return err
		},
	}
}

func (a *app) resourcesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:     "resources",
		Short:   "List the crisis lines and what is to be done about them",
		Example: "  pamphlet safety resources",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.listResources() },
	}
	c.AddCommand(a.verifyCommand())
	return c
}

func (a *app) listResources() error {
	guards, err := stage.Guards(a.settings.Safety)
	if err != nil {
		return err
	}
	faults := make(map[string]string)
	for _, f := range guards.Resources.Faults(a.now()) {
		faults[f.ID] = f.Text
	}
	table := tabwriter.NewWriter(a.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tCOUNTRY\tSERVICE\tCHANNELS\tEXPIRES\tSTATE")
	for _, r := range guards.Resources.All() {
		state := faults[r.ID]
		if state == "" {
			state = "verified by " + r.By + " on " + r.Verified
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Country, r.Service, strings.Join(r.Channels, ", "), r.Expires, state)
	}
	return table.Flush()
}

func (a *app) verifyCommand() *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:   "verify ID…",
		Short: "Confirm crisis lines that you have checked on the services' own pages",
		Long: `Confirm crisis lines that you have checked, today, on the services' own pages.
A confirmation holds for 180 days. It is written to the folder resources below
PAMPHLET_SAFETY.`,
		Example: `  pamphlet safety resources verify --by "Maria, moderator" us-988`,
		Args:    cobra.MinimumNArgs(1),
		RunE:    func(_ *cobra.Command, ids []string) error { return a.verify(ids, by) },
	}
	c.Flags().StringVar(&by, "by", "", "who checked it (`NAME`)")
	if err := c.MarkFlagRequired("by"); err != nil {
		panic(err) // the flag is defined above
	}
	return c
}

func (a *app) verify(ids []string, by string) error {
	guards, err := stage.Guards(a.settings.Safety)
	if err != nil {
		return err
	}
	folder := filepath.Join(a.settings.Safety, "resources")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for _, id := range ids {
		text, err := guards.Resources.Verify(id, by, a.now())
		if err != nil {
			return err
		}
		path := filepath.Join(folder, id+".toml")
		if err := os.WriteFile(path, text, 0o600); err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "%s: verified, written to %s\n", id, path)
	}
	return nil
}

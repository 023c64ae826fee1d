package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"pamphlet/internal/hotline"
	"pamphlet/internal/scriptbot"
)

func (a *env) resourcesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "resources",
		Short: "List the crisis lines and directories, and what is to be done about them",
		Long: `List the crisis lines and emergency numbers by country, then the directories:
pages that list helplines of many countries, to which a card points whatever the
country. A crisis line is shown until it expires. A directory does not expire.`,
		Example: `  pamphlet safety resources
  pamphlet safety resources verify --by "Maria, moderator" us-988 findahelpline`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return a.listResources() },
	}
	c.AddCommand(a.verifyCommand())
	return c
}

func (a *env) listResources() error {
	guards, err := scriptbot.Guards(a.settings.Safety)
	if err != nil {
		return err
	}
	faults := make(map[string]string)
	for _, f := range guards.Resources.Faults(a.now()) {
		faults[f.ID] = f.Text
	}
	if err := printLines(a.Out, guards.Resources.All(), faults); err != nil {
		return err
	}
	fmt.Fprintln(a.Out)
	return printDirectories(a.Out, guards.Resources.AllDirectories(), faults)
}

// printLines writes a table of crisis lines and emergency numbers.
func printLines(to io.Writer, list []hotline.Resource, faults map[string]string) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "ID\tCOUNTRY\tSERVICE\tCHANNELS\tEXPIRES\tSTATE")
	for _, r := range list {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", r.ID, r.Country, r.Service, strings.Join(r.Channels, ", "), r.Expires, state(faults[r.ID], r.By, r.Verified))
	}
	return table.Flush()
}

// printDirectories writes a table of directories.
func printDirectories(to io.Writer, list []hotline.Directory, faults map[string]string) error {
	table := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "DIRECTORY\tFOR\tNAME\tPAGE\tSTATE")
	for _, d := range list {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", d.ID, d.Audience, d.Name, d.URL, state(faults[d.ID], d.By, d.Verified))
	}
	return table.Flush()
}

// state says what is to be done about an entry, or who confirmed it when.
func state(fault, by, on string) string {
	if fault != "" {
		return fault
	}
	return "verified by " + by + " on " + on
}

func (a *env) verifyCommand() *cobra.Command {
	var by string
	c := &cobra.Command{
		Use:   "verify ID…",
		Short: "Confirm crisis lines and directories that you have checked on their own pages",
		Long: `Confirm crisis lines and directories that you have checked, today, on their own
pages. For a crisis line this holds for 180 days. It is written to the folder
resources below PAMPHLET_SAFETY.`,
		Example: `  pamphlet safety resources verify --by "Maria, moderator" us-988
  pamphlet safety resources verify --by "Maria, moderator" findahelpline nomore`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, ids []string) error { return a.verify(ids, by) },
	}
	c.Flags().StringVar(&by, "by", "", "who checked it (`NAME`)")
	if err := c.MarkFlagRequired("by"); err != nil {
		panic(err) // the flag is defined above
	}
	return c
}

// verify writes what overrides the entries of ids. If one of them is unknown,
// nothing is written.
func (a *env) verify(ids []string, by string) error {
	if a.settings.Safety == "" {
		return errors.New("PAMPHLET_SAFETY is not set: name a folder to keep what you confirm")
	}
	from := a.settings.Safety
	if _, err := scriptbot.OwnFiles(from); err != nil {
		from = "" // the first confirmation makes the folder
	}
	guards, err := scriptbot.Guards(from)
	if err != nil {
		return err
	}
	texts := make([][]byte, len(ids))
	for i, id := range ids {
		if texts[i], err = guards.Resources.Verify(id, by, a.now()); err != nil {
			return err
		}
	}
	folder := filepath.Join(a.settings.Safety, "resources")
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	for i, id := range ids {
		path := filepath.Join(folder, id+".toml")
		if err := os.WriteFile(path, texts[i], 0o600); err != nil {
			return err
		}
		fmt.Fprintf(a.Out, "%s: verified, written to %s\n", id, path)
	}
	return nil
}

package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func (a *env) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man FOLDER",
		Short:   "Write the manual pages of all commands",
		Example: "  pamphlet man /usr/local/share/man/man1",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			// The pages are for everybody; the default is this account's.
			c.Root().PersistentFlags().Lookup("db").DefValue = ""
			// Its date is today's, or that of SOURCE_DATE_EPOCH.
			header := &doc.GenManHeader{Section: "1", Source: "Pamphlet " + version(), Manual: "Pamphlet"}
			if err := doc.GenManTree(c.Root(), header, args[0]); err != nil {
				return fmt.Errorf("manual pages: %w", err)
			}
			fmt.Fprintf(a.Out, "%s: manual pages of all commands; read the first with man -l %s/pamphlet.1\n", args[0], args[0])
			return nil
		},
	}
}

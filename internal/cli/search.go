package cli

import (
	"context"
	"github.com/spf13/cobra"
	"pamphlet/knowledge"
)

func (a *app) searchCommand() *cobra.Command {
	return &cobra.Command{Use: "search QUESTION", Args: cobra.ExactArgs(1), RunE: func(c *cobra.Command, args []string) error {
		return a.withBase(c.Context(), func(ctx context.Context, b *knowledge.Base) error { return nil })
	}}
}
func (a *app) evalCommand() *cobra.Command { return &cobra.Command{Use: "eval"} }

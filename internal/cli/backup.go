package cli

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"pamphlet/knowledge"
)

func (a *env) backupCommand() *cobra.Command {
	var verify bool
	c := &cobra.Command{
		Use:     "backup FILE",
		Short:   "Write a whole copy of the database, also while it is in use",
		Example: "  pamphlet backup pamphlet-$(date +%F).db\n  pamphlet backup --verify pamphlet-$(date +%F).db",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := missing(a.settings.Database); err != nil {
				return err
			}
			return a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
				return a.backup(ctx, b, args, verify)
			})(c, args)
		},
	}
	c.Flags().BoolVar(&verify, "verify", false, "read the whole copy, as doctor does, and fail if anything is wrong with it")
	return c
}

func (a *env) backup(ctx context.Context, b *knowledge.Base, args []string, verify bool) error {
	if err := b.Store().Backup(ctx, args[0]); err != nil {
		return err
	}
	fmt.Fprintln(a.Out, args[0])
	if !verify {
		return nil
	}
	copied, err := knowledge.Open(ctx, args[0])
	if err != nil {
		return err
	}
	defer copied.Close()
	found, err := copied.Check(ctx)
	for _, problem := range found {
		fmt.Fprintln(a.Out, "problem:", problem)
	}
	if err == nil && len(found) > 0 {
		err = errSilent
	}
	if err == nil {
		fmt.Fprintln(a.Out, "the copy is whole")
	}
	return err
}

func (a *env) moveDatabaseCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "move FROM TO",
		Short: "Copy the whole database from a file into a cluster, or back",
		Long: `Copy everything from one database into another, which must be new: from a file
into an rqlite cluster, back, or into another cluster. Every table's rows are
counted on both sides, and the copy is checked as doctor does. Stop the bot first,
and start it with --db TO when this is done. FROM stays as it is.`,
		Example: "  pamphlet move pamphlet.db http://host1:4001,host2:4001,host3:4001\n  pamphlet move http://host1:4001 pamphlet.db",
		Args:    cobra.ExactArgs(2),
		RunE:    func(c *cobra.Command, args []string) error { return a.moveDatabase(c.Context(), args[0], args[1]) },
	}
}

func (a *env) moveDatabase(ctx context.Context, from, to string) error {
	if err := missing(from); err != nil {
		return err
	}
	source, err := a.base(ctx, from)
	if err != nil {
		return err
	}
	defer source.Close()
	if err := source.Store().CopyTo(ctx, to, a.access()); err != nil {
		return err
	}
	target, err := a.base(ctx, to)
	if err != nil {
		return err
	}
	defer target.Close()
	return a.compare(ctx, source, target)
}

// compare fails unless two bases hold the same number of rows in every table, and
// the second is sound.
func (a *env) compare(ctx context.Context, source, target *knowledge.Base) error {
	want, err := source.Store().Counts(ctx)
	if err != nil {
		return err
	}
	got, err := target.Store().Counts(ctx)
	if err != nil {
		return err
	}
	rows := int64(0)
	for _, table := range slices.Sorted(maps.Keys(want)) {
		rows += want[table]
		if got[table] != want[table] {
			fmt.Fprintf(a.Out, "problem: %s has %d rows of %d\n", table, got[table], want[table])
			err = errors.New("the copy is not whole; stop what writes to the first, remove the copy, and move again")
		}
	}
	if err != nil {
		return err
	}
	found, err := target.Check(ctx)
	if err != nil {
		return err
	}
	for _, problem := range found {
		fmt.Fprintln(a.Out, "problem:", problem)
	}
	if len(found) > 0 {
		return errSilent
	}
	fmt.Fprintf(a.Out, "%d rows of %d tables are in %s, which is sound\n", rows, len(want), target.Store().Path())
	return nil
}

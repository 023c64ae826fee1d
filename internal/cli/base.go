package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// write opens the database, and creates it if it is not there.
func (a *env) write(ctx context.Context) (*knowledge.Base, error) {
	return a.open(ctx, a.settings.Database)
}

// read opens the database. Where there is none yet, the starter articles
// answer from memory, and no file is made.
func (a *env) read(ctx context.Context) (*knowledge.Base, error) {
	if _, err := os.Stat(a.settings.Database); errors.Is(err, fs.ErrNotExist) {
		return scriptbot.OpenStarter(ctx, a.now())
	}
	return a.open(ctx, a.settings.Database)
}

func (a *env) open(ctx context.Context, path string) (*knowledge.Base, error) {
	base, err := knowledge.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := scriptbot.LearnStarter(ctx, base, a.now()); err != nil {
		base.Close()
		return nil, err
	}
	return base, nil
}

// reading makes a command's action of what reads the base.
func (a *env) reading(do func(context.Context, *knowledge.Base, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, args []string) error {
		return a.withBase(c.Context(), func(ctx context.Context, b *knowledge.Base) error { return do(ctx, b, args) })
	}
}

// withBase calls do with the base open.
func (a *env) withBase(ctx context.Context, do func(context.Context, *knowledge.Base) error) error {
	return with(ctx, a.read, do)
}

// withWritten calls do with the base open for writing.
func (a *env) withWritten(ctx context.Context, do func(context.Context, *knowledge.Base) error) error {
	return with(ctx, a.write, do)
}

func with(ctx context.Context, open func(context.Context) (*knowledge.Base, error), do func(context.Context, *knowledge.Base) error) error {
	base, err := open(ctx)
	if err != nil {
		return err
	}
	err = do(ctx, base)
	return errors.Join(err, base.Close()) // closing says if something could not be kept
}

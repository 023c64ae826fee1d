package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"

	"pamphlet/internal/stage"
	"pamphlet/knowledge"
)

// write opens the database, and creates it if it is not there.
func (a *app) write(ctx context.Context) (*knowledge.Base, error) {
	return a.open(ctx, a.settings.Database)
}

// read opens the database. Where there is none yet, the starter articles
// answer from memory, and no file is made.
func (a *app) read(ctx context.Context) (*knowledge.Base, error) {
	if _, err := os.Stat(a.settings.Database); errors.Is(err, fs.ErrNotExist) {
		return stage.OpenStarter(ctx, a.now())
	}
	return a.open(ctx, a.settings.Database)
}

func (a *app) open(ctx context.Context, path string) (*knowledge.Base, error) {
	base, err := knowledge.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := stage.LearnStarter(ctx, base, a.now()); err != nil {
		base.Close()
		return nil, err
	}
	return base, nil
}

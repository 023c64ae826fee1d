package cli

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"

	"pamphlet/articles"
	"pamphlet/bot"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// write opens the database, and creates it if it is not there.
func (a *app) write(ctx context.Context) (*knowledge.Base, error) {
	return a.open(ctx, a.settings.Database)
}

// read opens the database. Where there is none yet, the starter articles
// answer from memory, and no file is made.
func (a *app) read(ctx context.Context) (*knowledge.Base, error) {
	path := a.settings.Database
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		path = knowledge.Memory
	}
	return a.open(ctx, path)
}

func (a *app) open(ctx context.Context, path string) (*knowledge.Base, error) {
	base, err := knowledge.Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := a.learnStarter(ctx, base); err != nil {
		base.Close()
		return nil, err
	}
	return base, nil
}

// starterDigest is the setting that tells which starter articles a base holds.
const starterDigest = "digest"

// learnStarter puts the starter articles of this program into the base, unless
// they are there.
func (a *app) learnStarter(ctx context.Context, base *knowledge.Base) error {
	names, err := fs.Glob(articles.FS, "*.md")
	if err != nil {
		return err
	}
	digest := sha256.New()
	bodies := make([][]byte, len(names))
	for i, name := range names {
		if bodies[i], err = fs.ReadFile(articles.FS, name); err != nil {
			return err
		}
		digest.Write(bodies[i])
	}
	want := hex.EncodeToString(digest.Sum(nil))
	got, err := base.Setting(ctx, bot.Starter, starterDigest)
	if err != nil || got == want {
		return err
	}
	var all []knowledge.Article
	for i, name := range names {
		read, _, err := source.Read(name, bodies[i], source.Given{})
		if err != nil {
			return err
		}
		all = append(all, read...)
	}
	by := knowledge.Change{Who: "pamphlet", When: a.now()}
	if _, err := base.SaveAll(ctx, bot.Starter, all, by, nil); err != nil {
		return err
	}
	return base.Set(ctx, bot.Starter, starterDigest, want)
}

package scriptbot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"slices"
	"sync"
	"time"

	"pamphlet/articles"
	"pamphlet/bot"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// digest is the setting that tells which starter articles a base holds.
const digest = "digest"

// LearnStarter puts this program's starter articles into base, unless they are
// there. Those of an earlier program that this one no longer has, or has under
// another title, answer no more.
func LearnStarter(ctx context.Context, base *knowledge.Base, now time.Time) error {
	names, err := fs.Glob(articles.FS, "*.md")
	if err != nil {
		return err
	}
	sum := sha256.New()
	for _, name := range names {
		body, err := fs.ReadFile(articles.FS, name)
		if err != nil {
			return err
		}
		sum.Write(body)
	}
	want := hex.EncodeToString(sum.Sum(nil))
	if got, err := base.Setting(ctx, bot.Starter, digest); err != nil || got == want {
		return err
	}
	all, err := readStarter()
	if err != nil {
		return err
	}
	by := knowledge.Change{Who: "pamphlet", When: now}
	if _, err := base.SaveAll(ctx, bot.Starter, all, by, nil); err != nil {
		return err
	}
	if err := removeOthers(ctx, base, all, by); err != nil {
		return err
	}
	return base.Set(ctx, bot.Starter, digest, want)
}

// readStarter reads the starter articles, once for however many bases.
var readStarter = sync.OnceValues(func() (all []knowledge.Article, err error) {
	names, err := fs.Glob(articles.FS, "*.md")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		body, err := fs.ReadFile(articles.FS, name)
		if err != nil {
			return nil, err
		}
		read, _, err := source.Read(context.Background(), name, body, source.Options{})
		if err != nil {
			return nil, err
		}
		all = append(all, read...)
	}
	return all, nil
})

// removeOthers takes starter articles that are not among all out of the answers.
func removeOthers(ctx context.Context, base *knowledge.Base, all []knowledge.Article, by knowledge.Change) error {
	standing, err := base.Articles(ctx, bot.Starter)
	if err != nil {
		return err
	}
	for _, old := range standing {
		if slices.ContainsFunc(all, func(a knowledge.Article) bool { return a.Slug == old.Slug }) {
			continue
		}
		if err := base.Remove(ctx, bot.Starter, old.Slug, by); err != nil {
			return err
		}
	}
	return nil
}

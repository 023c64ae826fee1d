package scriptbot

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"slices"
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
	bodies := make([][]byte, len(names))
	for i, name := range names {
		if bodies[i], err = fs.ReadFile(articles.FS, name); err != nil {
			return err
		}
		sum.Write(bodies[i])
	}
	want := hex.EncodeToString(sum.Sum(nil))
	if got, err := base.Setting(ctx, bot.Starter, digest); err != nil || got == want {
		return err
	}
	var all []knowledge.Article
	for i, name := range names {
		read, _, err := source.Read(ctx, name, bodies[i], source.Given{})
		if err != nil {
			return err
		}
		all = append(all, read...)
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

package moderate

import (
	"context"
	"slices"

	"pamphlet/bot"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// A previewBase is an in-memory base as a guild's would be if a draft were
// published, searched by the same engine.
type previewBase struct {
	bot   *Bot
	base  *knowledge.Base
	guild string
}

// previewBase builds the base of a guild with d in it, and with these settings. It
// must be closed.
func (b *Bot) previewBase(ctx context.Context, guild string, d knowledge.Draft, settings map[string]string) (*previewBase, error) {
	articles, err := b.after(ctx, guild, d)
	if err != nil {
		return nil, err
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return nil, err
	}
	o := &previewBase{b, base, guild}
	if _, err = base.SaveAll(ctx, guild, articles, knowledge.Change{}, nil); err == nil {
		err = o.settle(ctx, settings)
	}
	if err != nil {
		base.Close()
		return nil, err
	}
	return o, nil
}

// settle gives the preview base the guild's own settings that matter to answers, or
// others in their place.
func (o *previewBase) settle(ctx context.Context, others map[string]string) error {
	for _, name := range []string{bot.SettingThreshold, knowledge.SettingSynonyms} {
		value, ok := others[name]
		if !ok {
			var err error
			if value, err = o.bot.base.Setting(ctx, o.guild, name); err != nil {
				return err
			}
		}
		if value == "" {
			continue
		}
		if err := o.base.Set(ctx, o.guild, name, value); err != nil {
			return err
		}
	}
	return nil
}

// after lists the articles of a guild as they would be after d.
func (b *Bot) after(ctx context.Context, guild string, d knowledge.Draft) ([]knowledge.Article, error) {
	all, err := b.base.FullArticles(ctx, guild)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(a knowledge.Article) bool {
		return slices.ContainsFunc(d.Articles, func(drafted knowledge.Drafted) bool { return drafted.Slug == a.Slug })
	})
	for _, a := range d.Articles {
		if !a.Removes {
			all = append(all, a.Article)
		}
	}
	return all, nil
}

func (o *previewBase) Close() error { return o.base.Close() }

// holder is the base that holds a guild's articles.
func (o *previewBase) holder(guild string) *knowledge.Base {
	if guild == o.guild {
		return o.base
	}
	return o.bot.base
}

// both asks the base as it is and as it would be, for a member of guild.
func (o *previewBase) both(ctx context.Context, guild, question string) (was, is search.Result, err error) {
	q := search.Query{Guild: guild, Text: question}
	if was, err = o.bot.bases.Search(ctx, q); err == nil {
		is, err = bot.Bases(o.holder).Search(ctx, q)
	}
	return was, is, err
}

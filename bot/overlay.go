package bot

import (
	"context"
	"slices"

	"pamphlet/knowledge"
)

// An overlay is what a guild would know if a draft were published: a base in
// memory, searched by the same engine.
type overlay struct {
	bot   *Bot
	base  *knowledge.Base
	guild string
}

// overlay builds the base of a guild with d in it, and with these settings. It
// must be closed.
func (b *Bot) overlay(ctx context.Context, guild string, d knowledge.Draft, settings map[string]string) (*overlay, error) {
	articles, err := b.after(ctx, guild, d)
	if err != nil {
		return nil, err
	}
	base, err := knowledge.Open(ctx, knowledge.Memory)
	if err != nil {
		return nil, err
	}
	o := &overlay{b, base, guild}
	if _, err = base.SaveAll(ctx, guild, articles, knowledge.Change{}, nil); err == nil {
		err = o.settle(ctx, settings)
	}
	if err != nil {
		base.Close()
		return nil, err
	}
	return o, nil
}

// settle gives the overlay the guild's own settings that matter to answers, or
// others in their place.
func (o *overlay) settle(ctx context.Context, others map[string]string) error {
	for _, name := range []string{settingThreshold, settingSynonyms} {
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
	standing, err := b.base.Articles(ctx, guild)
	if err != nil {
		return nil, err
	}
	var all []knowledge.Article
	for _, s := range standing {
		if slices.ContainsFunc(d.Articles, func(a knowledge.Drafted) bool { return a.Slug == s.Slug }) {
			continue
		}
		a, err := b.base.Article(ctx, guild, s.Slug, s.Revision)
		if err != nil {
			return nil, err
		}
		all = append(all, a)
	}
	for _, a := range d.Articles {
		if !a.Removes {
			all = append(all, a.Article)
		}
	}
	return all, nil
}

func (o *overlay) Close() error { return o.base.Close() }

// search asks the overlay as Bot.search asks the base: the guild's own
// articles, then what the operator shares, or else the starter articles.
func (o *overlay) search(ctx context.Context, q knowledge.Query) (knowledge.Result, error) {
	has, err := o.base.Has(ctx, o.guild)
	if err != nil {
		return knowledge.Result{}, err
	}
	var own knowledge.Result
	if has {
		if q.Threshold, err = threshold(ctx, o.base, o.guild); err == nil {
			own, err = o.base.Search(ctx, q)
		}
		if own = own.Exact(q.Text); err != nil || own.Answered {
			return own, err
		}
	}
	rest := []string{Shared}
	if shared, err := o.bot.base.Has(ctx, Shared); err != nil || !shared {
		rest = nil
		if !has {
			rest = []string{Starter}
		}
	}
	for _, q.Guild = range rest {
		found, err := o.bot.base.Search(ctx, q)
		if found = found.Exact(q.Text); err != nil || found.Answered {
			return found, err
		}
	}
	return own, nil
}

package bot

import (
	"context"
	"errors"

	"pamphlet/knowledge"
)

// Guilds whose articles others may read.
const (
	// Shared holds what an operator offers to every guild.
	Shared = "*"
	// Starter holds the articles that come with Pamphlet. They answer for a
	// guild that has none, so that a first question finds something.
	Starter = "starter"
)

// scope returns the guilds to search for a member of guild, in order: its
// own articles, then what the operator shares, or else the starter articles.
func (b *Bot) scope(ctx context.Context, guild string) ([]string, error) {
	return scope(ctx, b.holder, guild)
}

// holder is the base that holds a guild's articles: there is one for all.
func (b *Bot) holder(string) *knowledge.Base { return b.base }

func scope(ctx context.Context, holder func(guild string) *knowledge.Base, guild string) ([]string, error) {
	names := []string{guild, Shared}
	if guild == Shared {
		names = names[:1]
	}
	var found []string
	for _, name := range names {
		has, err := holder(name).Has(ctx, name)
		if err != nil {
			return nil, err
		}
		if has {
			found = append(found, name)
		}
	}
	if len(found) == 0 {
		found = append(found, Starter)
	}
	return found, nil
}

// search answers a question of a guild, by its threshold.
func (b *Bot) search(ctx context.Context, q knowledge.Query) (knowledge.Result, error) {
	var err error
	if q.Threshold, err = threshold(ctx, b.base, q.Guild); err != nil {
		return knowledge.Result{}, err
	}
	return search(ctx, b.holder, q)
}

// search asks one shelf after the other, until one answers. If none does, the
// first one's result stands.
func search(ctx context.Context, holder func(guild string) *knowledge.Base, q knowledge.Query) (knowledge.Result, error) {
	shelves, err := scope(ctx, holder, q.Guild)
	if err != nil {
		return knowledge.Result{}, err
	}
	var first knowledge.Result
	for i, name := range shelves {
		q.Guild = name
		found, err := holder(name).Search(ctx, q)
		if err != nil || found.Answered {
			return found, err
		}
		if i == 0 {
			first = found
		}
	}
	return first, nil
}

// readable returns a passage that a member of guild may read.
func (b *Bot) readable(ctx context.Context, guild string, id int64) (knowledge.Passage, error) {
	shelves, err := b.scope(ctx, guild)
	if err != nil {
		return knowledge.Passage{}, err
	}
	for _, name := range shelves {
		if p, err := b.base.Passage(ctx, name, id); !errors.Is(err, knowledge.ErrNoPassage) {
			return p, err
		}
	}
	return knowledge.Passage{}, knowledge.ErrNoPassage
}

// Reads returns the first guild whose articles a member of guild reads.
func Reads(ctx context.Context, base *knowledge.Base, guild string) (string, error) {
	found, err := scope(ctx, func(string) *knowledge.Base { return base }, guild)
	if err != nil {
		return "", err
	}
	return found[0], nil
}

package bot

import (
	"context"
	"errors"
	"strconv"

	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// Guilds whose articles others may read.
const (
	// Shared holds what an operator offers to every guild.
	Shared = "*"
	// Starter holds the articles that come with Pamphlet. They answer for a
	// guild that has none, so that a first question finds something.
	Starter = "starter"
)

// Bases returns the base that holds a guild's articles. There is one for all,
// but where a change is tried.
type Bases func(guild string) *knowledge.Base

// Only is one base for all guilds.
func Only(base *knowledge.Base) Bases {
	return func(string) *knowledge.Base { return base }
}

// scope returns the guilds to search for a member of guild, in order: its
// own articles, then what the operator shares, or else the starter articles.
func (b Bases) scope(ctx context.Context, guild string) ([]string, error) {
	names := []string{guild, Shared}
	if guild == Shared {
		names = names[:1]
	}
	var found []string
	for _, name := range names {
		has, err := b(name).Has(ctx, name)
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

// Search answers a question of a guild, by the guild's threshold.
func (b Bases) Search(ctx context.Context, q search.Query) (search.Result, error) {
	value, err := b(q.Guild).Setting(ctx, q.Guild, SettingThreshold)
	if err != nil {
		return search.Result{}, err
	}
	q.Threshold = parseThreshold(value)
	return b.search(ctx, q)
}

// search asks the articles of one guild after the other, until they answer. If
// none do, the first one's result stands.
func (b Bases) search(ctx context.Context, q search.Query) (search.Result, error) {
	names, err := b.scope(ctx, q.Guild)
	if err != nil {
		return search.Result{}, err
	}
	var first search.Result
	for i, name := range names {
		q.Guild = name
		found, err := b(name).Search(ctx, q)
		if err != nil || found.Answered {
			return found, err
		}
		if i == 0 {
			first = found
		}
	}
	return first, nil
}

// Readable returns a passage that a member of guild may read, or
// knowledge.ErrNoPassage.
func (b Bases) Readable(ctx context.Context, guild string, id int64) (knowledge.Passage, error) {
	names, err := b.scope(ctx, guild)
	if err != nil {
		return knowledge.Passage{}, err
	}
	for _, name := range names {
		if p, err := b(name).Passage(ctx, name, id); !errors.Is(err, knowledge.ErrNoPassage) {
			return p, err
		}
	}
	return knowledge.Passage{}, knowledge.ErrNoPassage
}

// Reads returns the first guild whose articles a member of guild reads.
func Reads(ctx context.Context, base *knowledge.Base, guild string) (string, error) {
	found, err := Only(base).scope(ctx, guild)
	if err != nil {
		return "", err
	}
	return found[0], nil
}

// parseThreshold is 0, the default, for a setting that is empty or damaged; doctor
// names the latter.
func parseThreshold(value string) float64 {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return 0
	}
	return f
}

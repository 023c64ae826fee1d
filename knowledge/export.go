package knowledge

import (
	"context"
	"database/sql"
	"maps"
	"strings"

	"pamphlet/internal/sqlite"
)

// Kept is everything a guild chose to keep, but for its history and what its
// members asked.
type Kept struct {
	Articles []Article
	Origins  map[string]string // slug → text as its source last gave it
	Settings map[string]string
	Grants   []Grant
	Cases    []Case
	// Drafts are the open ones. Numbers of revisions mean nothing elsewhere:
	// here Over is 1 if the draft was made over the article as it stands in
	// Articles, 0 if no article answered, and else OverLost. What question of
	// the queue a draft answers is not kept.
	Drafts []Draft
}

// mostReads is how often a guild is read again because it was changed while it
// was read.
const mostReads = 5

// Everything returns what a guild keeps, as it stands at one moment; or
// ErrMoved, if it is changed again and again meanwhile.
func (b *Base) Everything(ctx context.Context, name string) (Kept, error) {
	for range mostReads {
		at, err := b.Moment(ctx, name)
		if err != nil {
			return Kept{}, err
		}
		k, err := b.everything(ctx, name)
		if err != nil {
			return Kept{}, err
		}
		if now, err := b.Moment(ctx, name); err != nil || now == at {
			return k, err
		}
	}
	return Kept{}, ErrMoved
}

func (b *Base) everything(ctx context.Context, name string) (k Kept, err error) {
	if k.Articles, err = b.Library(ctx, name); err != nil {
		return k, err
	}
	if k.Origins, err = b.origins(ctx, name); err != nil {
		return k, err
	}
	if k.Settings, err = b.settings(ctx, name); err != nil {
		return k, err
	}
	if k.Grants, err = b.Grants(ctx, name); err != nil {
		return k, err
	}
	if k.Cases, err = b.Cases(ctx, name); err != nil {
		return k, err
	}
	k.Drafts, err = b.keptDrafts(ctx, name)
	return k, err
}

// keptDrafts are a guild's open drafts as Kept has them.
func (b *Base) keptDrafts(ctx context.Context, name string) ([]Draft, error) {
	drafts, err := b.Drafts(ctx, name)
	if err != nil || len(drafts) == 0 {
		return nil, err
	}
	articles, err := b.Articles(ctx, name)
	standing := make(map[string]int, len(articles))
	for _, a := range articles {
		standing[a.Slug] = a.Revision
	}
	for i := range drafts {
		drafts[i].Question = 0
		for j := range drafts[i].Articles {
			a := &drafts[i].Articles[j]
			switch a.Over {
			case 0:
			case standing[a.Slug]:
				a.Over = 1
			default:
				a.Over = OverLost
			}
		}
	}
	return drafts, err
}

// origins returns the texts of a guild's articles as their sources last gave
// them, by slug.
func (b *Base) origins(ctx context.Context, name string) (map[string]string, error) {
	texts := map[string]string{}
	_, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (none struct{}, err error) {
		var slug, text string
		err = rows.Scan(&slug, &text)
		texts[slug] = text
		return none, err
	}, `select a.slug, o.text from origins o join articles a on a.id = o.article join guilds g on g.n = a.guild
		where g.guild = ? and a.revision > 0`, name)
	return texts, err
}

// settings returns the settings a guild chose: not its key, and not what waits
// to be saved or is the bot's own, which has a dot in its name.
func (b *Base) settings(ctx context.Context, name string) (map[string]string, error) {
	all, err := b.Settings(ctx, name)
	maps.DeleteFunc(all, func(setting, _ string) bool { return !chosable(setting) })
	return all, err
}

// chosable reports whether a setting may be written to files and read back.
func chosable(name string) bool {
	return name != settingKey && name != "" && !strings.Contains(name, ".")
}

package knowledge

import (
	"context"
	"database/sql"
	"maps"
	"strings"

	"pamphlet/internal/sqlite"
)

// A Snapshot is a guild's articles, settings, grants, tests and open drafts at one
// version, without history or members' questions: what an export writes.
type Snapshot struct {
	Articles []Article
	Origins  map[string]string // slug → text as its source last gave it
	Settings map[string]string
	Grants   []Grant
	Cases    []Case
	// Drafts are the open ones. Numbers of revisions mean nothing elsewhere:
	// here Over is 1 if the draft was made over the article as it stands in
	// Articles, 0 if no article answered, and else BaseLost. What question of
	// the queue a draft answers is not kept.
	Drafts []Draft
}

// maxReads is how often a guild is read again because it was changed while it
// was read.
const maxReads = 5

// Snapshot returns what a guild keeps, as it stands at one moment; or
// ErrConflict, if it is changed again and again meanwhile.
func (b *Base) Snapshot(ctx context.Context, name string) (Snapshot, error) {
	for range maxReads {
		at, err := b.Version(ctx, name)
		if err != nil {
			return Snapshot{}, err
		}
		k, err := b.readSnapshot(ctx, name)
		if err != nil {
			return Snapshot{}, err
		}
		if now, err := b.Version(ctx, name); err != nil || now == at {
			return k, err
		}
	}
	return Snapshot{}, ErrConflict
}

func (b *Base) readSnapshot(ctx context.Context, name string) (k Snapshot, err error) {
	if k.Articles, err = b.FullArticles(ctx, name); err != nil {
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
	k.Drafts, err = b.snapshotDrafts(ctx, name)
	return k, err
}

// snapshotDrafts are a guild's open drafts as Kept has them.
func (b *Base) snapshotDrafts(ctx context.Context, name string) ([]Draft, error) {
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
			switch a.Base {
			case 0:
			case standing[a.Slug]:
				a.Base = 1
			default:
				a.Base = BaseLost
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

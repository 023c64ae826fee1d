package knowledge

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"

	"pamphlet/internal/sqlite"
)

// A Snapshot is a guild's articles, settings, grants, tests and open drafts at one
// version, without history or members' questions: what an export writes.
type Snapshot struct {
	Articles []Article
	Origins  map[string]string // slug → text as its source last gave it
	Settings map[string]string
	// Refreshes says how often the pages of articles are read again by
	// themselves, by slug.
	Refreshes map[string]string
	Grants    []Grant
	Cases     []Case
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
	if k.Settings, err = b.Settings(ctx, name); err != nil {
		return k, err
	}
	k.Refreshes = refreshes(k.Settings, k.Articles)
	maps.DeleteFunc(k.Settings, func(setting, _ string) bool { return !chosable(setting) })
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

// refreshes returns from all settings how often the pages of articles are read
// again. An article that is gone has none.
func refreshes(settings map[string]string, articles []Article) map[string]string {
	every := map[string]string{}
	for _, a := range articles {
		if value := settings[RefreshEvery+a.Slug]; value != "" {
			every[a.Slug] = value
		}
	}
	return every
}

// chosable reports whether a setting is one that a guild chose, which is written
// to files and read back: not its key, and not what waits to be saved or is the
// bot's own, which has a dot in its name.
func chosable(name string) bool {
	return name != settingKey && name != "" && !strings.Contains(name, ".")
}

// Restored says what restoring a guild did.
type Restored struct {
	Articles []Report
	Drafts   int // that were not there before
}

// Restore adds what k holds to a guild, all of it or nothing. What is there
// under the same name is replaced, what is not in k stays. Drafts are added
// open: they do not answer. One that the guild has seen before, whatever became
// of it, is not added again.
func (b *Base) Restore(ctx context.Context, name string, k Snapshot, by Change, progress func(done int)) (Restored, error) {
	if err := k.validate(); err != nil {
		return Restored{}, err
	}
	var err error
	if k.Drafts, err = b.unseen(ctx, name, k.Drafts); err != nil {
		return Restored{}, err
	}
	reports, err := b.saveWith(ctx, name, k.Articles, by, nil, k.statements, progress)
	return Restored{reports, len(k.Drafts)}, err
}

// validate returns what is wrong with k, if anything, but for its articles: they
// are looked at when they are saved.
func (k Snapshot) validate() error {
	for setting := range k.Settings {
		if !chosable(setting) {
			return fmt.Errorf("setting %q: it cannot be set", setting)
		}
	}
	for slug := range k.Refreshes {
		if !slices.ContainsFunc(k.Articles, func(a Article) bool { return a.Slug == slug }) {
			return fmt.Errorf("refresh: there is no article %q", slug)
		}
	}
	for _, d := range k.Drafts {
		if err := d.validate(); err != nil {
			return fmt.Errorf("draft %d: %w", d.ID, err)
		}
		for _, a := range d.Articles {
			there := slices.ContainsFunc(k.Articles, func(kept Article) bool { return kept.Slug == a.Slug })
			switch {
			case a.Slug == "" || a.Title == "":
				return fmt.Errorf("draft %d: article %q: it needs a title", d.ID, a.Slug)
			case a.Base > 0 && !there:
				return fmt.Errorf("draft %d: it changes the article %q, which is not there", d.ID, a.Slug)
			}
		}
	}
	return nil
}

// unseen returns those of drafts that a guild has not, and never had.
func (b *Base) unseen(ctx context.Context, name string, drafts []Draft) ([]Draft, error) {
	var fresh []Draft
	for _, d := range drafts {
		alike, err := sqlite.Select(ctx, b.db, scanDraft, draftRow+`g.guild = ? and d.author = ? and d.made = ? and d.what = ?`,
			name, d.Author, stamp(d.Made), d.What)
		if err != nil {
			return nil, err
		}
		seen := false
		for _, old := range alike {
			if old.Articles, err = b.drafted(ctx, name, old.ID); err != nil {
				return nil, err
			}
			seen = seen || slices.EqualFunc(old.Articles, d.Articles, func(a, b Drafted) bool {
				return a.Slug == b.Slug && a.Removes == b.Removes && string(a.hash()) == string(b.hash())
			})
		}
		if !seen {
			fresh = append(fresh, d)
		}
	}
	return fresh, nil
}

// statements restore all but the articles.
func (k Snapshot) statements(w *writer, revision func(slug string) int) []sqlite.Stmt {
	var all []sqlite.Stmt
	for slug, text := range k.Origins {
		all = append(all, fetched(w.guild.number, slug, text))
	}
	for name, value := range k.Settings {
		all = append(all, sqlite.Do(`insert into settings (guild, name, value) values (?, ?, ?)
			on conflict do update set value = excluded.value`, w.guild.number, name, value))
	}
	for slug, every := range k.Refreshes {
		all = append(all, scheduled(w.guild.number, slug, every))
	}
	for _, g := range k.Grants {
		all = append(all, sqlite.Do(`insert or ignore into rights (guild, role, may) values (?, ?, ?)`, w.guild.number, g.Role, g.May))
	}
	for _, c := range k.Cases {
		all = append(all, c.saveStatements(w.guild.number))
	}
	for i, d := range k.Drafts {
		all = append(all, d.over(revision).rows(w.guild.number, w.nextDraft+int64(i))...)
	}
	return append(all, w.audit("import", "", fmt.Sprintf("%d articles, %d settings, %d rights, %d tests, %d drafts",
		len(k.Articles), len(k.Settings), len(k.Grants), len(k.Cases), len(k.Drafts))))
}

// scheduled keeps how often the page of an article is read again.
func scheduled(guild int64, slug, every string) sqlite.Stmt {
	return sqlite.Do(`insert into settings (guild, name, value) values (?, ?, ?)
		on conflict do update set value = excluded.value`, guild, RefreshEvery+slug, every)
}

// over is d made over the revisions that its articles have here.
func (d Draft) over(revision func(slug string) int) Draft {
	d.Articles = slices.Clone(d.Articles)
	for i := range d.Articles {
		if a := &d.Articles[i]; a.Base > 0 {
			a.Base = revision(a.Slug)
		}
	}
	return d
}

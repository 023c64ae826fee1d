package knowledge

import (
	"context"
	"database/sql"
	"fmt"
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
}

// Everything returns what a guild keeps.
func (b *Base) Everything(ctx context.Context, name string) (k Kept, err error) {
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
	k.Cases, err = b.Cases(ctx, name)
	return k, err
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

// Restore adds what k holds to a guild, all of it or nothing. What is there
// under the same name is replaced, what is not in k stays.
func (b *Base) Restore(ctx context.Context, name string, k Kept, by Change, progress func(done int)) ([]Report, error) {
	for setting := range k.Settings {
		if !chosable(setting) {
			return nil, fmt.Errorf("setting %q: it cannot be set", setting)
		}
	}
	by.also = k.statements
	return b.SaveAll(ctx, name, k.Articles, by, progress)
}

// statements restore all but the articles.
func (k Kept) statements(w *writer, _ func(string) int) []sqlite.Stmt {
	var all []sqlite.Stmt
	for slug, text := range k.Origins {
		all = append(all, fetched(w.guild.number, slug, text))
	}
	for name, value := range k.Settings {
		all = append(all, sqlite.Do(`insert into settings (guild, name, value) values (?, ?, ?)
			on conflict do update set value = excluded.value`, w.guild.number, name, value))
	}
	for _, g := range k.Grants {
		all = append(all, sqlite.Do(`insert or ignore into rights (guild, role, may) values (?, ?, ?)`, w.guild.number, g.Role, g.May))
	}
	for _, c := range k.Cases {
		all = append(all, c.keep(w.guild.number))
	}
	return append(all, w.audit("import", "", fmt.Sprintf("%d articles, %d settings, %d rights, %d tests",
		len(k.Articles), len(k.Settings), len(k.Grants), len(k.Cases))))
}

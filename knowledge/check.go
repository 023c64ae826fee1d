package knowledge

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"pamphlet/internal/sqlite"
)

// Check reads the whole base and returns what is wrong with it, in words: with
// the file, with an index that differs from its passages, with a passage or a
// revision that is not what was saved, with what is no part of our schema.
// Nothing returned means that it is sound.
func (b *Base) Check(ctx context.Context) ([]string, error) {
	found, err := b.db.Check(ctx)
	if err != nil {
		return found, err
	}
	for _, check := range []func(context.Context) ([]string, error){
		b.checkIndexes, b.checkRevisions, b.checkPassages, b.checkJSON, b.checkSchema,
	} {
		more, err := check(ctx)
		found = append(found, more...)
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// mends tells what doctor can do about what it found.
const mends = "\"pamphlet doctor --mend\" rebuilds it"

// A holding is what a guild has: tables and triggers of its own, passages.
type holding struct {
	n, objects, passages int64
}

// objects is how many tables and triggers a guild has of its own.
const objects = 6

// holdings lists the guilds that have articles.
func (b *Base) holdings(ctx context.Context) ([]holding, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (h holding, err error) {
		return h, rows.Scan(&h.n, &h.objects, &h.passages)
	}, `select n, (select count(*) from sqlite_schema where name in
			('stems_' || n, 'terms_' || n, 'vocab_' || n, 'words_' || n, 'stems_' || n || '_inserted', 'stems_' || n || '_deleted')),
		(select count(*) from passages p join articles a on a.id = p.article where a.guild = n)
		from guilds where exists (select 1 from articles where guild = n) order by n`)
}

// checkIndexes finds guilds whose index does not hold their passages.
func (b *Base) checkIndexes(ctx context.Context) (found []string, err error) {
	all, err := b.holdings(ctx)
	if err != nil {
		return nil, err
	}
	for _, h := range all {
		why, err := b.checkIndex(ctx, h)
		if err != nil {
			return found, err
		}
		if why != "" {
			found = append(found, fmt.Sprintf("the index of guild number %d %s; %s", h.n, why, mends))
		}
	}
	return found, nil
}

func (b *Base) checkIndex(ctx context.Context, h holding) (why string, err error) {
	if h.objects != objects {
		return "lacks a table or a trigger", nil
	}
	terms := sqlite.Table("terms", h.n)
	// With rank 1, FTS5 compares the index with the stems.
	check := sqlite.Do(`insert into ` + terms + ` (` + terms + `, rank) values ('integrity-check', 1)`)
	switch err := b.db.Batch(ctx, sqlite.List(check)); {
	case errors.Is(err, sqlite.ErrCorrupt) || errors.Is(err, sqlite.ErrNoTable):
		return "differs from its passages", nil
	case err != nil:
		return "", err
	}
	stems, err := sqlite.One[int64](ctx, b.db, `select count(*) from `+sqlite.Table("stems", h.n))
	if err == nil && stems != h.passages {
		why = fmt.Sprintf("holds %d of %d passages", stems, h.passages)
	}
	return why, err
}

// checkRevisions finds revisions that are not what was saved.
func (b *Base) checkRevisions(ctx context.Context) (found []string, err error) {
	all, err := sqlite.Select(ctx, b.db, scanRevisionHash, revisionHashRow)
	for _, r := range all {
		if !r.sound {
			found = append(found, fmt.Sprintf("revision %d of article number %d has changed since it was saved; "+
				"restore a backup, go back to another revision, or import the article again", r.number, r.article))
		}
	}
	err = damageFound(&found, err)
	return found, err
}

// checkPassages finds passages that are not what was cut from their revision.
func (b *Base) checkPassages(ctx context.Context) (found []string, err error) {
	altered := 0
	all, err := sqlite.Select(ctx, b.db, scanStored, storedRow)
	for _, p := range all {
		if !p.same || !bytes.Equal(p.hash, p.now) {
			altered++
		}
	}
	if altered > 0 {
		found = append(found, fmt.Sprintf("%d passages differ from the article they are quoted from; %s", altered, mends))
	}
	err = damageFound(&found, err)
	return found, err
}

// checkJSON finds lists that cannot be read.
func (b *Base) checkJSON(ctx context.Context) (found []string, err error) {
	for _, of := range []struct{ table, column, what string }{
		{"passages", "heading", "heading"}, {"passages", "questions", "questions"},
		{"revisions", "given", "passages of revision"}, {"drafted", "given", "passages of draft"},
		{"cases", "heading", "heading of test"},
	} {
		broken, err := sqlite.One[int64](ctx, b.db, `select count(*) from `+of.table+` where `+of.column+` <> '' and not json_valid(`+of.column+`)`)
		if err != nil {
			return found, err
		}
		if broken > 0 {
			found = append(found, fmt.Sprintf("%s: %d rows hold %s that cannot be read; %s", of.table, broken, of.what, mends))
		}
	}
	return found, nil
}

// damageFound notes damage that keeps a check from going on, and returns any
// other error.
func damageFound(found *[]string, err error) error {
	if err = damage(err); errors.Is(err, ErrDamaged) {
		*found = append(*found, err.Error())
		return nil
	}
	return err
}

// checkSchema finds tables, triggers and views that this program did not make,
// or that are not as it made them.
func (b *Base) checkSchema(ctx context.Context) (found []string, err error) {
	ours, err := b.ourSchema(ctx)
	if err != nil {
		return nil, err
	}
	all, err := b.schema(ctx)
	for _, o := range all {
		name, number := o.name, int64(0)
		if kind, n, ok := cutNumber(o.name); ok {
			name, number = kind, n
		}
		want, known := ours[o.kind+" "+name]
		switch {
		case !known:
			found = append(found, fmt.Sprintf("the %s %q is not of this program; find out where it comes from, and drop it", o.kind, o.name))
		case o.kind == "trigger" && strings.ReplaceAll(o.sql, "_"+strconv.FormatInt(number, 10), "_1") != want:
			found = append(found, fmt.Sprintf("the %s %q is not as this program makes it; %s", o.kind, o.name, mends))
		}
	}
	return found, err
}

// An object is a part of a schema.
type object struct{ kind, name, sql string }

func (b *Base) schema(ctx context.Context) ([]object, error) {
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (o object, err error) {
		return o, rows.Scan(&o.kind, &o.name, &o.sql)
	}, `select type, name, coalesce(sql, '') from sqlite_schema where name not like 'sqlite\_%' escape '\' and name not like 'rqlite\_%' escape '\' order by name`)
}

// ourSchema is the schema of a base with one guild, by kind and name; a guild's
// own objects are named without their number.
func (b *Base) ourSchema(ctx context.Context) (map[string]string, error) {
	fresh, err := Open(ctx, Memory)
	if err != nil {
		return nil, err
	}
	defer fresh.Close()
	if _, err := fresh.ensureGuild(ctx, "example"); err != nil {
		return nil, err
	}
	all, err := fresh.schema(ctx)
	ours := make(map[string]string, len(all))
	for _, o := range all {
		if kind, _, ok := cutNumber(o.name); ok {
			o.name = kind
		}
		ours[o.kind+" "+o.name] = o.sql
	}
	return ours, err
}

// cutNumber takes a guild's number out of the name of one of its own objects:
// "terms_12_data" is "terms_data" of guild 12.
func cutNumber(name string) (kind string, n int64, ok bool) {
	parts := strings.Split(name, "_")
	if len(parts) < 2 || !slices.Contains([]string{"stems", "terms", "vocab", "words"}, parts[0]) {
		return "", 0, false
	}
	n, err := strconv.ParseInt(parts[1], 10, 64)
	return strings.Join(slices.Delete(parts, 1, 2), "_"), n, err == nil
}

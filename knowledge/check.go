package knowledge

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"pamphlet/internal/sqlite"
)

// Check reads the whole base and returns what is wrong with it, in words: with
// the file, with an index that differs from its passages, with a passage or a
// revision that is not what was saved, with what is no part of our schema.
// Nothing returned means that it is sound.
func (b *Base) Check(ctx context.Context) ([]string, error) {
	found, err := b.db.Check(ctx)
	if err = damageFound(&found, err); err != nil {
		return found, err
	}
	strange, err := b.checkSchema(ctx)
	if err != nil {
		return found, err
	}
	found = append(found, strange...)
	checks := []func(context.Context) ([]string, error){b.checkRevisions, b.checkPassages, b.checkMissing, b.checkUnreadable}
	if len(strange) == 0 { // else it may not even be possible to compare
		checks = append(checks, b.checkIndexes, b.checkArticles)
	}
	for _, check := range checks {
		more, err := check(ctx)
		found = append(found, more...)
		if err != nil {
			return found, err
		}
	}
	return found, nil
}

// What doctor can do about what it found.
const (
	mends    = "\"pamphlet doctor --mend\" rebuilds it"
	removes  = "\"pamphlet doctor --mend\" removes it"
	epoch    = "\"pamphlet doctor --mend\" takes 1970 for it"
	restores = "restore a backup"
	empties  = restores + ", or \"pamphlet doctor --mend\" makes it anew, empty"
)

// ifMissing is what to do about tables whose rows nothing else tells. Any other object
// is rebuilt.
var ifMissing = map[string]string{
	"guilds": restores, "articles": restores, "revisions": restores, // without these there is nothing to mend
	"audit": empties, "cases": empties, "drafted": empties, "drafts": empties, "exchanges": empties, "leases": empties,
	"origins": empties, "queue": empties, "rights": empties, "settings": empties, "taken": empties, "waiting": empties, "wordings": empties,
}

// checkIndexes finds whether the index differs from the stems, and guilds whose
// stems are not those of their passages.
func (b *Base) checkIndexes(ctx context.Context) (found []string, err error) {
	// With rank 1, FTS5 compares the index with the stems.
	compare := sqlite.Do(`insert into terms (terms, rank) values ('integrity-check', 1)`)
	err = b.db.Batch(ctx, sqlite.List(compare))
	if err = damage(err); errors.Is(err, ErrDamaged) {
		return []string{"the index differs from its passages; " + mends}, nil
	}
	if err != nil {
		return nil, err
	}
	return sqlite.Select(ctx, b.db, func(rows *sql.Rows) (string, error) {
		var guild, passages, indexed int64
		err := rows.Scan(&guild, &passages, &indexed)
		return fmt.Sprintf("the index of guild number %d holds %d of %d passages; %s", guild, indexed, passages, mends), err
	}, `select a.guild, count(*) as passages, count(s.id) as indexed
		from passages p join articles a on a.id = p.article left join stems s on s.id = p.id and s.guild = a.guild
		group by a.guild having indexed < passages`)
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
	all, err := sqlite.Select(ctx, b.db, scanStored, storedRow(inRange))
	for _, p := range all {
		if !p.compared || !bytes.Equal(p.hash, p.now) {
			altered++
		}
	}
	if altered > 0 {
		found = append(found, fmt.Sprintf("%d passages differ from the article they are quoted from; %s", altered, mends))
	}
	err = damageFound(&found, err)
	return found, err
}

// checkMissing finds articles whose revision is not there, and drafts of nothing.
func (b *Base) checkMissing(ctx context.Context) ([]string, error) {
	found, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (string, error) {
		var article, number int64
		err := rows.Scan(&article, &number)
		return fmt.Sprintf("revision %d of article number %d is missing; restore a backup, go back to another revision, or import the article again", number, article), err
	}, `select id, revision from articles where revision <> 0
		and not exists (select 1 from revisions where article = articles.id and number = articles.revision)`)
	if err = damageFound(&found, err); err != nil {
		return found, err
	}
	empty, err := sqlite.One[int64](ctx, b.db, `select count(*) from drafts where `+emptyDraft)
	if err = damageFound(&found, err); empty > 0 {
		found = append(found, fmt.Sprintf("%d drafts have lost their articles; %s", empty, removes))
	}
	return found, err
}

const emptyDraft = `state = 'open' and not exists (select 1 from drafted where draft = drafts.id)`

// unreadable are values that must be read as JSON lists or as times, and what
// doctor can do about those that cannot.
var unreadable = []struct{ table, column, what, broken, remedy string }{
	{"passages", "heading", "headings", brokenJSON, mends},
	{"passages", "questions", "questions", brokenJSON, mends},
	{"revisions", "given", "passages of a revision", brokenJSON, "go back to another revision, or import the article again"},
	{"drafted", "given", "passages of a draft", brokenJSON, removes},
	{"cases", "heading", "the heading of a test", brokenJSON, removes},
	{"drafts", "made", "when a draft was made", brokenTime, epoch},
	{"cases", "made", "when a test was made", brokenTime, epoch},
	{"revisions", "saved", "when a revision was saved", brokenTime, epoch},
	{"audit", "at", "when something was changed", brokenTime, epoch},
}

// %s is a column.
const (
	brokenJSON = `%[1]s <> '' and not json_valid(%[1]s)`
	brokenTime = `strftime('%%s', %[1]s) is null or %[1]s not glob '*T*Z'`
)

// checkUnreadable finds lists and times that cannot be read.
func (b *Base) checkUnreadable(ctx context.Context) (found []string, err error) {
	for _, u := range unreadable {
		broken, err := sqlite.One[int64](ctx, b.db, `select count(*) from `+u.table+` where `+fmt.Sprintf(u.broken, u.column))
		if err = damageFound(&found, err); err != nil {
			return found, err
		}
		if broken > 0 {
			found = append(found, fmt.Sprintf("%s: %d rows hold %s that cannot be read; %s", u.table, broken, u.what, u.remedy))
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
// that are not as it made them, or that are missing.
func (b *Base) checkSchema(ctx context.Context) (found []string, err error) {
	ours, err := b.ourSchema(ctx)
	if err != nil {
		return nil, err
	}
	all, err := b.schema(ctx)
	if err != nil {
		return nil, err
	}
	for o, has := range all {
		want, known := ours[o]
		switch {
		case !known:
			found = append(found, fmt.Sprintf("the %s %q is not of this program; find out where it comes from, and drop it", o.kind, o.name))
		case o.kind == "table" && has.columns != want.columns:
			remedy := restores
			if slices.Contains(derived, o.name) {
				remedy = mends
			}
			found = append(found, fmt.Sprintf("the table %q has not the columns that this program gives it; %s", o.name, remedy))
		case o.kind != "table" && has.sql != want.sql:
			found = append(found, fmt.Sprintf("the %s %q is not as this program makes it; %s", o.kind, o.name, mends))
		}
	}
	for o := range ours {
		if _, there := all[o]; !there {
			remedy := mends
			if told, kept := ifMissing[o.name]; kept {
				remedy = told
			}
			found = append(found, fmt.Sprintf("the %s %q is missing; %s", o.kind, o.name, remedy))
		}
	}
	slices.Sort(found)
	return found, nil
}

// An object is a part of a schema: a table, an index, a view or a trigger.
type object struct{ kind, name string }

// A definition is what makes an object, the table that it is of, and the columns of a
// table that is no virtual one.
type definition struct{ sql, of, columns string }

// schema returns what makes each object of the base.
func (b *Base) schema(ctx context.Context) (map[object]definition, error) {
	all := make(map[object]definition)
	_, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (none struct{}, err error) {
		var o object
		var d definition
		err = rows.Scan(&o.kind, &o.name, &d.sql, &d.of, &d.columns)
		all[o] = d
		return none, err
	}, `select type, name, coalesce(sql, ''), tbl_name, case when type = 'table' and sql not like 'create virtual%' then
			(select group_concat(name || ' ' || type || ' ' || "notnull", ', ') from pragma_table_info(s.name)) else '' end
		from sqlite_schema s where name not like 'sqlite\_%' escape '\' and name not like 'rqlite\_%' escape '\'`)
	return all, err
}

// ourSchema is schema of a base as this program makes it.
func (b *Base) ourSchema(ctx context.Context) (map[object]definition, error) {
	fresh, err := Open(ctx, Memory)
	if err != nil {
		return nil, err
	}
	defer fresh.Close()
	return fresh.schema(ctx)
}

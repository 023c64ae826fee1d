package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"sort"
	"strconv"
	"strings"
)

// applicationID marks a database as ours: "PAMP" in ASCII. See
// https://sqlite.org/pragma.html#pragma_application_id.
const applicationID = 0x50414D50

type migration struct {
	version int
	name    string
	sql     string
}

// prepare makes sure the database is ours and its schema current.
//
// Migrations are ours and not a library's: they must pass through one batch a
// file, as everything else does that may go to a replicated engine, and
// refuse a database newer than the program.
func (db *DB) prepare(ctx context.Context, files fs.FS) error {
	all, err := readMigrations(files)
	if err != nil {
		return err
	}
	version, err := db.engine.version(ctx)
	if err != nil {
		return err
	}
	if version < 0 {
		return fmt.Errorf("%w: its schema is number %d", ErrCorrupt, version)
	}
	latest := len(all)
	if version > latest {
		return fmt.Errorf("%w: its schema is number %d, this program knows %d", ErrNewer, version, latest)
	}
	if version == 0 {
		if err := db.engine.claim(ctx); err != nil {
			return err
		}
	}
	if 0 < version && version < latest {
		if err := db.engine.copyBefore(ctx, version); err != nil {
			return err
		}
	}
	for _, m := range all[version:] {
		if err := db.engine.apply(ctx, m); err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
	}
	return db.engine.checkSettings(ctx)
}

// version returns the schema's number, 0 for a new database, and an error if
// the file belongs to another program. It asks over a connection of its
// own that may only read: ours would turn the other program's file into a WAL
// database.
func (f *file) version(ctx context.Context) (int, error) {
	probe := f.read
	if f.path != "" {
		probe = sql.OpenDB(connector(dsn(f.path, url.Values{"mode": {"ro"}})))
		defer probe.Close()
	}
	return schemaVersion(ctx, probe)
}

// schemaVersion is what version returns.
func schemaVersion(ctx context.Context, probe *sql.DB) (int, error) {
	var id, version, tables int
	row := probe.QueryRowContext(ctx, `select
		(select application_id from pragma_application_id),
		(select user_version from pragma_user_version),
		(select count(*) from sqlite_schema)`)
	if err := row.Scan(&id, &version, &tables); err != nil {
		return 0, err
	}
	if id != applicationID && (id != 0 || version != 0 || tables != 0) {
		return 0, ErrForeign
	}
	return version, nil
}

func (f *file) claim(ctx context.Context) error {
	_, err := f.write.ExecContext(ctx, fmt.Sprintf("pragma application_id = %d", applicationID))
	return err
}

// copyBefore keeps the database as it was before its schema changed. Another
// process may do the same; what it has changed already is not kept.
func (f *file) copyBefore(ctx context.Context, version int) error {
	if f.path == "" {
		return nil
	}
	kept := fmt.Sprintf("%s.schema-%d.backup", f.path, version)
	copied := kept + "." + rand.Text()
	if err := f.db().Backup(ctx, copied); err != nil {
		return err
	}
	defer os.Remove(copied)
	if now, err := f.version(ctx); err != nil || now != version {
		return err
	}
	return os.Rename(copied, kept)
}

// apply runs one file in one transaction, unless another process just did.
func (f *file) apply(ctx context.Context, m migration) error {
	tx, err := f.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRowContext(ctx, "pragma user_version").Scan(&version); err != nil {
		return err
	}
	if version >= m.version {
		return nil
	}
	if _, err := tx.ExecContext(ctx, m.sql); err != nil {
		return err
	}
	if err := follow(ctx, tx); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "pragma user_version = "+strconv.Itoa(m.version)); err != nil {
		return err
	}
	return tx.Commit()
}

// followed is in a step that makes the table of follow.
const followed = "create temp table statements"

// follow runs the statements that a step has written into the temporary table
// statements, in order, if it made one: SQL alone cannot name tables that depend
// on what is there.
func follow(ctx context.Context, tx *sql.Tx) error {
	var made bool
	if err := tx.QueryRowContext(ctx, `select count(*) from sqlite_temp_schema where name = 'statements'`).Scan(&made); err != nil || !made {
		return err
	}
	for n := 1; ; n++ {
		var statement string
		err := tx.QueryRowContext(ctx, `select statement from temp.statements where rowid = ?`, n).Scan(&statement)
		if errors.Is(err, sql.ErrNoRows) {
			_, err = tx.ExecContext(ctx, `drop table temp.statements`)
			return err
		}
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return fmt.Errorf("%s: %w", statement, err)
		}
	}
}

// readMigrations returns the files named 0001_name.sql, 0002_name.sql and so
// on, which must be numbered without a gap.
func readMigrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	var all []migration
	for i, name := range names {
		number, _, _ := strings.Cut(name, "_")
		version, err := strconv.Atoi(number)
		if err != nil || version != i+1 {
			return nil, fmt.Errorf("migration %s: want number %04d", name, i+1)
		}
		body, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		all = append(all, migration{version, name, string(body)})
	}
	return all, nil
}

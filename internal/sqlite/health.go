package sqlite

import (
	"context"
	"fmt"
	"os"
)

// Backup writes a whole, consistent copy to a file, which must not exist, while
// the database goes on being used. A copy of a cluster is a database for one
// machine.
func (db *DB) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s: already there; choose another name", file)
	}
	if err := create(file); err != nil {
		return explain(file, err)
	}
	if err := db.engine.backup(ctx, file); err != nil {
		os.Remove(file)
		return explain(file, err)
	}
	return nil
}

func (f *file) backup(ctx context.Context, file string) error {
	_, err := f.write.ExecContext(ctx, "vacuum into ?", file)
	return err
}

// Check reads the whole database and returns what is wrong with it, in words.
// Nothing returned means that it is sound.
func (db *DB) Check(ctx context.Context) ([]string, error) {
	found, err := db.engine.check(ctx)
	if err != nil {
		return nil, explain(db.path, err)
	}
	orphans, err := Select(ctx, db, Value[string], `select "table" from pragma_foreign_key_check`)
	if err != nil {
		return nil, err
	}
	for _, table := range orphans {
		found = append(found, "orphaned row in "+table)
	}
	return found, nil
}

// check asks the writer: a reader that has used an index before it was rebuilt
// takes the new one for damaged.
func (f *file) check(ctx context.Context) ([]string, error) {
	found, err := selectOn(ctx, f.path, f.write, Value[string], "pragma integrity_check(20)")
	return findings(found), err
}

// findings is what integrity_check found, without its "ok".
func findings(found []string) []string {
	if len(found) == 1 && found[0] == "ok" {
		return nil
	}
	return found
}

// Version names the SQLite that is built in, and whether it can index text.
func (db *DB) Version(ctx context.Context) (version string, fts5 bool, err error) {
	if version, err = One[string](ctx, db, "select sqlite_version()"); err != nil {
		return "", false, err
	}
	fts5, err = One[bool](ctx, db, "select sqlite_compileoption_used('ENABLE_FTS5')")
	return version, fts5, err
}

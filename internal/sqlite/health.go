package sqlite

import (
	"context"
	"fmt"
	"os"
)

// Backup writes a whole, consistent copy to file, which must not exist, while
// the database goes on being used.
func (db *DB) Backup(ctx context.Context, file string) error {
	if _, err := os.Lstat(file); err == nil {
		return fmt.Errorf("%s: already there; choose another name", file)
	}
	if err := create(file); err != nil {
		return explain(file, err)
	}
	if _, err := db.write.ExecContext(ctx, "vacuum into ?", file); err != nil {
		os.Remove(file)
		return explain(file, err)
	}
	return nil
}

// Check reads the whole database and returns what is wrong with it, in words.
// Nothing returned means that it is sound. It asks the writer: a reader that
// has used an index before it was rebuilt takes the new one for damaged.
func (db *DB) Check(ctx context.Context) ([]string, error) {
	found, err := selectOn(ctx, db, db.write, Value[string], "pragma integrity_check(20)")
	if err != nil {
		return nil, err
	}
	if len(found) == 1 && found[0] == "ok" {
		found = nil
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

// Version names the SQLite that is built in, and whether it can index text.
func (db *DB) Version(ctx context.Context) (version string, fts5 bool, err error) {
	if version, err = One[string](ctx, db, "select sqlite_version()"); err != nil {
		return "", false, err
	}
	fts5, err = One[bool](ctx, db, "select sqlite_compileoption_used('ENABLE_FTS5')")
	return version, fts5, err
}

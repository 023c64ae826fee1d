package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"pamphlet/internal/rqlite"
)

// ErrThere is returned instead of a copy over a database.
var ErrThere = errors.New("holds a database already; copy into a new one")

// CopyTo copies db to a file or a cluster that holds no database yet. What is
// written meanwhile may not come along.
func (db *DB) CopyTo(ctx context.Context, to string, access rqlite.Access) error {
	if !IsCluster(to) {
		return db.copyToFile(ctx, to)
	}
	client, err := rqlite.New(to, access)
	if err != nil {
		return err
	}
	defer client.Close()
	if err := db.copyToCluster(ctx, client); err != nil {
		return explain(client.Name(), err)
	}
	return nil
}

// copyToFile leaves out what only a cluster keeps.
func (db *DB) copyToFile(ctx context.Context, path string) error {
	if err := db.Backup(ctx, path); err != nil {
		return err
	}
	f, err := open(path)
	if err != nil {
		return explain(path, err)
	}
	_, err = f.write.ExecContext(ctx, "drop table if exists "+rqlite.Operations)
	return errors.Join(explain(path, err), f.close())
}

func (db *DB) copyToCluster(ctx context.Context, client *rqlite.Client) error {
	read := sql.OpenDB(client)
	defer read.Close()
	if version, err := schemaVersion(ctx, read); err != nil {
		return err
	} else if version != 0 {
		return ErrThere
	}
	folder, err := os.MkdirTemp("", "pamphlet")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "copy.db")
	if err := db.Backup(ctx, path); err != nil {
		return err
	}
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := client.Load(ctx, file); err != nil {
		return err
	}
	return client.Claim(ctx, applicationID)
}

// Counts returns the number of rows of each table, of indexes too: equal counts of
// two databases say that all of one came to the other.
func (db *DB) Counts(ctx context.Context) (map[string]int64, error) {
	names, err := Select(ctx, db, Value[string], `select name from sqlite_schema where type = 'table'
		and name not like 'sqlite\_%' escape '\' and name not like 'rqlite\_%' escape '\'`)
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int64, len(names))
	for _, name := range names {
		if counts[name], err = One[int64](ctx, db, fmt.Sprintf(`select count(*) from "%s"`, name)); err != nil {
			return nil, err
		}
	}
	return counts, nil
}

// Nodes tells of each node of db's cluster; there are none of a file.
func (db *DB) Nodes(ctx context.Context) []rqlite.Node {
	if c, ok := db.engine.(*cluster); ok {
		return c.client.Nodes(ctx)
	}
	return nil
}

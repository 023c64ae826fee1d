package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"

	"pamphlet/internal/rqlite"
)

// A DB is one open database.
type DB struct {
	path   string // a file, the nodes of a cluster, or "" in memory
	read   *sql.DB
	engine engine
}

// A file is a database in this process: a file or memory.
type file struct {
	path        string // "" in memory
	write, read *sql.DB
}

// readers is the number of reading connections: on two cores four answered
// most questions a second; more starved the writer.
const readers = 4

// Memory as a path opens a database that lives and dies with the DB.
const Memory = ":memory:"

// Open opens the database at path, creates it if it is not there, and brings
// its schema up to the last of migrations. Before it changes the schema of an
// existing database it copies it to a file beside it. The nodes of a cluster that
// asks for no credentials are a path, too; see Connect.
//
// Errors are ErrForeign, ErrNewer, ErrLocked, ErrReadOnly, ErrFull and
// ErrCorrupt, wrapped with the path and the cause.
func Open(ctx context.Context, path string, migrations fs.FS) (*DB, error) {
	if IsCluster(path) {
		return Connect(ctx, path, rqlite.Access{}, migrations)
	}
	f, err := open(path)
	if err != nil {
		return nil, explain(path, err)
	}
	return f.db().prepared(ctx, migrations)
}

// db is the database that f keeps.
func (f *file) db() *DB { return &DB{f.path, f.read, f} }

// prepared returns db with its schema current, or closes it.
func (db *DB) prepared(ctx context.Context, migrations fs.FS) (*DB, error) {
	if err := db.prepare(ctx, migrations); err != nil {
		db.Close()
		return nil, explain(db.path, err)
	}
	return db, nil
}

func open(path string) (*file, error) {
	if path == Memory {
		conn := sql.OpenDB(connector("file::memory:?_foreign_keys=on"))
		conn.SetMaxOpenConns(1) // each connection would be a database of its own
		conn.SetConnMaxIdleTime(0)
		return &file{write: conn, read: conn}, nil
	}
	if err := create(path); err != nil {
		return nil, err
	}
	common := url.Values{
		"_busy_timeout":  {"5000"}, // ms that a statement waits for another process
		"_foreign_keys":  {"on"},
		"_synchronous":   {"FULL"},
		"_secure_delete": {"on"}, // what is deleted is gone from the file
	}
	write := sql.OpenDB(connector(dsn(path, common, url.Values{
		"_journal_mode": {"WAL"}, "_txlock": {"immediate"},
		"_cache_size": {"-16384"}, // KiB; a bulk import is the better for it
	})))
	write.SetMaxOpenConns(1)
	read := sql.OpenDB(connector(dsn(path, common, url.Values{
		"mode":             {"ro"},
		"_query_only":      {"on"},
		"_stmt_cache_size": {"32"}, // of each connection; preparing took a fifth of a question's queries
	})))
	read.SetMaxOpenConns(readers)
	read.SetMaxIdleConns(readers)
	return &file{path: path, write: write, read: read}, nil
}

// create makes an empty file only its owner may read: questions and articles
// are nobody else's.
func create(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		if folder, err := os.Stat(path); err == nil && folder.IsDir() {
			return ErrForeign
		}
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

func dsn(path string, sets ...url.Values) string {
	all := url.Values{}
	for _, set := range sets {
		for k, v := range set {
			all[k] = v
		}
	}
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: all.Encode()}
	return u.String()
}

// Close closes all connections.
func (db *DB) Close() error { return db.engine.close() }

func (f *file) close() error {
	if f.read == f.write {
		return f.write.Close()
	}
	return errors.Join(f.read.Close(), f.write.Close())
}

// Path is the database's file, the nodes of its cluster, or "" in memory.
func (db *DB) Path() string { return db.path }

// settings are what every connection must have; a mistyped key in the data
// source name would be ignored without a word.
var settings = []struct{ pragma, want string }{
	{"journal_mode", "wal"},
	{"synchronous", "2"},
	{"foreign_keys", "1"},
	{"trusted_schema", "0"},
	{"cell_size_check", "1"},
}

// checkSettings reads the settings back.
func (f *file) checkSettings(ctx context.Context) error {
	if f.path == "" {
		return nil
	}
	for _, conns := range []*sql.DB{f.write, f.read} {
		for _, s := range settings {
			var got string
			if err := conns.QueryRowContext(ctx, "pragma "+s.pragma).Scan(&got); err != nil {
				return err
			}
			if got != s.want {
				return fmt.Errorf("pragma %s is %s, want %s", s.pragma, got, s.want)
			}
		}
	}
	return nil
}

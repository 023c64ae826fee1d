package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/mattn/go-sqlite3"
)

func schema(files ...string) fstest.MapFS {
	m := fstest.MapFS{}
	for i, body := range files {
		m["000"+string(rune('1'+i))+"_step.sql"] = &fstest.MapFile{Data: []byte(body)}
	}
	return m
}

func TestEveryConnectionHasItsSettings(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "k.db"), schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, pool := range []*sql.DB{writer(db), db.read} {
		var held []*sql.Conn
		for range pool.Stats().MaxOpenConnections {
			conn, err := pool.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			held = append(held, conn)
			for _, s := range settings {
				var got string
				if err := conn.QueryRowContext(t.Context(), "pragma "+s.pragma).Scan(&got); err != nil || got != s.want {
					t.Errorf("pragma %s = %q, %v, want %q", s.pragma, got, err, s.want)
				}
			}
		}
		for _, conn := range held {
			conn.Close()
		}
	}
	if _, err := db.read.Exec("insert into t values (1)"); err == nil {
		t.Error("a reader could write")
	}
}

func TestABatchIsAllOrNothing(t *testing.T) {
	for _, path := range []string{Memory, filepath.Join(t.TempDir(), "k.db")} {
		db, err := Open(t.Context(), path, schema("create table t (x integer unique)"))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		one := Do("insert into t values (?)", 1)
		if err := db.Batch(t.Context(), List(one)); err != nil {
			t.Fatal(err)
		}
		if err := db.Batch(t.Context(), List(Do("insert into t values (2)"), one)); err == nil {
			t.Error("a broken batch was reported as saved")
		}
		err = db.Batch(t.Context(), List(Do("insert into t values (3)"), ExpectOne("update t set x = 4 where x = 99")))
		if !errors.Is(err, ErrGuard) {
			t.Errorf("guard: got %v", err)
		}
		if n, err := One[int](t.Context(), db, "select count(*) from t"); n != 1 || err != nil {
			t.Errorf("%s: %d rows, %v, want 1", path, n, err)
		}
	}
}

func TestMigrations(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	open := func(files ...string) (*DB, error) {
		db, err := Open(t.Context(), path, schema(files...))
		if err == nil {
			t.Cleanup(func() { db.Close() })
		}
		return db, err
	}
	first, second := "create table a (x); insert into a values (7)", "alter table a add y"
	if _, err := open(first); err != nil {
		t.Fatal(err)
	}
	if _, err := open(first, "create table b (x); broken"); err == nil || !strings.Contains(err.Error(), "0002_step.sql") {
		t.Errorf("a broken migration: %v", err)
	}
	db, err := open(first)
	if err != nil {
		t.Fatalf("after a broken migration: %v", err)
	}
	if n, _ := One[int](t.Context(), db, "select count(*) from sqlite_schema where name = 'b'"); n != 0 {
		t.Error("half of a broken migration was kept")
	}
	if _, err := open(first, second); err != nil {
		t.Fatal(err)
	}
	kept, err := sql.Open("sqlite3", path+".schema-1.backup")
	if err != nil {
		t.Fatal(err)
	}
	defer kept.Close()
	var x int
	if err := kept.QueryRow("select x from a").Scan(&x); err != nil || x != 7 {
		t.Errorf("the copy from before holds %d, %v", x, err)
	}
	if _, err := open(first); !errors.Is(err, ErrNewer) {
		t.Errorf("an older program opened a newer database: %v", err)
	}
}

func TestABadFileIsRefusedAndLeftAsItWas(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "other.db")
	other, err := sql.Open("sqlite3", foreign)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Exec("create table songs (name)"); err != nil {
		t.Fatal(err)
	}
	other.Close()
	for _, test := range []struct {
		name string
		body []byte
		want error
	}{
		{"another program's database", read(t, foreign), ErrForeign},
		{"not a database", []byte(strings.Repeat("hello there ", 100)), ErrForeign},
		{"a damaged database", damaged(t), ErrCorrupt},
	} {
		path := filepath.Join(t.TempDir(), "k.db")
		if err := os.WriteFile(path, test.body, 0o600); err != nil {
			t.Fatal(err)
		}
		db, err := Open(t.Context(), path, schema("create table t (x)"))
		if err == nil {
			_, err = db.Check(t.Context())
			db.Close()
		}
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: got %v, want %v naming the file", test.name, err, test.want)
		}
		if string(read(t, path)) != string(test.body) {
			t.Errorf("%s: was changed", test.name)
		}
	}
}

func TestAFolderIsNoDatabase(t *testing.T) {
	folder := t.TempDir()
	if _, err := Open(t.Context(), folder, schema("create table t (x)")); !errors.Is(err, ErrForeign) || !strings.Contains(err.Error(), folder) {
		t.Errorf("got %v, want %v naming the folder", err, ErrForeign)
	}
}

// What the system says of a file that cannot be opened is worth more than that
// it cannot be opened.
func TestTheSystemsOwnWordDecides(t *testing.T) {
	for errno, want := range map[syscall.Errno]error{syscall.EROFS: ErrReadOnlyDisk, syscall.EMFILE: ErrDescriptors, syscall.ENFILE: ErrDescriptors, syscall.ENOENT: ErrMissing} {
		if err := explain("k.db", sqlite3.Error{Code: sqlite3.ErrCantOpen, SystemErrno: errno}); !errors.Is(err, want) {
			t.Errorf("%v of SQLite: %v; want %v", errno, err, want)
		}
		err := explain("k.db", &fs.PathError{Op: "open", Path: "k.db", Err: errno})
		if want != ErrMissing && !errors.Is(err, want) {
			t.Errorf("%v of the system: %v; want %v", errno, err, want)
		}
	}
}

// Only who cannot write is told to make room.
func TestTheRemedyFitsTheFault(t *testing.T) {
	for _, test := range []struct {
		code sqlite3.ErrNoExtended
		full bool
	}{
		{sqlite3.ErrIoErrWrite, true}, {sqlite3.ErrIoErrTruncate, true}, {sqlite3.ErrIoErrRead, false}, {sqlite3.ErrIoErrShortRead, false},
	} {
		cause := sqlite3.Error{Code: sqlite3.ErrIoErr, ExtendedCode: test.code}
		if err := explain("k.db", cause); errors.Is(err, ErrFull) != test.full || !errors.Is(err, cause) {
			t.Errorf("code %d: got %v", test.code, err)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// damaged returns a database of ours whose schema page is garbage.
func damaged(t *testing.T) []byte {
	path := filepath.Join(t.TempDir(), "d.db")
	db, err := Open(t.Context(), path, schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
	b := read(t, path)
	for i := 100; i < 4096; i++ {
		b[i] = 0xAA
	}
	return b
}

func TestALockedDatabaseSaysSo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "k.db")
	first, err := Open(t.Context(), path, schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	tx, err := writer(first).Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback()
	second, err := Open(t.Context(), path, schema("create table t (x)"))
	if err != nil {
		t.Fatalf("a writer must not keep readers out: %v", err)
	}
	defer second.Close()
	if _, err := writer(second).Exec("pragma busy_timeout = 1"); err != nil {
		t.Fatal(err)
	}
	if err := second.Batch(t.Context(), List(Do("insert into t values (1)"))); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
}

func TestAFullDiskLosesNothing(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "k.db"), schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := writer(db).Exec("pragma max_page_count = 8"); err != nil {
		t.Fatal(err)
	}
	big := Do("insert into t values (zeroblob(100000))")
	if err := db.Batch(t.Context(), List(Do("insert into t values (1)"), big)); !errors.Is(err, ErrFull) {
		t.Errorf("got %v, want ErrFull", err)
	}
	if n, err := One[int](t.Context(), db, "select count(*) from t"); n != 0 || err != nil {
		t.Errorf("%d rows left, %v", n, err)
	}
	if err := db.Batch(t.Context(), List(Do("insert into t values (1)"))); err != nil {
		t.Errorf("small writes still fit: %v", err)
	}
}

func TestBackupIsWholeAndNeverOverwrites(t *testing.T) {
	dir := t.TempDir()
	db, err := Open(t.Context(), filepath.Join(dir, "k.db"), schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if err := db.Batch(t.Context(), List(Do("insert into t values (5)"))); err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(dir, "copy.db")
	if err := db.Backup(t.Context(), copied); err != nil {
		t.Fatal(err)
	}
	if err := db.Backup(t.Context(), copied); err == nil {
		t.Error("overwrote a backup")
	}
	if mode := must(os.Stat(copied)).Mode().Perm(); mode != 0o600 {
		t.Errorf("backup may be read by others: %v", mode)
	}
	again, err := Open(t.Context(), copied, schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if x, err := One[int](t.Context(), again, "select x from t"); x != 5 || err != nil {
		t.Errorf("the copy holds %d, %v", x, err)
	}
	if found, err := again.Check(t.Context()); len(found) > 0 || err != nil {
		t.Errorf("check: %v, %v", found, err)
	}
}

func TestADeadlineStopsAQuery(t *testing.T) {
	db, err := Open(t.Context(), Memory, schema("create table t (x)"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := One[int](ctx, db, "select 1"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if x, err := One[int](t.Context(), db, "select 1"); x != 1 || err != nil {
		t.Errorf("the connection is lost: %v", err)
	}
}

func writer(db *DB) *sql.DB { return db.engine.(*file).write }

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

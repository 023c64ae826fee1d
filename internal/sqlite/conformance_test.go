package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"pamphlet/internal/rqlite"
	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/sqlite"
)

// The same must hold whatever keeps the database.
func TestConformance(t *testing.T) {
	for _, engine := range []struct {
		name string
		open func(*testing.T) func(schema fstest.MapFS) (*sqlite.DB, error)
	}{
		{"a file", func(t *testing.T) func(fstest.MapFS) (*sqlite.DB, error) {
			path := filepath.Join(t.TempDir(), "k.db")
			return func(schema fstest.MapFS) (*sqlite.DB, error) { return sqlite.Open(t.Context(), path, schema) }
		}},
		{"one node", onNodes(1)},
		{"three nodes", onNodes(3)},
	} {
		t.Run(engine.name, func(t *testing.T) {
			open := engine.open(t)
			db, err := open(migrations(2))
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			for _, test := range []struct {
				name string
				test func(*testing.T, *sqlite.DB)
			}{
				{"values come back as they were", valuesComeBack},
				{"a batch is all or nothing", batchIsWhole},
				{"guards", guardsDecide},
				{"quick hands take each number once", numbersAreTakenOnce},
				{"triggers, cascades, full text", derivedTables},
				{"what is wrong is said", errorsAreTold},
				{"health", health},
			} {
				t.Run(test.name, func(t *testing.T) { test.test(t, db) })
			}
			t.Run("schema", func(t *testing.T) { schemaGrows(t, open) })
		})
	}
}

func onNodes(n int) func(*testing.T) func(fstest.MapFS) (*sqlite.DB, error) {
	return func(t *testing.T) func(fstest.MapFS) (*sqlite.DB, error) {
		c := rqlitetest.Start(t, n)
		return func(schema fstest.MapFS) (*sqlite.DB, error) {
			return sqlite.Connect(t.Context(), c.Patient(), rqlite.Access{}, schema)
		}
	}
}

// migrations are the first n of three.
func migrations(n int) fstest.MapFS {
	all := fstest.MapFS{}
	for i, body := range []string{
		`-- What a value may be? Anything.
		create table kinds (id integer primary key autoincrement, t text, i integer, r real, b blob) strict;
		create table owners (id integer primary key, name text not null unique) strict;
		create table things (id integer primary key, owner integer not null references owners (id) on delete cascade, words text not null) strict;`,
		`create virtual table found using fts5 (words, content = 'things', content_rowid = 'id');
		create trigger things_in after insert on things begin insert into found (rowid, words) values (new.id, new.words); end;
		create trigger things_out after delete on things begin
			insert into found (found, rowid, words) values ('delete', old.id, old.words);
		end;
		create virtual table vocab using fts5vocab (found, instance);`,
		`create table late (n integer not null) strict; insert into late values (1);
		create temp table statements (statement text not null);
		insert into statements select 'delete from late' from late where n = 2`,
	}[:n] {
		all[fmt.Sprintf("%04d_step.sql", i+1)] = &fstest.MapFile{Data: []byte(body)}
	}
	return all
}

type kind struct {
	T *string
	I *int64
	R *float64
	B []byte
}

func valuesComeBack(t *testing.T, db *sqlite.DB) {
	text := func(s string) *string { return &s }
	whole := func(n int64) *int64 { return &n }
	real := func(f float64) *float64 { return &f }
	want := []kind{
		{text(""), whole(0), real(0), []byte{}},
		{text("a'b\"c\\\n\t<>&   ü 😀"), whole(-1), real(0.1), []byte{0, 1, 255}},
		{text("x'41'"), whole(1<<53 + 1), real(1), []byte("x'41'")},
		{text(" X'' "), whole(-1 << 63), real(1e300), []byte("{}")},
		{text("7"), whole(1<<63 - 1), real(-2.5e-10), make([]byte, 3000)},
		{nil, nil, nil, nil},
	}
	var rows []sqlite.Stmt
	for _, k := range want {
		var b any
		if k.B != nil {
			b = k.B
		}
		rows = append(rows, sqlite.Do(`insert into kinds (t, i, r, b) values (?1, ?, ?, ?4)`, k.T, k.I, k.R, b))
	}
	if err := db.Batch(t.Context(), slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	got, err := sqlite.Select(t.Context(), db, func(rows *sql.Rows) (k kind, err error) {
		return k, rows.Scan(&k.T, &k.I, &k.R, &k.B)
	}, `select t, i, r, b from kinds order by id`)
	if err != nil {
		t.Fatal(err)
	}
	for i := range want {
		if i >= len(got) || !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("row %d is not as it was written: %+v", i, got[min(i, len(got)-1)])
		}
	}
	same, err := sqlite.One[bool](t.Context(), db, `select count(*) = 1 from kinds where t = ? and typeof(b) = 'blob'`, "x'41'")
	if err != nil || !same {
		t.Errorf("a text like a blob is not found: %v", err)
	}
	listed, err := sqlite.Select(t.Context(), db, sqlite.Value[int64], `select value from json_each(?) where value > ?`, "[1,2,3]", 1)
	if err != nil || !slices.Equal(listed, []int64{2, 3}) {
		t.Errorf("json_each: %v, %v", listed, err)
	}
	if none, err := sqlite.One[int64](t.Context(), db, `select i from kinds where t = 'nobody'`); none != 0 || err != nil {
		t.Errorf("no row: %d, %v", none, err)
	}
}

func batchIsWhole(t *testing.T, db *sqlite.DB) {
	before := count(t, db, "owners")
	err := db.Batch(t.Context(), sqlite.List(
		sqlite.Do(`insert into owners values (100, 'ana')`),
		sqlite.Do(`insert into owners values (101, null)`)))
	if err == nil || errors.Is(err, sqlite.ErrGuard) || errors.Is(err, sqlite.ErrUnknown) {
		t.Errorf("a batch that breaks a rule: %v", err)
	}
	if after := count(t, db, "owners"); after != before {
		t.Errorf("%d rows of a broken batch were kept", after-before)
	}
}

func guardsDecide(t *testing.T, db *sqlite.DB) {
	name := func(to string) sqlite.Stmt { return sqlite.ExpectOne(`update owners set name = ? where id = 200`, to) }
	before := count(t, db, "owners")
	if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(`insert into owners values (201, 'bo')`), name("x"))); !errors.Is(err, sqlite.ErrGuard) {
		t.Errorf("no row changed: %v", err)
	}
	if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(`insert into owners values (200, 'cy'), (202, 'di')`), name("x"))); err != nil {
		t.Errorf("one row changed: %v", err)
	}
	if err := db.Batch(t.Context(), sqlite.List(sqlite.ExpectOne(`update owners set name = name || '!' where id in (200, 202)`))); !errors.Is(err, sqlite.ErrGuard) {
		t.Errorf("two rows changed: %v", err)
	}
	if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(`insert into owners values (200, 'ed')`))); !errors.Is(err, sqlite.ErrGuard) {
		t.Errorf("a key that is taken: %v", err)
	}
	if got := count(t, db, "owners") - before; got != 2 {
		t.Errorf("%d rows were added, want 2", got)
	}
	// The index writes what it has in memory now and then.
	thing := sqlite.Do(`insert into things values (1, 200, 'red')`)
	if err := db.Batch(t.Context(), sqlite.List(thing)); err != nil {
		t.Fatal(err)
	}
	gone := sqlite.Do(`delete from things`)
	if err := db.Batch(t.Context(), sqlite.List(gone, sqlite.ExpectOne(`update owners set name = 'y' where id = 299`))); !errors.Is(err, sqlite.ErrGuard) {
		t.Errorf("no row changed after an indexed one went: %v", err)
	}
	if err := db.Batch(t.Context(), sqlite.List(gone, thing, name("z"), gone, name("zz"))); err != nil {
		t.Errorf("one row changed after indexed ones: %v", err)
	}
}

// numbersAreTakenOnce lets many add one, each over what it saw.
func numbersAreTakenOnce(t *testing.T, db *sqlite.DB) {
	add := func(ctx context.Context) error {
		for {
			n, err := sqlite.One[int64](ctx, db, `select coalesce(max(id), 1000) from owners where id >= 1000`)
			if err != nil {
				return err
			}
			err = db.Batch(ctx, sqlite.List(sqlite.Do(`insert into owners values (?, ?)`, n+1, fmt.Sprint("number ", n+1))))
			if !errors.Is(err, sqlite.ErrGuard) {
				return err
			}
		}
	}
	const hands, each = 4, 8
	var adding sync.WaitGroup
	for range hands {
		adding.Go(func() {
			for range each {
				if err := add(t.Context()); err != nil {
					t.Error(err)
				}
			}
		})
	}
	adding.Wait()
	got, err := sqlite.One[int64](t.Context(), db, `select max(id) - 1000 from owners where id >= 1000`)
	if err != nil || got != hands*each {
		t.Errorf("%d numbers were taken by %d, %v", got, hands*each, err)
	}
}

func derivedTables(t *testing.T, db *sqlite.DB) {
	err := db.Batch(t.Context(), sqlite.List(
		sqlite.Do(`insert into owners values (300, 'fay'), (301, 'gus')`),
		sqlite.Do(`insert into things values (1, 300, 'red boat'), (2, 301, 'red kite'), (3, 301, 'blue kite')`)))
	if err != nil {
		t.Fatal(err)
	}
	where := func() []string {
		t.Helper()
		all, err := sqlite.Select(t.Context(), db, sqlite.Value[string], `select term || doc || substr(col, 1, 1) from vocab order by 1`)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if got, want := where(), []string{"blue3w", "boat1w", "kite2w", "kite3w", "red1w", "red2w"}; !slices.Equal(got, want) {
		t.Errorf("the index holds %q, want %q", got, want)
	}
	if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(`delete from owners where id = 301`))); err != nil {
		t.Fatal(err)
	}
	if got, want := where(), []string{"boat1w", "red1w"}; !slices.Equal(got, want) {
		t.Errorf("after an owner left, the index holds %q, want %q", got, want)
	}
	if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(`insert into found (found, rank) values ('integrity-check', 1)`))); err != nil {
		t.Errorf("the index differs from its table: %v", err)
	}
}

func errorsAreTold(t *testing.T, db *sqlite.DB) {
	if _, err := sqlite.One[int](t.Context(), db, `select 1 from nowhere`); !errors.Is(err, sqlite.ErrNoTable) {
		t.Errorf("reading a table that is not there: %v", err)
	}
	if err := db.Batch(t.Context(), sqlite.List(sqlite.Do(`delete from nowhere`))); !errors.Is(err, sqlite.ErrNoTable) {
		t.Errorf("writing a table that is not there: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := sqlite.One[int](ctx, db, `select 1`); !errors.Is(err, context.Canceled) {
		t.Errorf("a read that nobody waits for: %v", err)
	}
	if one, err := sqlite.One[int](t.Context(), db, `select 1`); one != 1 || err != nil {
		t.Errorf("the next one: %v", err)
	}
}

func health(t *testing.T, db *sqlite.DB) {
	if found, err := db.Check(t.Context()); len(found) > 0 || err != nil {
		t.Errorf("check: %q, %v", found, err)
	}
	if version, fts5, err := db.Version(t.Context()); version == "" || !fts5 || err != nil {
		t.Errorf("version %q, full text %v, %v", version, fts5, err)
	}
	path := filepath.Join(t.TempDir(), "copy.db")
	if err := db.Backup(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	copied, err := sqlite.Open(t.Context(), path, migrations(2))
	if err != nil {
		t.Fatal(err)
	}
	defer copied.Close()
	if found, err := copied.Check(t.Context()); len(found) > 0 || err != nil {
		t.Errorf("the copy: %q, %v", found, err)
	}
	if got, want := count(t, copied, "owners"), count(t, db, "owners"); got != want || got == 0 {
		t.Errorf("the copy has %d rows of %d", got, want)
	}
}

// schemaGrows opens the database with another migration, twice at once, and then
// with a program that is too old.
func schemaGrows(t *testing.T, open func(fstest.MapFS) (*sqlite.DB, error)) {
	var opening sync.WaitGroup
	for range 2 {
		opening.Go(func() {
			db, err := open(migrations(3))
			if err != nil {
				t.Error(err)
				return
			}
			defer db.Close()
			if n := count(t, db, "late"); n != 1 {
				t.Errorf("the migration ran %d times", n)
			}
		})
	}
	opening.Wait()
	if _, err := open(migrations(2)); !errors.Is(err, sqlite.ErrNewer) {
		t.Errorf("an older program: %v", err)
	}
}

// A step of which statements follow works in a cluster while there are none, as
// schemaGrows has seen; else nothing of it is kept, and that is said.
func TestNoStatementFollowsInACluster(t *testing.T) {
	open := onNodes(1)(t)
	steps := fstest.MapFS{
		"0001_first.sql": &fstest.MapFile{Data: []byte(`create table first (n integer not null) strict`)},
		"0002_second.sql": &fstest.MapFile{Data: []byte(`create table second (n integer not null) strict;
			create temp table statements (statement text not null); insert into statements values ('delete from first')`)},
	}
	if _, err := open(steps); err == nil || !strings.Contains(err.Error(), "move the database into a file") {
		t.Errorf("told: %v", err)
	}
	delete(steps, "0002_second.sql")
	db, err := open(steps)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if n := count(t, db, "sqlite_schema where name = 'second'"); n != 0 {
		t.Error("a part of the step was kept")
	}
}

func count(t *testing.T, db *sqlite.DB, table string) int64 {
	t.Helper()
	n, err := sqlite.One[int64](t.Context(), db, `select count(*) from `+table)
	if err != nil {
		t.Error(err)
	}
	return n
}

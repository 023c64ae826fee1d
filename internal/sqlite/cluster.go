package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"pamphlet/internal/rqlite"
)

// IsCluster reports whether a database is named by the URLs of an rqlite cluster's
// nodes, and not by a file.
func IsCluster(database string) bool { return rqlite.Is(database) }

// Near returns a context in which reads of a cluster go on while it has no leader,
// and may then miss what was written last. It is for what members are told, and
// never for what decides a change. Fresh undoes it.
func Near(ctx context.Context) context.Context { return rqlite.Near(ctx) }

// Fresh undoes Near.
func Fresh(ctx context.Context) context.Context { return rqlite.Fresh(ctx) }

// Nearest returns a context in which reads of a cluster are answered by the node that
// was named first, with what it has heard of: it may be behind the others, or ahead of
// what the leader tells, and never goes back. It reports false where nothing is gained.
func (db *DB) Nearest(ctx context.Context) (context.Context, bool) {
	if c, ok := db.engine.(*cluster); ok {
		return c.client.Nearest(ctx)
	}
	return ctx, false
}

// Connect is Open for the database of an rqlite cluster, named by its nodes, such
// as "http://host1:4001,host2:4001". ErrUnreachable says that none of them answers.
func Connect(ctx context.Context, nodes string, access rqlite.Access, migrations fs.FS) (*DB, error) {
	client, err := rqlite.New(nodes, access)
	if err != nil {
		return nil, err
	}
	read := sql.OpenDB(client)
	read.SetMaxIdleConns(readers)
	db := &DB{client.Name(), read, &cluster{client, read}}
	return db.prepared(ctx, migrations)
}

// A cluster is a database in rqlite.
type cluster struct {
	client *rqlite.Client
	read   *sql.DB
}

func (c *cluster) batch(ctx context.Context, stmts iter.Seq[Stmt]) error {
	err := c.client.Execute(ctx, func(yield func(rqlite.Stmt) bool) {
		for s := range stmts {
			if !yield(rqlite.Stmt(s)) {
				return
			}
		}
	})
	var told *rqlite.Error
	switch {
	case errors.Is(err, rqlite.ErrGuard), errors.As(err, &told) && told.Taken():
		return ErrGuard
	}
	return err
}

func (c *cluster) version(ctx context.Context) (int, error) {
	return schemaVersion(rqlite.Near(ctx), c.read)
}

func (c *cluster) claim(ctx context.Context) error { return c.client.Claim(ctx, applicationID) }

// copyBefore keeps no copy: there is no folder beside a cluster. Who looks after it
// makes a backup before a new version.
func (c *cluster) copyBefore(context.Context, int) error { return nil }

// nothingFollows undoes a step that has statements to follow: of what a batch has
// written, nothing can be read before it is kept. There never was a cluster that had
// to be taken through such a step with something in it; a file that moves into one
// is brought up to date before.
const nothingFollows = `insert into temp.statements select null from temp.statements; drop table temp.statements`

func (c *cluster) apply(ctx context.Context, m migration) error {
	stmts := []rqlite.Stmt{rqlite.Require(fmt.Sprintf("(select user_version from pragma_user_version) = %d", m.version-1)), {SQL: m.sql}}
	if strings.Contains(m.sql, followed) {
		stmts = append(stmts, rqlite.Stmt{SQL: nothingFollows})
	}
	stmts = append(stmts, rqlite.Stmt{SQL: fmt.Sprintf("pragma user_version = %d", m.version)})
	err := c.client.Execute(ctx, func(yield func(rqlite.Stmt) bool) {
		for _, s := range stmts {
			if !yield(s) {
				return
			}
		}
	})
	var told *rqlite.Error
	switch {
	case errors.Is(err, rqlite.ErrGuard):
		return nil // another process was quicker
	case errors.As(err, &told) && strings.HasSuffix(told.Message, " statements.statement"):
		return errors.New("this step cannot be taken in a cluster; move the database into a file with the Pamphlet that wrote it, and back with this one")
	}
	return err
}

// checkSettings asks every node that can be reached: what one of them does not keep
// makes it differ from the others.
func (c *cluster) checkSettings(ctx context.Context) error {
	for _, n := range c.client.Nodes(ctx) {
		switch {
		case n.Err != nil:
		case !n.FTS5:
			return fmt.Errorf("%s: %w", n.URL, ErrNoFTS5)
		case !n.ForeignKeys:
			return fmt.Errorf("%s: %w", n.URL, ErrForeignKeys)
		}
	}
	return nil
}

func (c *cluster) backup(ctx context.Context, file string) error {
	return written(file, func(f *os.File) error { return c.client.Backup(ctx, f) })
}

// written lets a file be written and waits until it is on the disk.
func written(file string, write func(*os.File) error) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Sync(), f.Close())
}

// check looks at a copy of what each node has. The node itself would not do: who
// has read an index before it was changed may take the new one for damaged.
func (c *cluster) check(ctx context.Context) (found []string, err error) {
	before := time.Now().Add(-time.Minute) // what was written since may be on its way
	nodes := c.client.Nodes(ctx)
	kept, most := make([]int64, len(nodes)), int64(0)
	for i, n := range nodes {
		if problem := faultOf(n); problem != "" {
			found = append(found, n.URL+": "+problem)
		}
		if n.Err != nil {
			continue
		}
		said, writes, err := c.checkNode(ctx, n, before)
		if err != nil {
			return found, err
		}
		for _, problem := range said {
			found = append(found, n.URL+": "+problem)
		}
		kept[i], most = writes, max(most, writes)
	}
	for i, n := range nodes {
		if n.Err == nil && !n.Alone && kept[i] < most {
			found = append(found, fmt.Sprintf("%s: lacks %d of the writes that others have; unless it is catching up, end it, empty its folder, and let it join again", n.URL, most-kept[i]))
		}
	}
	return found, nil
}

// apart is how far clocks may be apart before doctor speaks of it.
const apart = time.Minute

// faultOf is what is wrong with a node, by what it says of itself; "" if nothing is.
func faultOf(n rqlite.Node) string {
	switch {
	case errors.Is(n.Err, context.DeadlineExceeded):
		return "does not answer in time; it is too slow, hangs, or is cut off"
	case n.Err != nil:
		return fmt.Sprintf("cannot be asked; start it, or correct its address (%v)", n.Err)
	case n.Alone:
		return "knows no leader: it is cut off from most of the others, and what it has may be old; mend the network between the nodes"
	case n.Slow:
		return "is slow to answer; questions are read from the others where they can be"
	case n.Ahead.Abs() > apart:
		return fmt.Sprintf("its clock and this machine's are %s apart; set both by one server of time", n.Ahead.Abs())
	}
	return ""
}

// checkNode looks at a copy of what a node has, and counts the writes before a moment
// that it remembers.
func (c *cluster) checkNode(ctx context.Context, n rqlite.Node, before time.Time) (found []string, writes int64, err error) {
	folder, err := os.MkdirTemp("", "pamphlet")
	if err != nil {
		return nil, 0, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "copy.db")
	if err := written(path, func(f *os.File) error { return c.client.Copy(ctx, n, f) }); err != nil {
		return nil, 0, err
	}
	copied, err := open(path)
	if err != nil {
		return nil, 0, err
	}
	defer copied.close()
	if found, err = copied.check(ctx); err != nil {
		return nil, 0, err
	}
	remembers := false // a base that was moved here has written nothing yet
	err = copied.read.QueryRowContext(ctx, `select count(*) from sqlite_schema where name = ?`, rqlite.Operations).Scan(&remembers)
	if err == nil && remembers {
		err = copied.read.QueryRowContext(ctx, `select count(*) from `+rqlite.Operations+` where at < ?`, before.Unix()).Scan(&writes)
	}
	return found, writes, err
}

func (c *cluster) close() error { return errors.Join(c.read.Close(), c.client.Close()) }

package rqlite

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql/driver"
	"errors"
	"fmt"
	"iter"
	"strings"
	"time"
)

// A Stmt is one statement of a batch.
type Stmt struct {
	SQL  string
	Args []any
	// Guard, if set, must be exactly one changed row, or nothing is kept and
	// Execute returns ErrGuard.
	Guard bool
}

// Operations is the table in which a cluster remembers what was written. Only this
// package knows it; names that begin with rqlite_ are not the application's.
const Operations = "rqlite_operations"

const (
	makeOperations = `create table if not exists ` + Operations + ` (
		at integer not null, id text not null, primary key (at, id)) strict, without rowid`
	begin  = `insert into ` + Operations + ` (at, id) values (?, ?)`
	forget = `delete from ` + Operations + ` where at < ?`
	done   = "UNIQUE constraint failed: " + Operations + ".at, " + Operations + ".id"
)

// guard fails, of an integer overflow, unless the statement before changed one row.
// It only reads: before a statement that may have to be undone, FTS5 writes what it
// has in memory, and changes() then counts that.
const guard = `select abs(-9223372036854775808 + (changes() = 1))`

// required is what a statement of Require says.
const required = "NOT NULL constraint failed: " + Operations + ".at"

// remembered is how long a write is known by its id: longer than any process sends
// it again, and than clocks differ.
const remembered = 7 * 24 * time.Hour

// Require is a statement without which nothing of a batch is kept: the condition,
// an SQL expression without parameters, must hold.
func Require(condition string) Stmt {
	return Stmt{SQL: `insert into ` + Operations + ` (at, id) select null, null where not (` + condition + `)`}
}

// Claim makes a database the application's own.
func (c *Client) Claim(ctx context.Context, applicationID int) error {
	var b batch
	for _, query := range []string{fmt.Sprintf("pragma application_id = %d", applicationID), makeOperations} {
		if err := b.add(query, nil, 0); err != nil {
			return err
		}
	}
	return c.deliver(ctx, &b) // twice is as once
}

// Execute applies all statements, or none of them. When it returns nil they are on
// the disks of most nodes. ErrUnknown says that nobody knows; ErrUnreachable and
// any other error, that nothing was changed.
func (c *Client) Execute(ctx context.Context, stmts iter.Seq[Stmt]) error {
	var b batch
	now := time.Now()
	err := b.add(begin, []driver.Value{now.Unix(), rand.Text()}, -1)
	if err == nil {
		err = b.add(forget, []driver.Value{now.Add(-remembered).Unix()}, -1)
	}
	if err != nil {
		return err
	}
	n := 0
	for s := range stmts {
		if err := b.stmt(s, n); err != nil {
			return err
		}
		n++
	}
	return c.deliver(ctx, &b)
}

// A batch is statements as they are sent.
type batch struct {
	body    bytes.Buffer
	numbers []int        // the caller's number of each
	guards  map[int]bool // which are guards
}

func (b *batch) stmt(s Stmt, number int) error {
	args := make([]driver.Value, len(s.Args))
	for i, arg := range s.Args {
		var err error
		if args[i], err = driver.DefaultParameterConverter.ConvertValue(arg); err != nil {
			return fmt.Errorf("statement %d: parameter %d: %w", number, i+1, err)
		}
	}
	err := b.add(s.SQL, args, number)
	if err != nil || !s.Guard {
		return err
	}
	if b.guards == nil {
		b.guards = map[int]bool{}
	}
	b.guards[len(b.numbers)] = true
	return b.add(guard, nil, number)
}

func (b *batch) add(query string, args []driver.Value, number int) error {
	encoded, err := encode(query, args)
	if err != nil {
		return err
	}
	b.body.WriteByte("[,"[min(len(b.numbers), 1)])
	b.body.Write(encoded)
	b.numbers = append(b.numbers, number)
	return nil
}

// reading is how long a node may take to read b: a megabyte took about half a second.
func (b *batch) reading() time.Duration {
	return time.Duration(b.body.Len()) * 2 * time.Microsecond
}

// deliver sends b until its fate is known or the time is up: longer than the
// cluster takes to choose another leader.
func (c *Client) deliver(ctx context.Context, b *batch) error {
	b.body.WriteByte(']')
	patience := c.patience + b.reading()
	ctx, cancel := context.WithTimeout(ctx, 5*c.patience+2*patience)
	defer cancel()
	open := false // whether a try may have been applied
	var last error
	for wait := 50 * time.Millisecond; ; wait = min(2*wait, again) {
		for _, node := range c.order() {
			r, err := c.ask(ctx, node, "/db/execute?transaction&noparse", b.body.Bytes(), patience)
			if err == nil {
				err = r.failedThere()
			}
			if err == nil {
				c.answered(node)
				return b.outcome(r, open)
			}
			last = err
			open = open || !refused(err)
			if errors.Is(err, ErrAccess) && !open {
				return err
			}
		}
		if !pause(ctx, wait) {
			break
		}
	}
	if open {
		return fmt.Errorf("%w (%w)", ErrUnknown, last)
	}
	return fmt.Errorf("%w (%w)", ErrUnreachable, last)
}

// outcome is what a node's reply says of b; open is whether an earlier try may have
// been applied.
func (b *batch) outcome(r *reply, open bool) error {
	failed := r.failed()
	switch {
	case failed == nil && len(r.Results) != len(b.numbers):
		return fmt.Errorf("%w (%d results of %d statements)", ErrUnknown, len(r.Results), len(b.numbers))
	case failed == nil, failed.Message == done:
		return nil
	case failed.Message == required, b.guards[failed.Statement]:
		return ErrGuard
	case open && !strings.Contains(failed.Message, "constraint failed"):
		// An earlier try may still come, and find what this one did not.
		return fmt.Errorf("%w (%w)", ErrUnknown, failed)
	}
	failed.Statement = b.numbers[failed.Statement]
	return failed
}

// Taken reports whether e says that there is a row of that key already.
func (e *Error) Taken() bool { return strings.HasPrefix(e.Message, "UNIQUE constraint failed: ") }

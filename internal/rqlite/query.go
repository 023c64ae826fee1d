package rqlite

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
)

// A Level is how much a read may miss.
type Level string

const (
	weak Level = "weak" // nothing that was acknowledged: the leader answers
	none Level = "none" // what the asked node has not heard of yet
)

// query asks the leader, through any node; if there is none, any node that lives.
func (c *Client) query(ctx context.Context, query string, args []driver.Value) (*result, error) {
	body, err := encode(query, args)
	if err != nil {
		return nil, err
	}
	body = append(append([]byte("["), body...), ']')
	var last error
	try := func(level Level, patience time.Duration) (*result, error) {
		for _, node := range c.order() {
			r, err := c.queryNode(ctx, node, level, body, patience)
			switch {
			case err == nil:
				c.answered(node)
				return r, nil
			case final(err, level), ctx.Err() != nil:
				return nil, err
			}
			last = err
			if level == weak && !unreached(err) {
				break // no leader: others know of none, either
			}
		}
		return nil, nil
	}
	if !c.leaderless() {
		if r, err := try(weak, quick); r != nil || err != nil {
			return r, err
		}
		c.noLeader()
	}
	for _, patience := range []time.Duration{quick, slowly} {
		if r, err := try(none, patience); r != nil || err != nil {
			return r, err
		}
	}
	return nil, fmt.Errorf("%w (%w)", ErrUnreachable, last)
}

func unreached(err error) bool { return refused(err) && !strings.Contains(err.Error(), "leader") }

// final reports whether no other node would say anything else. A node that begins
// may not have its tables yet.
func final(err error, level Level) bool {
	var sql *Error
	if errors.As(err, &sql) {
		return level == weak || !strings.HasPrefix(sql.Message, "no such table")
	}
	return errors.Is(err, ErrAccess)
}

func (c *Client) queryNode(ctx context.Context, node int, level Level, body []byte, patience time.Duration) (*result, error) {
	r, err := c.ask(ctx, node, "/db/query?blob_array&level="+string(level), body, patience)
	if err != nil {
		return nil, err
	}
	if failed := r.failed(); failed != nil {
		return nil, failed
	}
	if len(r.Results) != 1 {
		return nil, fmt.Errorf("%s: %d results of one query", c.nodes[node], len(r.Results))
	}
	return &r.Results[0], nil
}

// Client is a driver of database/sql that only reads.

// Connect implements driver.Connector.
func (c *Client) Connect(context.Context) (driver.Conn, error) { return conn{c}, nil }

// Driver implements driver.Connector.
func (c *Client) Driver() driver.Driver { return c }

// Open implements driver.Driver.
func (c *Client) Open(string) (driver.Conn, error) { return conn{c}, nil }

// A conn stands for a connection; the real ones are HTTP's.
type conn struct{ client *Client }

var errReads = errors.New("a cluster is written to by batches only")

// Prepare implements driver.Conn.
func (conn) Prepare(string) (driver.Stmt, error) { return nil, errReads }

// Begin implements driver.Conn.
func (conn) Begin() (driver.Tx, error) { return nil, errReads }

// Close implements driver.Conn.
func (conn) Close() error { return nil }

// QueryContext implements driver.QueryerContext.
func (c conn) QueryContext(ctx context.Context, query string, named []driver.NamedValue) (driver.Rows, error) {
	args := make([]driver.Value, len(named))
	for i, arg := range named {
		args[i] = arg.Value
	}
	r, err := c.client.query(ctx, query, args)
	if err != nil {
		return nil, err
	}
	return &rows{result: r}, nil
}

type rows struct {
	*result
	next int
}

// Columns implements driver.Rows.
func (r *rows) Columns() []string { return r.result.Columns }

// Close implements driver.Rows.
func (r *rows) Close() error { return nil }

// Next implements driver.Rows.
func (r *rows) Next(dest []driver.Value) (err error) {
	if r.next == len(r.Values) {
		return io.EOF
	}
	for i, value := range r.Values[r.next] {
		if dest[i], err = decode(value); err != nil {
			return err
		}
	}
	r.next++
	return nil
}

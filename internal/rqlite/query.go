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

// A level is how much a read may miss.
type level string

const (
	weak level = "weak" // nothing that was acknowledged: the leader answers
	none level = "none" // what the asked node has not heard of yet
)

type nearKey struct{}

// Near returns a context in which reads are answered by any node while there is no
// leader. What is read so may be older than what was read before: it is for what
// members are told, and never for what decides a change.
func Near(ctx context.Context) context.Context { return context.WithValue(ctx, nearKey{}, true) }

type nearestKey struct{}

// Nearest returns a context in which reads are answered by the node that was named
// first, with what it has heard of, and by no other node. It reports false if there is
// no other, or if that one was slow or did not answer a moment ago.
func (c *Client) Nearest(ctx context.Context) (context.Context, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.nodes) == 1 || time.Now().Before(c.slow) {
		return ctx, false
	}
	return context.WithValue(ctx, nearestKey{}, true), true
}

// Fresh undoes Near.
func Fresh(ctx context.Context) context.Context { return context.WithValue(ctx, nearKey{}, false) }

// query asks the leader, through any node. While there is none, it waits for one;
// or, in a context of Near, it asks any node that lives.
func (c *Client) query(ctx context.Context, query string, args []driver.Value) (*result, error) {
	body, err := encode(query, args)
	if err != nil {
		return nil, err
	}
	body = append(append([]byte("["), body...), ']')
	if ctx.Value(nearestKey{}) != nil {
		return c.queryNearest(ctx, body)
	}
	near, _ := ctx.Value(nearKey{}).(bool)
	if near {
		return c.queryNear(ctx, body)
	}
	end := time.Now().Add(5 * c.patience)
	for patience := c.patience / 2; ; patience *= 2 {
		r, err := c.queryAny(ctx, weak, body, patience)
		if err == nil || final(err, weak) || ctx.Err() != nil || time.Now().After(end) || !pause(ctx, again/10) {
			return r, unanswered(err)
		}
	}
}

func (c *Client) queryNear(ctx context.Context, body []byte) (*result, error) {
	if !c.leaderless() {
		r, err := c.queryAny(ctx, weak, body, c.soon())
		if err == nil || final(err, weak) || ctx.Err() != nil {
			return r, err
		}
		c.noLeader()
	}
	r, err := c.queryAny(ctx, none, body, c.soon())
	if err == nil || final(err, none) || ctx.Err() != nil {
		return r, err
	}
	r, err = c.queryAny(ctx, none, body, slowly)
	return r, unanswered(err)
}

// queryNearest asks the nearest node. One that is slow, or does not answer, is passed
// over for ten seconds.
func (c *Client) queryNearest(ctx context.Context, body []byte) (*result, error) {
	begun := time.Now()
	r, err := c.queryNode(ctx, 0, none, body, c.soon())
	if ctx.Err() == nil && (err != nil || time.Since(begun) > c.soon()/8) {
		c.passOver(0)
		c.mu.Lock()
		defer c.mu.Unlock()
		c.slow = time.Now().Add(10 * again)
	}
	return r, err
}

// unanswered says that no node answers, unless err says why.
func unanswered(err error) error {
	if err == nil || final(err, weak) || errors.Is(err, context.Canceled) {
		return err
	}
	return fmt.Errorf("%w (%w)", ErrUnreachable, err)
}

// queryAny asks one node after the other until one answers. One that waits in vain
// for the leader has asked for all.
func (c *Client) queryAny(ctx context.Context, l level, body []byte, patience time.Duration) (r *result, err error) {
	for _, node := range c.order() {
		if r, err = c.queryNode(ctx, node, l, body, patience); err == nil {
			c.answered(node)
			return r, nil
		}
		c.passOver(node)
		if final(err, l) || ctx.Err() != nil || l == weak && !refused(err) {
			return nil, err
		}
	}
	return nil, err
}

// final reports whether no other node would say anything else. A node that begins
// may not have its tables yet.
func final(err error, l level) bool {
	var told *Error
	if errors.As(err, &told) {
		return l == weak || !strings.HasPrefix(told.Message, "no such table")
	}
	return errors.Is(err, ErrAccess)
}

func (c *Client) queryNode(ctx context.Context, node int, l level, body []byte, patience time.Duration) (*result, error) {
	r, err := c.ask(ctx, node, "/db/query?blob_array&level="+string(l), body, patience)
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

package rqlite

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// A Node is what one node says of itself.
type Node struct {
	URL     string
	Err     error  // why it says nothing
	Version string // of rqlite
	SQLite  string // its version
	FTS5    bool   // whether it can index text
	// ForeignKeys is whether it was started with -fk.
	ForeignKeys bool
	Leader      bool
	// Alone says that it knows no leader: it does not reach most of the others.
	Alone bool
	// Slow says that it answered late: it took a quarter of what it may take.
	Slow bool
	// Ahead is how far its clock is ahead of this machine's, to a second or two.
	Ahead time.Duration
	// Applied counts the changes that it has made its own. It lags behind the
	// leader by the difference.
	Applied int64
	number  int
}

// Nodes asks each node, all at once, and returns them in the order they were named.
func (c *Client) Nodes(ctx context.Context) []Node {
	all := make([]Node, len(c.nodes))
	var asking sync.WaitGroup
	for i := range all {
		all[i] = Node{URL: c.nodes[i], number: i}
		asking.Go(func() { all[i].Err = c.describe(ctx, &all[i]) })
	}
	asking.Wait()
	return all
}

// describe fills in n.
func (c *Client) describe(ctx context.Context, n *Node) error {
	begun := time.Now()
	own, err := c.on(ctx, *n, `select sqlite_version(), sqlite_compileoption_used('ENABLE_FTS5'), foreign_keys, strftime('%s', 'now') from pragma_foreign_keys`, c.patience)
	if err != nil {
		return err
	}
	if len(own.Values) != 1 || len(own.Values[0]) != 4 {
		return fmt.Errorf("%s: an unknown answer", n.URL)
	}
	row := own.Values[0]
	n.Slow = time.Since(begun) > c.patience/4
	if clock, err := strconv.ParseInt(fmt.Sprint(row[3]), 10, 64); err == nil {
		n.Ahead = time.Unix(clock, 0).Sub(begun).Round(time.Second)
	}
	n.SQLite, n.FTS5, n.ForeignKeys = fmt.Sprint(row[0]), fmt.Sprint(row[1]) == "1", fmt.Sprint(row[2]) == "1"
	ctx, cancel := context.WithTimeout(ctx, c.patience)
	defer cancel()
	response, err := c.send(ctx, http.MethodGet, n.URL+"/status", nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	var status struct {
		Build struct{ Version string }
		Store struct {
			Leader struct{ Addr string }
			Raft   struct {
				State   string
				Applied int64 `json:"applied_index"`
			}
		}
	}
	if err := json.NewDecoder(response.Body).Decode(&status); err != nil {
		return fmt.Errorf("%s: %w", n.URL, err)
	}
	n.Alone = status.Store.Leader.Addr == ""
	n.Version, n.Leader, n.Applied = status.Build.Version, status.Store.Raft.State == "Leader", status.Store.Raft.Applied
	return nil
}

// on asks one node what it has itself.
func (c *Client) on(ctx context.Context, n Node, query string, patience time.Duration) (*result, error) {
	body, err := encode(query, nil)
	if err != nil {
		return nil, err
	}
	return c.queryNode(ctx, n.number, none, append(append([]byte("["), body...), ']'), patience)
}

// Copy writes a node's own database, as a file of SQLite's.
func (c *Client) Copy(ctx context.Context, n Node, to io.Writer) error {
	return c.download(ctx, n.URL+"/db/backup?noleader", to)
}

func (c *Client) download(ctx context.Context, url string, to io.Writer) error {
	response, err := c.send(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(to, response.Body)
	return err
}

// Backup writes the leader's database, as a file of SQLite's.
func (c *Client) Backup(ctx context.Context, to io.Writer) error {
	var last error
	for _, node := range c.order() {
		if last = c.download(ctx, c.nodes[node]+"/db/backup", to); last == nil || !refused(last) {
			return last
		}
	}
	return fmt.Errorf("%w (%w)", ErrUnreachable, last)
}

// Load makes a file of SQLite's the cluster's database, in place of what it had.
func (c *Client) Load(ctx context.Context, from io.ReadSeeker) error {
	var last error
	for _, node := range c.order() {
		if _, err := from.Seek(0, io.SeekStart); err != nil {
			return err
		}
		response, err := c.send(ctx, http.MethodPost, c.nodes[node]+"/db/load", io.NopCloser(from))
		if err == nil {
			return response.Body.Close()
		}
		if last = err; !refused(err) {
			return err
		}
	}
	return fmt.Errorf("%w (%w)", ErrUnreachable, last)
}

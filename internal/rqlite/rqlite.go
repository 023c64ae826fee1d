// Package rqlite talks over HTTP to a cluster of rqlite, which is SQLite
// replicated by Raft. Query reads, Execute writes a batch, all or nothing; there
// is no transaction with logic in between.
//
// A write may be applied although its reply is lost. So each carries an id that
// is written with it, and is sent again until a node says that it is done or that
// this id is there: it happens once. What stays in doubt is ErrUnknown. The queued
// writes of rqlite, which are acknowledged before they are kept, are not used.
//
// A read is asked of the leader, which knows every acknowledged write. While there
// is none, any node that lives answers with what it has. Who knows what is to be found
// may also read from the nearest node, and look whether it has that.
package rqlite

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"time"
)

// What can keep a cluster from answering.
var (
	ErrUnreachable = errors.New("no node of the cluster can be reached, or none leads; start them or check their addresses; nothing was changed")
	ErrUnknown     = errors.New("the cluster did not say whether it was saved; look before trying again")
	ErrGuard       = errors.New("a guarded statement did not change one row")
	ErrAccess      = errors.New("the cluster and this program do not trust each other; check user, password and certificates")
)

// An Error is what SQLite says of statement number Statement, from 0. Nothing of
// its batch was kept.
type Error struct {
	Statement int
	Message   string
}

func (e *Error) Error() string { return fmt.Sprintf("statement %d: %s", e.Statement, e.Message) }

// Access is how a cluster is entered. All of it may be empty.
type Access struct {
	User, Password string
	// CA is a file of certificates that nodes are known by, beside the system's;
	// Cert and Key are files of the certificate shown to them.
	CA, Cert, Key string
}

// A Client knows the nodes of one cluster. It is safe for concurrent use.
type Client struct {
	nodes    []string // URLs without a path
	access   Access
	http     *http.Client
	patience time.Duration // for a node to answer what is small

	mu    sync.Mutex
	first int       // the node that answered last
	stale time.Time // until then no leader is asked for
	slow  time.Time // until then the nearest node is not asked as such
}

// Is reports whether a database is named by the URLs of nodes.
func Is(database string) bool {
	return strings.HasPrefix(database, "http://") || strings.HasPrefix(database, "https://")
}

// New makes a client of nodes, such as "http://host1:4001,host2:4001", the nearest
// first. It connects to none of them yet. How long a node may take to answer what is small is 2 seconds;
// "?patience=30s" behind the last node is for machines that are slower.
func New(nodes string, a Access) (*Client, error) {
	c := &Client{access: a, patience: quick}
	nodes, patience, chosen := strings.Cut(nodes, "?patience=")
	if chosen {
		var err error
		if c.patience, err = time.ParseDuration(patience); err != nil || c.patience <= 0 {
			return nil, errors.New("patience is written as in http://host1:4001,host2:4001?patience=30s")
		}
	}
	scheme := ""
	for node := range strings.SplitSeq(nodes, ",") {
		node = strings.TrimSpace(node)
		if !Is(node) {
			node = scheme + node
		}
		u, err := url.Parse(node)
		if err != nil || u.Host == "" || u.Port() == "" || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" {
			return nil, errors.New("nodes are written as http://host1:4001,host2:4001")
		}
		if u.User != nil {
			return nil, errors.New("user and password do not belong into the address; set PAMPHLET_DB_USER and PAMPHLET_DB_PASSWORD")
		}
		scheme = u.Scheme + "://"
		c.nodes = append(c.nodes, scheme+u.Host)
	}
	security, err := a.tls()
	if err != nil {
		return nil, err
	}
	c.http = &http.Client{
		Transport: &http.Transport{
			DialContext:         (&net.Dialer{Timeout: c.patience}).DialContext,
			TLSClientConfig:     security,
			MaxIdleConnsPerHost: 16,
			IdleConnTimeout:     time.Minute,
		},
		// A node hands on to the leader by itself; nobody else is followed.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c, nil
}

func (a Access) tls() (*tls.Config, error) {
	config := new(tls.Config)
	if a.CA != "" {
		body, err := os.ReadFile(a.CA)
		if err != nil {
			return nil, err
		}
		if config.RootCAs, err = x509.SystemCertPool(); err != nil {
			config.RootCAs = x509.NewCertPool()
		}
		if !config.RootCAs.AppendCertsFromPEM(body) {
			return nil, fmt.Errorf("%s: no certificate", a.CA)
		}
	}
	if a.Cert != "" || a.Key != "" {
		own, err := tls.LoadX509KeyPair(a.Cert, a.Key)
		if err != nil {
			return nil, err
		}
		config.Certificates = []tls.Certificate{own}
	}
	return config, nil
}

// Close closes the connections that wait for use.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return nil
}

// Name is the nodes, as errors name the database.
func (c *Client) Name() string { return strings.Join(c.nodes, ",") }

// order is the numbers of the nodes, the one that answered last in front.
func (c *Client) order() []int {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]int, len(c.nodes))
	for i := range all {
		all[i] = (c.first + i) % len(all)
	}
	return all
}

func (c *Client) answered(node int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.first = node
}

// passOver lets another node be asked first.
func (c *Client) passOver(node int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.first == node {
		c.first = (node + 1) % len(c.nodes)
	}
}

// leaderless reports whether there was no leader a moment ago.
func (c *Client) leaderless() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Before(c.stale)
}

func (c *Client) noLeader() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.stale = time.Now().Add(again)
}

const (
	quick  = 2 * time.Second  // for a node to answer what is small
	slowly = 60 * time.Second // for what reads the whole database
	again  = time.Second      // until a leader is asked for again
)

// soon is for a node to answer a member: 750 ms.
func (c *Client) soon() time.Duration { return c.patience * 3 / 8 }

// pause waits, or says that there is no time left.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

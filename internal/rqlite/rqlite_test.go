package rqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"pamphlet/internal/rqlite"
	"pamphlet/internal/rqlitetest"
)

func client(t *testing.T, nodes string, a rqlite.Access) *rqlite.Client {
	t.Helper()
	c, err := rqlite.New(nodes, a)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Close() })
	return c
}

// claimed is a client of a new database with the table t.
func claimed(t *testing.T, nodes string, a rqlite.Access) *rqlite.Client {
	t.Helper()
	c := client(t, nodes, a)
	if err := c.Claim(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	if err := write(t, c, `create table t (x integer) strict`); err != nil {
		t.Fatal(err)
	}
	return c
}

func write(t *testing.T, c *rqlite.Client, query string) error {
	return c.Execute(t.Context(), slices.Values([]rqlite.Stmt{{SQL: query}}))
}

func rows(t *testing.T, c *rqlite.Client) int {
	t.Helper()
	return rowsIn(t.Context(), t, c)
}

func rowsIn(ctx context.Context, t *testing.T, c *rqlite.Client) (n int) {
	t.Helper()
	db := sql.OpenDB(c)
	defer db.Close()
	if err := db.QueryRowContext(ctx, `select count(*) from t`).Scan(&n); err != nil {
		t.Error(err)
	}
	return n
}

// A lossy proxy hands every request on, and loses the replies to the first few
// writes; or says something else in their place.
func lossy(t *testing.T, node, instead string) (address string, lose *atomic.Int32) {
	target, err := url.Parse(node)
	if err != nil {
		t.Fatal(err)
	}
	lose = new(atomic.Int32)
	proxy := httputil.NewSingleHostReverseProxy(target)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasPrefix(r.URL.Path, "/db/execute") && lose.Add(-1) >= 0 {
			proxy.ServeHTTP(httptest.NewRecorder(), r)
			if instead == "" {
				panic(http.ErrAbortHandler)
			}
			io.WriteString(w, instead)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return server.URL, lose
}

func TestAWriteWhoseReplyIsLostHappensOnce(t *testing.T) {
	t.Parallel()
	node := rqlitetest.Start(t, 1).URL(0)
	for want, instead := range []string{
		"", // the connection breaks off
		`{"results":[{},{},{"error":"database or disk is full"}]}`, // says one node, and others have kept it
		`{"results":[],"error":"database or disk is full"}`,
	} {
		address, lose := lossy(t, node, instead)
		c := client(t, address+"?patience=30s", rqlite.Access{})
		if want == 0 {
			c = claimed(t, address+"?patience=30s", rqlite.Access{})
		}
		lose.Store(3)
		if err := write(t, c, `insert into t values (1)`); err != nil {
			t.Errorf("told: %v; want nil, as it is saved", err)
		}
		if n := rows(t, c); n != want+1 {
			t.Errorf("%d rows, want %d", n, want+1)
		}
	}
}

func TestAWriteOfUnknownFateIsToldAsSuch(t *testing.T) {
	t.Parallel()
	address, lose := lossy(t, rqlitetest.Start(t, 1).URL(0), "")
	claimed(t, address+"?patience=30s", rqlite.Access{})
	lose.Store(1 << 30)
	if err := write(t, client(t, address, rqlite.Access{}), `insert into t values (1)`); !errors.Is(err, rqlite.ErrUnknown) {
		t.Errorf("told: %v; want %v", err, rqlite.ErrUnknown)
	}
}

func TestWhatReachesNobodyChangesNothing(t *testing.T) {
	t.Parallel()
	cluster := rqlitetest.Start(t, 1)
	c := claimed(t, cluster.Patient(), rqlite.Access{})
	cluster.Kill(0)
	if err := write(t, client(t, cluster.URLs(), rqlite.Access{}), `insert into t values (1)`); !errors.Is(err, rqlite.ErrUnreachable) || errors.Is(err, rqlite.ErrUnknown) {
		t.Errorf("told: %v; want %v", err, rqlite.ErrUnreachable)
	}
	cluster.Restart(0)
	cluster.Ready()
	if n := rows(t, c); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

// While one node lives, reads are answered; whoever may write, does.
func TestReadsGoOnWhileANodeLives(t *testing.T) {
	t.Parallel()
	cluster := rqlitetest.Start(t, 3)
	c := claimed(t, cluster.Patient(), rqlite.Access{})
	if err := write(t, c, `insert into t values (1)`); err != nil {
		t.Fatal(err)
	}
	cluster.Ready()
	cluster.Kill(0)
	if err := write(t, c, `insert into t values (2)`); err != nil {
		t.Errorf("with two nodes of three: %v", err)
	}
	if n := rows(t, c); n != 2 {
		t.Errorf("%d rows, want 2", n)
	}
	cluster.Kill(1)
	c = client(t, cluster.URLs(), rqlite.Access{})
	if n := rowsIn(rqlite.Near(t.Context()), t, c); n == 0 {
		t.Error("the last node has no rows")
	}
	// A leader alone remains one for a moment.
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if n := c.Nodes(t.Context())[2]; n.Err == nil && !n.Leader {
			break
		}
		if time.Now().After(end) {
			t.Skip("this machine is too slow to tell: a node without the others leads for a minute")
		}
	}
	if err := sql.OpenDB(c).QueryRowContext(t.Context(), `select 1`).Scan(new(int)); !errors.Is(err, rqlite.ErrUnreachable) {
		t.Errorf("what may miss nothing was answered by a node without a leader: %v", err)
	}
}

func TestNodesTellOfThemselves(t *testing.T) {
	cluster := rqlitetest.Start(t, 3)
	cluster.Kill(2)
	c := client(t, cluster.Patient(), rqlite.Access{})
	leaders := 0
	for i, n := range c.Nodes(t.Context()) {
		if i == 2 {
			if n.Err == nil {
				t.Error("a dead node answers")
			}
			continue
		}
		if n.Err != nil || !n.FTS5 || !n.ForeignKeys || n.SQLite == "" || n.Version == "" || n.Applied == 0 {
			t.Errorf("node %d: %+v", i, n)
		}
		if n.Leader {
			leaders++
		}
	}
	if leaders > 1 {
		t.Errorf("%d leaders", leaders)
	}
}

func TestCredentialsAndCertificates(t *testing.T) {
	cluster, keys := rqlitetest.Secure(t, 1)
	good := rqlite.Access{User: keys.User, Password: keys.Password, CA: keys.CA}
	c := claimed(t, cluster.Patient(), good)
	if err := write(t, c, `insert into t values (1)`); err != nil {
		t.Error(err)
	}
	wrong, unknown := good, good
	wrong.Password, unknown.CA = "hunter3", ""
	if err := write(t, client(t, cluster.Patient(), wrong), `insert into t values (1)`); !errors.Is(err, rqlite.ErrAccess) || strings.Contains(err.Error(), "hunter3") {
		t.Errorf("a wrong password: %v", err)
	}
	if err := write(t, client(t, cluster.Patient(), unknown), `insert into t values (1)`); !errors.Is(err, rqlite.ErrAccess) {
		t.Errorf("a certificate that nobody knows: %v", err)
	}
	if n := rows(t, c); n != 1 {
		t.Errorf("%d rows, want the one that was written with the right keys", n)
	}
}

func TestAddressesOfNodes(t *testing.T) {
	for _, test := range []struct{ nodes, want string }{
		{"http://a:4001", "http://a:4001"},
		{"http://a:4001,b:4001, c:4001/", "http://a:4001,http://b:4001,http://c:4001"},
		{"https://a:1,http://b:2", "https://a:1,http://b:2"},
		{"http://a:4001,b:4001?patience=30s", "http://a:4001,http://b:4001"},
		{"http://a:4001?patience=soon", ""},
		{"http://a:4001?level=none", ""},
		{"http://a", ""},
		{"http://ana:secret@a:4001", ""},
		{"http://a:4001/db", ""},
		{"http://a:4001,", ""},
	} {
		got := ""
		c, err := rqlite.New(test.nodes, rqlite.Access{})
		if err == nil {
			got = c.Name()
		}
		if got != test.want || err != nil && strings.Contains(err.Error(), "secret@") {
			t.Errorf("New(%q) has nodes %q, %v; want %q", test.nodes, got, err, test.want)
		}
	}
}

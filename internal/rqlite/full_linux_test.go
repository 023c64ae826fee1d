package rqlite_test

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"pamphlet/internal/rqlite"
	"pamphlet/internal/rqlitetest"
)

// A node whose disk becomes full makes nobody believe that something was kept that was not,
// or not kept that was, whether it leads or not.
func TestTheDiskOfOneNodeFillsUp(t *testing.T) {
	const full = 2 // of the nodes
	for _, leads := range []bool{false, true} {
		t.Run(fmt.Sprintf("leads: %v", leads), func(t *testing.T) {
			cluster := rqlitetest.Cramped(t, 3, 12<<20)
			c := claimed(t, cluster.URLs(), rqlite.Access{})
			if err := write(t, c, `create table large (x text)`); err != nil {
				t.Fatal(err)
			}
			for try := 0; (leader(t, c) == full) != leads; try++ {
				if try == 10 {
					t.Skip("no election made the node lead that the test wants")
				}
				led := leader(t, c)
				cluster.Kill(led)
				leader(t, c)
				cluster.Restart(led)
				cluster.Ready()
			}
			kept, unknown := map[int64]bool{}, 0 // what was told
			for n := range int64(60) {
				err := c.Execute(t.Context(), slices.Values([]rqlite.Stmt{{SQL: `insert into t values (?)`, Args: []any{n}}, {SQL: `insert into large values (hex(randomblob(200000)))`}}))
				if errors.Is(err, rqlite.ErrUnknown) {
					unknown++
					continue
				}
				kept[n] = err == nil
			}
			cluster.Kill(full)
			there := map[int64]bool{}
			found, err := sql.OpenDB(client(t, cluster.Patient(), rqlite.Access{})).QueryContext(t.Context(), `select x from t`)
			if err != nil {
				t.Fatal(err)
			}
			for found.Next() {
				var n int64
				if err := found.Scan(&n); err != nil {
					t.Error(err)
				}
				there[n] = true
			}
			for n, told := range kept {
				if there[n] != told {
					t.Errorf("write %d: told that it was kept: %v; it was: %v", n, told, there[n])
				}
			}
			t.Logf("60 writes, %d told as unknown, %d kept", unknown, len(there))
		})
	}
}

// leader waits for one.
func leader(t *testing.T, c *rqlite.Client) int {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if i := slices.IndexFunc(c.Nodes(t.Context()), func(n rqlite.Node) bool { return n.Leader }); i >= 0 {
			return i
		}
	}
	t.Skip("this machine is too slow: no leader within a minute")
	return 0
}

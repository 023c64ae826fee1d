package cli

import (
	"bytes"
	"fmt"
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

	"pamphlet/internal/longtest"
	"pamphlet/internal/rqlite"
	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// opened is a base on a cluster, with one article that answers where to park.
func opened(t *testing.T, nodes string) *knowledge.Base {
	t.Helper()
	base, err := knowledge.Open(t.Context(), nodes)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { base.Close() })
	park(t, base, 0)
	return base
}

func park(t *testing.T, base *knowledge.Base, house int) {
	t.Helper()
	if err := publish(t, base, house); err != nil {
		t.Fatal(err)
	}
}

func publish(t *testing.T, base *knowledge.Base, house int) error {
	_, err := base.Save(t.Context(), knowledge.Article{Guild: "g", Slug: "parking", Title: "Parking", Language: "en", Text: behind(house)}, knowledge.Change{Who: "maria"})
	return err
}

func behind(house int) string {
	return fmt.Sprintf("# Where do I park?\n\nBehind house number %d.", house)
}

// answers fails the test unless a question is answered with what was saved last.
func answers(t *testing.T, base *knowledge.Base, house int) {
	t.Helper()
	r, err := base.Search(t.Context(), search.Query{Guild: "g", Text: "Where do I park?"})
	if err != nil || len(r.Matches) == 0 || r.Matches[0].Text != fmt.Sprintf("Behind house number %d.", house) {
		t.Errorf("asked after house %d: %d matches, %v", house, len(r.Matches), err)
	}
}

// told waits until doctor says so about a cluster.
func told(t *testing.T, nodes, want string) {
	t.Helper()
	out := ""
	for end := time.Now().Add(2 * time.Minute); time.Now().Before(end); time.Sleep(time.Second) {
		if _, out = pamphlet(t, nodes, "doctor"); strings.Contains(out, want) {
			return
		}
	}
	t.Errorf("doctor never says %q, but\n%s", want, out)
}

func leaderOf(t *testing.T, base *knowledge.Base) int {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if i := slices.IndexFunc(base.Store().Nodes(t.Context()), func(n rqlite.Node) bool { return n.Leader }); i >= 0 {
			return i
		}
	}
	t.Fatal("no leader")
	return 0
}

// A leader that is cut off from the others, and not from the bot, loses nothing that was
// acknowledged, and serves nobody old answers; doctor tells it.
func TestALeaderIsCutOffFromTheOthers(t *testing.T) {
	longtest.Waits(t)
	cluster := rqlitetest.Apart(t, 3)
	base := opened(t, cluster.Patient())
	cut := leaderOf(t, base)
	// To this client, the one that is cut off is the nearest.
	near := opened(t, cluster.URL(cut)+","+cluster.Patient())
	cluster.Part(cut)
	for house := range 5 {
		park(t, base, house)
		answers(t, base, house)
		answers(t, near, house)
	}
	told(t, cluster.URLs(), cluster.URL(cut)+": knows no leader: it is cut off from most of the others")
	cluster.Join(cut)
	cluster.Ready()
	answers(t, near, 4)
	told(t, cluster.URLs(), "all is well")
	for i := range 3 {
		if i != cut {
			cluster.Part(i) // what the one that was cut off has, it has by itself
		}
	}
	answers(t, near, 4)
}

// A node that is slow keeps nobody waiting, and doctor tells it.
func TestASlowNodeIsPassedOver(t *testing.T) {
	longtest.Waits(t)
	cluster := rqlitetest.Start(t, 3)
	target, err := url.Parse(cluster.URL(0))
	if err != nil {
		t.Fatal(err)
	}
	var wait atomic.Int64
	forward := httputil.NewSingleHostReverseProxy(target)
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(time.Duration(wait.Load())):
			forward.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	}))
	defer slow.Close()
	defer slow.CloseClientConnections()
	nodes := slow.URL + "," + cluster.URL(1) + "," + cluster.URL(2)
	base := opened(t, nodes)
	wait.Store(int64(700 * time.Millisecond))
	told(t, nodes, slow.URL+": is slow to answer")
	wait.Store(int64(2500 * time.Millisecond))
	told(t, nodes, slow.URL+": does not answer in time")
	for house := range 3 {
		park(t, base, house)
		answers(t, base, house)
	}
}

// A node that cannot index text, and one that has not kept what others have, are one
// sentence each.
func TestFaultsOfANodeAreTold(t *testing.T) {
	cluster := rqlitetest.Start(t, 1)
	opened(t, cluster.Patient())
	target, err := url.Parse(cluster.URL(0))
	if err != nil {
		t.Fatal(err)
	}
	forward := httputil.NewSingleHostReverseProxy(target)
	through := func(change func(http.ResponseWriter, *http.Request) (done bool)) string {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !change(w, r) {
				forward.ServeHTTP(w, r)
			}
		}))
		t.Cleanup(server.Close)
		return server.URL
	}
	withoutFTS5 := through(func(_ http.ResponseWriter, r *http.Request) bool {
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(bytes.Replace(body, []byte("ENABLE_FTS5"), []byte("ENABLE_FTS9"), 1)))
		return false
	})
	if code, out := pamphlet(t, withoutFTS5+"?patience=30s", "doctor"); code != exitFailed || !strings.Contains(out, withoutFTS5+": a node cannot index text; give it a build of rqlite with FTS5") || strings.Count(out, "\n") != 1 {
		t.Errorf("without FTS5: %d, %s", code, out)
	}
	var before bytes.Buffer
	client, err := rqlite.New(cluster.Patient(), rqlite.Access{})
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.Backup(t.Context(), &before); err != nil {
		t.Fatal(err)
	}
	anHourAgo := rqlite.Stmt{SQL: "insert into " + rqlite.Operations + " (at, id) values (?, 'x')", Args: []any{time.Now().Add(-time.Hour).Unix()}}
	if err := client.Execute(t.Context(), slices.Values([]rqlite.Stmt{anHourAgo})); err != nil {
		t.Fatal(err)
	}
	older := through(func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/db/backup" {
			return false
		}
		w.Write(before.Bytes())
		return true
	})
	told(t, cluster.URL(0)+","+older+"?patience=30s", older+": lacks 1 of the writes that others have")
}

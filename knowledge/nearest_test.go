package knowledge

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"

	"pamphlet/internal/rqlitetest"
	"pamphlet/knowledge/search"
)

// A relay stands before a node, and can make it one that hears of nothing new.
type relay struct {
	to *httputil.ReverseProxy

	mu    sync.Mutex
	said  map[string][]byte // by what was read of what the node itself has
	reads int               // of that
	deaf  bool              // says what it said before, and nothing else
}

func (r *relay) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	if !strings.Contains(request.URL.RawQuery, "level=none") {
		r.to.ServeHTTP(w, request)
		return
	}
	query, _ := io.ReadAll(request.Body)
	r.mu.Lock()
	defer r.mu.Unlock()
	r.reads++
	if !r.deaf {
		request.Body = io.NopCloser(bytes.NewReader(query))
		recorded := httptest.NewRecorder()
		r.to.ServeHTTP(recorded, request)
		maps.Copy(w.Header(), recorded.Header())
		r.said[string(query)] = recorded.Body.Bytes()
	}
	if r.said[string(query)] == nil {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	w.Write(r.said[string(query)])
}

// Questions are read from the node that was named first, such as one beside the bot
// that only follows the others; never from what it had before the last change; and from
// the others once it does not answer.
func TestQuestionsAreReadFromTheNearestNode(t *testing.T) {
	cluster := rqlitetest.Start(t, 1)
	copied := cluster.Follow()
	target, err := url.Parse(cluster.URL(copied))
	if err != nil {
		t.Fatal(err)
	}
	r := &relay{to: httputil.NewSingleHostReverseProxy(target), said: map[string][]byte{}}
	server := httptest.NewServer(r)
	writing, asking := openAt(t, cluster.URL(0)+"?patience=30s"), openAt(t, server.URL+","+cluster.URL(0)+"?patience=30s")
	n := 0
	publish := func() {
		n++
		save(t, writing, article("g", "a", fmt.Sprintf("# Where do I park?\n\nBehind house number %d.", n)))
	}
	ask := func(from *Base) {
		t.Helper()
		r, err := from.Search(t.Context(), search.Query{Guild: "g", Text: "Where do I park?"})
		if want := fmt.Sprintf("Behind house number %d.", n); err != nil || len(r.Matches) == 0 || r.Matches[0].Text != want {
			t.Errorf("%d matches, %v; want %q", len(r.Matches), err, want)
		}
	}
	for range 20 {
		publish()
		ask(asking)
	}
	cluster.Ready()
	ask(asking) // what the copy has said before, now of the newest revision
	r.mu.Lock()
	if r.reads < 10 {
		t.Errorf("%d reads at the nearest node", r.reads)
	}
	r.deaf = true
	r.mu.Unlock()
	publish()
	ask(asking)
	server.CloseClientConnections()
	server.Close()
	ask(asking)
}

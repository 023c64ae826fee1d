package cli

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/config"
	"pamphlet/internal/fetch"
	"pamphlet/knowledge"
)

// A site is imported page by page; a second import finds the same articles.
func TestASiteIsImported(t *testing.T) {
	pages := map[string]string{
		"/robots.txt":   "User-agent: *\nDisallow: /help/staff\n",
		"/help/parking": "<title>Parking</title><h1>Parking</h1><p>Park behind the house, for two hours at most.</p>",
		"/help/visits":  "<title>Visits</title><h1>Visits</h1><p>Come between two and eight; see <a href='parking'>parking</a>.</p>",
		"/help/staff":   "<h1>Staff</h1><p>Not for everyone.</p>",
		"/about":        "<h1>About</h1><p>Who we are and what we do.</p>",
	}
	var root string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/sitemap.xml" {
			for _, p := range []string{"/help/parking", "/help/visits", "/help/staff", "/help/gone", "/about"} {
				w.Write([]byte(map[bool]string{true: "<urlset>"}[p == "/help/parking"] + "<url><loc>" + root + p + "</loc></url>"))
			}
			w.Write([]byte("</urlset>"))
			return
		}
		body, ok := pages[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Write([]byte(body))
	}))
	defer server.Close()
	root = server.URL
	var out, notes bytes.Buffer
	a := &env{Streams: Streams{In: strings.NewReader(""), Out: &out, Err: &notes}, now: time.Now, web: fetch.Loopback(),
		settings: config.Settings{Database: filepath.Join(t.TempDir(), "a.db"), Guild: "g"}}
	for range 2 {
		if err := a.importPaths(t.Context(), []string{root + "/help/"}, importing{site: true}); err != nil {
			t.Fatalf("%v\n%s", err, notes.String())
		}
	}
	for _, want := range []string{"/help/staff: that site asks robots not to read this page", "/help/gone: that site answered 404"} {
		if !strings.Contains(notes.String(), want) {
			t.Errorf("the notes do not say %q:\n%s", want, notes.String())
		}
	}
	base, err := knowledge.Open(t.Context(), a.settings.Database)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	all, err := base.FullArticles(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, article := range all {
		got = append(got, article.Slug+" "+strings.TrimPrefix(article.Source, root)+" "+strings.ReplaceAll(article.Text, root, ""))
	}
	want := "parking /help/parking Park behind the house, for two hours at most.\nvisits /help/visits Come between two and eight; see [parking](/help/parking)."
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
}

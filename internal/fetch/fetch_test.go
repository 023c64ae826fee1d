package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// site is a web site on loopback, which only the tests may dial.
func site(t *testing.T, robots string) (*Fetcher, *httptest.Server) {
	mux := http.NewServeMux()
	page := func(kind, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if r.Header.Get("Cookie") != "" || r.Header.Get("Authorization") != "" || r.Header.Get("Referer") != "" {
				t.Error("credentials or a referrer were sent")
			}
			w.Header().Set("Content-Type", kind)
			w.Write([]byte(body))
		}
	}
	to := func(target string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			http.SetCookie(w, &http.Cookie{Name: "id", Value: "1"})
			http.Redirect(w, r, target, http.StatusFound)
		}
	}
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, _ *http.Request) {
		if robots == "" {
			w.WriteHeader(http.StatusNotFound)
		}
		w.Write([]byte(robots))
	})
	mux.HandleFunc("/page.html", page("text/html; charset=utf-8", "<p>Hello.</p>"))
	mux.HandleFunc("/picture", page("image/png", "png"))
	mux.HandleFunc("/untyped", func(w http.ResponseWriter, _ *http.Request) { w.Header()["Content-Type"] = nil; w.Write([]byte("x")) })
	mux.HandleFunc("/long", page("image/"+strings.Repeat("x", 60_000), "x"))
	mux.HandleFunc("/on", to("/page.html"))
	mux.HandleFunc("/secret/on", to("/page.html"))
	mux.HandleFunc("/to-secret", to("/secret/page"))
	mux.HandleFunc("/inside", to("http://10.0.0.1/"))
	mux.HandleFunc("/metadata", to("http://169.254.169.254/latest/meta-data/"))
	mux.HandleFunc("/file", to("file:///etc/passwd"))
	mux.HandleFunc("/login", to("http://user:word@example.org/"))
	mux.HandleFunc("/large", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(bytes.Repeat([]byte("x"), maxSize+1))
	})
	mux.HandleFunc("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		block := make([]byte, 1<<20)
		for range 64 {
			z.Write(block)
		}
		z.Close()
	})
	for i := range 10 {
		mux.HandleFunc(fmt.Sprint("/hop", i), to(fmt.Sprint("/hop", i+1)))
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return Loopback(), server
}

func TestFetching(t *testing.T) {
	f, server := site(t, "User-agent: *\nDisallow: /secret/\n")
	for _, path := range []string{"/page.html", "/on"} {
		got, err := f.Fetch(t.Context(), server.URL+path)
		if err != nil || got.Name != "page.html" || got.URL != server.URL+"/page.html" || string(got.Body) != "<p>Hello.</p>" || got.Type != "text/html; charset=utf-8" {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
}

func TestWhatIsNotFetched(t *testing.T) {
	f, server := site(t, "User-agent: *\nDisallow: /secret/\n")
	for path, want := range map[string]error{
		"/inside": errPrivate, "/metadata": errPrivate, "/file": errAddress, "/login": errLogin,
		"/hop0": errRedirects, "/large": errLarge, "/bomb": errLarge,
		"/secret/on": errRobots, "/to-secret": errRobots,
	} {
		if _, err := f.Fetch(t.Context(), server.URL+path); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", path, err, want)
		}
	}
	for path, want := range map[string]string{
		"/picture": "image/png, which is no article", "/untyped": "something unknown", "/long": "something unknown", "/nothing": "answered 404",
	} {
		if _, err := f.Fetch(t.Context(), server.URL+path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", path, err, want)
		}
	}
}

func TestOnlyPublicAddressesAreDialled(t *testing.T) {
	_, server := site(t, "")
	f := New()
	for address, want := range map[string]error{
		server.URL + "/page.html":     errPrivate,
		"http://localhost/":           errPrivate,
		"http://127.0.0.1/":           errPrivate,
		"http://10.1.2.3/":            errPrivate,
		"http://192.168.1.1/":         errPrivate,
		"http://169.254.169.254/":     errPrivate,
		"http://[::1]/":               errPrivate,
		"http://[::ffff:127.0.0.1]/":  errPrivate,
		"http://[fd00::1]/":           errPrivate,
		"http://0.0.0.0/":             errPrivate,
		"http://100.64.0.1/":          errPrivate,
		"https://93.184.215.14:22/":   errPrivate,
		"ftp://example.org/":          errAddress,
		"file:///etc/passwd":          errAddress,
		"javascript:alert(1)":         errAddress,
		"example.org/page":            errAddress,
		"":                            errAddress,
		"http://user:word@127.0.0.1/": errLogin,
		"https://" + strings.Repeat("a", 3000) + ".org": errAddress,
	} {
		if _, err := f.Fetch(t.Context(), address); !errors.Is(err, want) {
			t.Errorf("%.60s: %v, want %v", address, err, want)
		}
	}
}

func TestNoProxyIsUsed(t *testing.T) {
	if New().client.Transport.(*http.Transport).Proxy != nil {
		t.Error("a proxy of the environment would dial for us, unguarded")
	}
}

func TestASlowSiteIsLeft(t *testing.T) {
	f, server := site(t, "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := f.Fetch(ctx, server.URL+"/page.html"); err == nil {
		t.Error("a cancelled request was answered")
	}
}

func TestRobotsThatCannotBeReadForbidNothingAndAServerErrorEverything(t *testing.T) {
	f, server := site(t, "\x00\xff nonsense")
	if _, err := f.Fetch(t.Context(), server.URL+"/page.html"); err != nil {
		t.Error(err)
	}
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(503) }))
	defer broken.Close()
	if _, err := f.Fetch(t.Context(), broken.URL+"/page.html"); !errors.Is(err, errRobots) {
		t.Errorf("got %v", err)
	}
}

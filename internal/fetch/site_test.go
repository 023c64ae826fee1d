package fetch

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// mapped is a site on loopback whose files are given by path; "HOST" within them
// is its own address.
func mapped(t *testing.T, files map[string]string) string {
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, ok := files[r.URL.Path]
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			return
		}
		body = strings.ReplaceAll(body, "HOST", server.URL)
		if strings.HasSuffix(r.URL.Path, ".gz") {
			var packed bytes.Buffer
			z := gzip.NewWriter(&packed)
			z.Write([]byte(body))
			z.Close()
			body = packed.String()
		}
		w.Write([]byte(body))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func urls(paths ...string) string {
	return "<urlset><url><loc> " + strings.Join(paths, "</loc></url>\n<url><loc>") + "</loc></url></urlset>"
}

func TestPagesOfASite(t *testing.T) {
	for _, test := range []struct {
		name, at string
		files    map[string]string
		want     []string
	}{
		{"the usual place", "/", map[string]string{"/sitemap.xml": urls("HOST/b", "HOST/a#part", "HOST/b")}, []string{"/b", "/a"}},
		{"where robots.txt says", "/", map[string]string{"/robots.txt": "Sitemap: HOST/map.xml.gz\n", "/map.xml.gz": urls("HOST/a")}, []string{"/a"}},
		{"lists of lists", "/", map[string]string{"/sitemap.xml": "<sitemapindex><sitemap><loc>HOST/1.xml</loc></sitemap><sitemap><loc>HOST/gone.xml</loc></sitemap></sitemapindex>", "/1.xml": urls("HOST/a")}, []string{"/a"}},
		{"below a folder", "/help/", map[string]string{"/sitemap.xml": urls("HOST/help/a", "HOST/shop/b", "HOST/helpers")}, []string{"/help/a"}},
		{"a list that is named", "/maps/help.xml", map[string]string{"/maps/help.xml": urls("HOST/a", "HOST/help/b")}, []string{"/a", "/help/b"}},
		{"other sites", "/", map[string]string{"/sitemap.xml": urls("https://example.org/x", "file:///etc/passwd", "http://me:word@127.0.0.1/", "HOST/a")}, []string{"/a"}},
	} {
		root := mapped(t, test.files)
		got, more, err := Loopback().Site(t.Context(), root+test.at)
		for i := range got {
			got[i] = strings.TrimPrefix(got[i], root)
		}
		if err != nil || more || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, %v, %v; want %q", test.name, got, more, err, test.want)
		}
	}
}

func TestSitesWithoutAList(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  error
	}{
		"none":               {nil, errNoSitemap},
		"no XML":             {map[string]string{"/sitemap.xml": "hello"}, errNoSitemap},
		"an empty one":       {map[string]string{"/sitemap.xml": "<urlset/>"}, errNoSitemap},
		"one kept from us":   {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /\n", "/sitemap.xml": urls("HOST/a")}, errRobots},
		"one without an end": {map[string]string{"/sitemap.xml": "<sitemapindex><sitemap><loc>HOST/sitemap.xml</loc></sitemap></sitemapindex>"}, errNoSitemap},
	} {
		if _, _, err := Loopback().Site(t.Context(), mapped(t, test.files)+"/"); !errors.Is(err, test.want) {
			t.Errorf("%s: %v, want %v", name, err, test.want)
		}
	}
	if _, _, err := New().Site(t.Context(), mapped(t, nil)); !errors.Is(err, errPrivate) {
		t.Errorf("a private address: %v, want %v", err, errPrivate)
	}
}

func TestOnlySoManyPagesAreListed(t *testing.T) {
	var paths []string
	for i := range MaxPages + 10 {
		paths = append(paths, fmt.Sprintf("HOST/%d", i))
	}
	got, more, err := Loopback().Site(t.Context(), mapped(t, map[string]string{"/sitemap.xml": urls(paths...)}))
	if err != nil || !more || len(got) != MaxPages {
		t.Errorf("%d pages, %v, %v; want %d and more", len(got), more, err, MaxPages)
	}
}

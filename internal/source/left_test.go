package source

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	stdhtml "html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// articleFiles returns the real articles of a set that is not part of the
// project, or skips.
func articleFiles(t *testing.T, set string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(shared(t, "data", "articles", set), "*.md"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no articles of %s: %v", set, err)
	}
	return files
}

// A leftCount sums up what became of the words of some files.
type leftCount struct {
	files, words, kept int
	empty              int            // files without text, which are refused
	pieces, left       map[string]int // by reason
	unnamed            map[string]int // words neither kept nor named, by file
}

// count adds a file, whose words are those of text.
func (c *leftCount) count(t *testing.T, name, text string, body []byte) {
	t.Helper()
	articles, report, err := Read(context.Background(), name, body, Options{})
	if errors.Is(err, ErrEmpty) { // fields alone, headings, marks of templates
		c.empty++
		return
	}
	if err != nil {
		t.Errorf("%s: %v", filepath.Base(name), err)
		return
	}
	source := wordsOnly(text)
	c.files++
	c.words += len(source)
	have := map[string]int{}
	add := func(text string) {
		for _, w := range wordsOnly(text) {
			have[strings.ToLower(w)]++
		}
	}
	for _, a := range articles {
		c.kept += len(wordsOnly(passage.Plain(a.Text)))
		add(a.Title + "\n" + passage.Plain(a.Text) + "\n" + a.Source)
	}
	for _, l := range report.Left {
		c.pieces[l.Why]++
		c.left[l.Why] += l.Words
		add(l.Text)
		if l.Words > prose.Words(l.Text) { // only its beginning is listed
			have[""] += l.Words - prose.Words(l.Text)
		}
	}
	missing := -have[""]
	for _, w := range source {
		if w = strings.ToLower(w); have[w] == 0 {
			missing++
		} else {
			have[w]--
		}
	}
	if missing > 0 {
		c.unnamed[filepath.Base(name)] = missing
	}
}

func (c *leftCount) log(t *testing.T) {
	t.Helper()
	t.Logf("%d files, and %d without text; %d words, %d kept as text; left out:", c.files, c.empty, c.words, c.kept)
	for _, why := range slices.SortedFunc(maps.Keys(c.left), func(a, b string) int { return cmp.Or(c.left[b]-c.left[a], strings.Compare(a, b)) }) {
		t.Logf("%6d words in %4d pieces: %s", c.left[why], c.pieces[why], why)
	}
	for _, file := range slices.Sorted(maps.Keys(c.unnamed)) {
		t.Errorf("%s: %d words are neither kept nor named", file, c.unnamed[file])
	}
}

func newCount() *leftCount {
	return &leftCount{pieces: map[string]int{}, left: map[string]int{}, unnamed: map[string]int{}}
}

var (
	matterOf   = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)
	tagOf      = regexp.MustCompile(`<[^>]*>`)
	scriptOf   = regexp.MustCompile(`(?s)<(script|style)\b.*?</(?:script|style)>|<!--.*?-->`)
	shownImage = regexp.MustCompile(`<img [^>]*alt="([^"]*)"[^>]*>`)
)

// rendered is Markdown as a page shows it.
func rendered(t *testing.T, body []byte) string {
	t.Helper()
	var page bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := md.Convert(matterOf.ReplaceAll(body, nil), &page); err != nil {
		t.Fatal(err)
	}
	return page.String()
}

// shown is the words that a page shows, and what it says of pictures.
func shown(page string) string {
	page = shownImage.ReplaceAllString(scriptOf.ReplaceAllString(page, " "), " $1 ")
	page = tagOf.ReplaceAllString(page, " ")
	return tagOf.ReplaceAllString(stdhtml.UnescapeString(page), " ") // tags indented like code
}

// What becomes of real articles is printed, as Markdown and as pages of a site
// with all that stands around an article: how much was left out, and why.
func TestWhatIsLeftOutOfRealArticles(t *testing.T) {
	withoutRace(t)
	for _, set := range []string{"va_md", "wikipedia_drugs"} {
		t.Run(set, func(t *testing.T) {
			text, pages := newCount(), newCount()
			for i, file := range articleFiles(t, set) {
				body, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				page := rendered(t, body)
				text.count(t, file, shown(page), body)
				if i < 60 {
					pages.count(t, strings.TrimSuffix(file, ".md")+".html", shown(page), []byte(siteAround(page)))
				}
			}
			t.Log("as Markdown:")
			text.log(t)
			t.Log("as pages of a site:")
			pages.log(t)
		})
	}
}

// siteAround puts what a site has around an article: a menu, a notice on cookies,
// what to share it with, other articles, a footer.
func siteAround(article string) string {
	return fmt.Sprintf(`<!doctype html><html lang="en"><head><title>A page | Some site</title></head><body>
<div class="cookie-banner"><p>We use cookies.</p><button>Accept</button></div>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/a">Articles</a></li></ul></nav></header>
<main><article>%s</article></main>
<aside><h2>Related articles</h2><ul><li><a href="/b">Another</a></li></ul></aside>
<footer><p>Some site, all rights reserved.</p></footer></body></html>`, article)
}

package bundle

import (
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// folder is files as a file system.
func folder(files []File) fs.FS {
	all := fstest.MapFS{}
	for _, f := range files {
		all[f.Name] = &fstest.MapFile{Data: f.Body}
	}
	return all
}

// words are what moderators may type anywhere.
var words = rapid.StringMatching(`[a-zA-Zéß0-9"':#?>|*_/\\{}\[\]-][ -~éß]{0,30}`).Filter(func(s string) bool {
	return strings.TrimSpace(s) == s && strings.IndexFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' }) >= 0
})

var day = rapid.Custom(func(t *rapid.T) time.Time {
	return time.Date(2026, 1, rapid.IntRange(1, 365).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
})

// edited is a as a moderator leaves it who rewords its first passage and says
// how else it is asked for.
func edited(t *rapid.T, a knowledge.Article) knowledge.Article {
	all := a.Passages()
	if len(all) == 0 {
		return a
	}
	changed, err := a.Reword(all[0], words.Draw(t, "reworded")+" and some other words.")
	if err == nil && len(changed.Passages()) > 0 {
		changed, err = changed.Asked(changed.Passages()[0], []string{words.Draw(t, "way"), words.Draw(t, "other way")})
	}
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

var kepts = rapid.Custom(func(t *rapid.T) knowledge.Snapshot {
	k := knowledge.Snapshot{Origins: map[string]string{}, Settings: map[string]string{}, Refreshes: map[string]string{}}
	for _, title := range rapid.SliceOfNDistinct(words, 0, 4, source.Slug).Draw(t, "titles") {
		a := knowledge.Article{Guild: "g", Title: title, Slug: source.Slug(title), Language: "en",
			Text: "## " + words.Draw(t, "heading") + "\n\n" + words.Draw(t, "text") + " and some more words."}
		if rapid.Bool().Draw(t, "dated") {
			a.Published, a.Review = day.Draw(t, "published"), day.Draw(t, "review")
		}
		if rapid.Bool().Draw(t, "sourced") {
			a.Source = "https://example.org/" + source.Slug(words.Draw(t, "path"))
			if rapid.Bool().Draw(t, "read again") {
				k.Refreshes[a.Slug] = "week"
			}
		}
		if rapid.Bool().Draw(t, "tagged") {
			a.Tags = []string{knowledge.TagAdvice, knowledge.TagNoCrisis}
		}
		if rapid.Bool().Draw(t, "edited") {
			a = edited(t, a)
		}
		if rapid.Bool().Draw(t, "given") {
			a.Precut = []knowledge.Passage{{External: "p1", Heading: []string{words.Draw(t, "h")}, Questions: []string{words.Draw(t, "q")}, Start: 0, End: len(a.Text), Text: a.Text}}
		}
		if rapid.Bool().Draw(t, "fetched") {
			k.Origins[a.Slug] = words.Draw(t, "origin") + "\n\nmore"
		}
		k.Articles = append(k.Articles, a)
		if rapid.Bool().Draw(t, "tested") {
			k.Cases = append(k.Cases, knowledge.Case{Question: words.Draw(t, "question"), Article: a.Slug,
				Heading: rapid.SliceOfN(words, 0, 3).Draw(t, "path"), Hash: []byte{1, 2}, Author: words.Draw(t, "author"), Made: monday})
		}
	}
	for _, name := range []string{"disclaimer", "threshold", "synonyms", "review", "retention", "channels", "locale"} {
		if rapid.Bool().Draw(t, "set") {
			k.Settings[name] = words.Draw(t, name)
		}
	}
	for id := range rapid.IntRange(0, 3).Draw(t, "drafts") {
		d := knowledge.Draft{ID: int64(id + 1), State: knowledge.IsOpen, Author: words.Draw(t, "author"), Made: monday.Add(time.Duration(id) * time.Hour), What: words.Draw(t, "what")}
		for n := range rapid.IntRange(1, 2).Draw(t, "changes") {
			d.Articles = append(d.Articles, change(t, k, n))
		}
		d.Articles[0].Removes = len(d.Articles) == 1 && rapid.Bool().Draw(t, "removes")
		k.Drafts = append(k.Drafts, d)
	}
	if rapid.Bool().Draw(t, "granted") {
		k.Grants = []knowledge.Grant{{Role: words.Draw(t, "role"), May: "edit"}}
	}
	return k
})

// change is an article of a draft: one of k's, or a new one.
func change(t *rapid.T, k knowledge.Snapshot, n int) knowledge.Drafted {
	d := knowledge.Drafted{Article: knowledge.Article{Guild: "g", Slug: "new-" + strconv.Itoa(n), Title: "New", Language: "en", Text: "Some words."}}
	if len(k.Articles) > n {
		d.Article, d.Base = k.Articles[n], 1
	}
	if rapid.Bool().Draw(t, "changed before") {
		d.Base = knowledge.BaseLost
	}
	if rapid.Bool().Draw(t, "fetched") {
		d.Origin = words.Draw(t, "origin") + "\n\nmore\n"
	}
	return d
}

// kept compares what two guilds keep; the order of articles is the base's.
func kept(t *rapid.T, want, got knowledge.Snapshot) {
	t.Helper()
	order := cmpopts.SortSlices(func(a, b knowledge.Article) bool { return a.Slug < b.Slug })
	if diff := cmp.Diff(want, got, order, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(knowledge.Case{}, "ID"), cmpopts.IgnoreFields(knowledge.Drafted{}, "Number")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := kepts.Draw(t, "kept")
		files, err := Write(t.Context(), want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(t.Context(), folder(files), "g")
		if err != nil {
			t.Fatal(err)
		}
		kept(t, want, got)
		again, err := Write(t.Context(), got)
		if diff := cmp.Diff(files, again); diff != "" || err != nil {
			t.Errorf("written again: %v\n%s", err, diff)
		}
	})
}

func TestNothingIsLostThroughTwoBases(t *testing.T) {
	dir := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		if n++; n > 20 {
			return // each opens two databases
		}
		want := kepts.Draw(t, "kept")
		for i := range 2 {
			base, err := knowledge.Open(t.Context(), filepath.Join(dir, time.Now().Format("150405.000000000")+string(rune('a'+i))))
			if err != nil {
				t.Fatal(err)
			}
			if _, err := base.Restore(t.Context(), "g", want, knowledge.Change{Who: "maria", When: monday}, nil); err != nil {
				t.Fatal(err)
			}
			got, err := base.Snapshot(t.Context(), "g")
			if err != nil {
				t.Fatal(err)
			}
			kept(t, want, got)
			files, err := Write(t.Context(), got)
			if err != nil {
				t.Fatal(err)
			}
			if want, err = Read(t.Context(), folder(files), "g"); err != nil {
				t.Fatal(err)
			}
			base.Close()
		}
	})
}

func TestABadBundleIsRefusedByName(t *testing.T) {
	good := map[string]string{Index: "pamphlet: 1\n", "articles/a.md": "# A\n\nWords."}
	for _, test := range []struct{ name, body, want string }{
		{Index, "pamphlet: 2\n", "pamphlet.yaml: its format is number 2"},
		{Index, "pamphlet: [", "pamphlet.yaml: "},
		{Index, "pamphlet: 1\ncolour: blue\n", "pamphlet.yaml: "},
		{"articles/b.md", "\x00\x01", "articles/b.md is not text"},
		{"articles/b.json", "{", "articles/b.json: "},
		{"articles/b.jsonl", "{\"title\":\"A\",\"text\":\"a\"}\n{\"title\":\"B\",\"text\":\"b\"}\n", "articles/b.jsonl: it holds 2 articles; give each a file of its own"},
		{"articles/b.json", `{"Text":"abc","Given":[{"Start":0,"End":9,"Text":"abc"}]}`, "articles/b.json: passage 1 is not what"},
		{"tests.txt", "what", "tests.txt: "},
		{"tests.txt", "# test: {\n-- a --\nmember says> x\n", "tests.txt: line 2: "},
		{"origins/a.txt", "alone", "origins/a.txt: its first line"},
		{"drafts/one/draft.yaml", "made: 2026-11-23T09:00:00Z\n", "drafts/one/draft.yaml: the folder of a draft is named by its number"},
		{"drafts/1/draft.yaml", "made: monday\n", "drafts/1/draft.yaml: made: want a time"},
		{"drafts/1/draft.yaml", "colour: blue\n", "drafts/1/draft.yaml: "},
		{"drafts/1/draft.yaml", "made: 2026-11-23T09:00:00Z\narticles:\n- file: a.md\n  over: all\n", "drafts/1/draft.yaml: over: want current, earlier or nothing"},
		{"drafts/1/draft.yaml", "made: 2026-11-23T09:00:00Z\narticles:\n- file: ../../../articles/a.md\n", "drafts/1/draft.yaml: file: want the name of a file"},
		{"drafts/1/draft.yaml", "made: 2026-11-23T09:00:00Z\narticles:\n- file: a.md\n", "drafts/1/draft.yaml: open drafts/1/articles/a.md: "},
	} {
		all := fstest.MapFS{}
		for name, body := range good {
			all[name] = &fstest.MapFile{Data: []byte(body)}
		}
		all[test.name] = &fstest.MapFile{Data: []byte(test.body)}
		if _, err := Read(t.Context(), all, "g"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: %v, want %s", test.name, test.body, err, test.want)
		}
	}
	if Is(os.DirFS(t.TempDir())) || !Is(fstest.MapFS{Index: {}}) {
		t.Error("a bundle is a folder with " + Index)
	}
}

// An article whose name is no file's does not take the file of another.
func TestEveryArticleHasAFileOfItsOwn(t *testing.T) {
	files, err := Write(t.Context(), knowledge.Snapshot{Articles: []knowledge.Article{
		{Slug: "../odd", Title: "Odd", Text: "Some words."}, {Slug: "article-1", Title: "Even", Text: "Some words."},
	}})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, f := range files {
		if names[f.Name] || !fs.ValidPath(f.Name) {
			t.Errorf("%q is there twice, or no path", f.Name)
		}
		names[f.Name] = true
	}
}

// What is shared with other guilds is not in the bundle, so that nothing can be
// wanted of a test that it answers; it is kept all the same.
func TestATestOfASharedArticleWantsNothing(t *testing.T) {
	k := knowledge.Snapshot{
		Articles: []knowledge.Article{{Slug: "a", Title: "A", Text: "Some words."}},
		Cases:    []knowledge.Case{{Question: "Where is it?", Article: "shared", Heading: []string{"Where?"}, Author: "maria", Made: monday}},
	}
	body, err := writeTests(k)
	if err != nil || strings.Contains(string(body), "kind:") || strings.Contains(string(body), "heading: Where?") {
		t.Errorf("%s, %v", body, err)
	}
	if back, err := readTests(body); err != nil || len(back) != 1 || back[0].Article != "shared" {
		t.Errorf("%+v, %v", back, err)
	}
}

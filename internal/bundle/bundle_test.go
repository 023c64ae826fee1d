package bundle

import (
	"io/fs"
	"os"
	"path/filepath"
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
	p := a.Passages()[0]
	changed, err := a.Reword(p, words.Draw(t, "reworded")+" and some other words.")
	if err == nil && len(changed.Passages()) > 0 {
		changed, err = changed.Asked(changed.Passages()[0], []string{words.Draw(t, "way"), words.Draw(t, "other way")})
	}
	if err != nil {
		t.Fatal(err)
	}
	read, _, err := source.Read("a.md", source.Export(changed), source.Given{})
	if err != nil {
		t.Skip("no article:", err)
	}
	read[0].Guild = "g"
	return read[0]
}

var kepts = rapid.Custom(func(t *rapid.T) knowledge.Kept {
	k := knowledge.Kept{Origins: map[string]string{}, Settings: map[string]string{}}
	for _, title := range rapid.SliceOfNDistinct(words, 0, 4, source.Slug).Draw(t, "titles") {
		a := knowledge.Article{Title: title, Slug: source.Slug(title), Language: "en", Text: "## " + words.Draw(t, "heading") + "\n\n" + words.Draw(t, "text") + " and some more words."}
		read, _, err := source.Read("a.md", source.Export(a), source.Given{})
		if err != nil {
			t.Skip("no article:", err)
		}
		a = read[0]
		a.Guild = "g"
		if rapid.Bool().Draw(t, "dated") {
			a.Published, a.Review = day.Draw(t, "published"), day.Draw(t, "review")
		}
		if rapid.Bool().Draw(t, "sourced") {
			a.Source = "https://example.org/" + source.Slug(words.Draw(t, "path"))
		}
		if rapid.Bool().Draw(t, "tagged") {
			a.Tags = []string{knowledge.TagAdvice, knowledge.TagNoCrisis}
		}
		if rapid.Bool().Draw(t, "edited") {
			a = edited(t, a)
		}
		if rapid.Bool().Draw(t, "given") {
			a.Given = []knowledge.Passage{{External: "p1", Heading: []string{words.Draw(t, "h")}, Questions: []string{words.Draw(t, "q")}, Start: 0, End: len(a.Text), Text: a.Text}}
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
	if rapid.Bool().Draw(t, "granted") {
		k.Grants = []knowledge.Grant{{Role: words.Draw(t, "role"), May: "edit"}}
	}
	return k
})

// kept compares what two guilds keep; the order of articles is the base's.
func kept(t *rapid.T, want, got knowledge.Kept) {
	t.Helper()
	order := cmpopts.SortSlices(func(a, b knowledge.Article) bool { return a.Slug < b.Slug })
	if diff := cmp.Diff(want, got, order, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(knowledge.Case{}, "ID")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := kepts.Draw(t, "kept")
		files, err := Write(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := Read(folder(files), "g")
		if err != nil {
			t.Fatal(err)
		}
		kept(t, want, got)
		again, err := Write(got)
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
			got, err := base.Everything(t.Context(), "g")
			if err != nil {
				t.Fatal(err)
			}
			kept(t, want, got)
			files, err := Write(got)
			if err != nil {
				t.Fatal(err)
			}
			if want, err = Read(folder(files), "g"); err != nil {
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
		{"articles/b.json", `{"Text":"abc","Given":[{"Start":0,"End":9,"Text":"abc"}]}`, "articles/b.json: passage 1 is not what"},
		{"tests.txt", "what", "tests.txt: "},
		{"tests.txt", "# test: {\n-- a --\nmember says> x\n", "tests.txt: line 2: "},
		{"origins/a.txt", "alone", "origins/a.txt: its first line"},
	} {
		all := fstest.MapFS{}
		for name, body := range good {
			all[name] = &fstest.MapFile{Data: []byte(body)}
		}
		all[test.name] = &fstest.MapFile{Data: []byte(test.body)}
		if _, err := Read(all, "g"); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %q: %v, want %s", test.name, test.body, err, test.want)
		}
	}
	if Is(os.DirFS(t.TempDir())) || !Is(fstest.MapFS{Index: {}}) {
		t.Error("a bundle is a folder with " + Index)
	}
}

// An article whose name is no file's does not take the file of another.
func TestEveryArticleHasAFileOfItsOwn(t *testing.T) {
	files, err := Write(knowledge.Kept{Articles: []knowledge.Article{
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

package source

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pamphlet/internal/source/draft"
)

func TestFoldersAreWalkedInOrderWithoutWhatIsHidden(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"b.txt", "a/z.md", "a/y.html", ".git/config.txt", ".hidden.md", "picture.png", "c.jsonl"} {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("words"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(folder, "b.txt"), filepath.Join(folder, "link.txt")); err != nil {
		t.Fatal(err)
	}
	files, skipped, err := Find(folder, Stdin, filepath.Join(folder, "picture.png"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range files {
		got = append(got, strings.TrimPrefix(f.Path, folder+"/"))
	}
	if diff := cmp.Diff([]string{"a/y.html", "a/z.md", "b.txt", "c.jsonl", "-", "picture.png"}, got); diff != "" {
		t.Errorf("files (-want +got):\n%s", diff)
	}
	for _, want := range []string{"link.txt it is a link"} {
		if !slices.ContainsFunc(skipped, func(s Skipped) bool { return filepath.Base(s.Path)+" "+s.Why == want }) {
			t.Errorf("skipped %q; want %s among them", skipped, want)
		}
	}
}

// TestPipesAreNotWaitedFor names a pipe that nobody writes to.
func TestPipesAreNotWaitedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.txt")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{path, "/dev/zero"} {
		for _, err := range (File{Path: path}).Articles(t.Context(), nil, Options{}, new(Report)) {
			if !errors.Is(err, ErrPath) {
				t.Errorf("%s: %v; want %v", path, err, ErrPath)
			}
		}
	}
}

func TestACollectionFileIsReadTwiceTheSame(t *testing.T) {
	path := filepath.Join(t.TempDir(), "rows.jsonl")
	rows := `{"id":"1","title":"A","text":"One."}` + "\n" + `{"id":"2","title":"B","text":"Two words."}` + "\n"
	if err := os.WriteFile(path, []byte(rows), 0o644); err != nil {
		t.Fatal(err)
	}
	file := File{Path: path, Size: int64(len(rows))}
	for range 2 {
		var report Report
		var titles []string
		for a, err := range file.Articles(t.Context(), nil, Options{}, &report) {
			if err != nil {
				t.Fatal(err)
			}
			titles = append(titles, a.Title)
		}
		want := Report{Format: draft.Collection, Articles: 2, Passages: 2, Words: 3}
		if diff := cmp.Diff(want, report); diff != "" || len(titles) != 2 {
			t.Errorf("titles %q, report (-want +got):\n%s", titles, diff)
		}
	}
}

// A row that cannot be used comes after the articles before it, and ends it.
func TestABrokenRowEndsACollection(t *testing.T) {
	rows := `{"id":"1","title":"A","text":"One."}` + "\n" + `{"id":"2","title":"B","text":"Two."}` + "\nbroken\n" + `{"id":"3","text":"Three."}`
	var titles []string
	var failed error
	for a, err := range Passages(t.Context(), "rows.jsonl", strings.NewReader(rows), Options{}) {
		if err != nil {
			failed = err
			continue
		}
		titles = append(titles, a.Title)
	}
	wantRefusal(t, failed, ErrRow, "rows.jsonl", "line 3")
	if len(titles) != 1 {
		t.Errorf("articles %q before the broken row, want the first only", titles)
	}
}

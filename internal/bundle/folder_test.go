package bundle

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// lay makes the smallest bundle in a new folder, and a folder outside of it.
func lay(t *testing.T) (inside, outside string) {
	inside, outside = t.TempDir(), t.TempDir()
	put(t, filepath.Join(inside, Index), "pamphlet: 1\n")
	put(t, filepath.Join(outside, "private.md"), "# Private\n\nNobody else's words.\n")
	if err := os.Mkdir(filepath.Join(inside, articles), 0o755); err != nil {
		t.Fatal(err)
	}
	return inside, outside
}

func put(t *testing.T, name, body string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func open(t *testing.T, name string) *Folder {
	t.Helper()
	f, err := OpenFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// TestBundleLeadsNowhere lays what is no plain file into a bundle and reads it.
func TestBundleLeadsNowhere(t *testing.T) {
	t.Parallel()
	for what, lie := range map[string]func(inside, outside string) error{
		"a link to a file": func(inside, outside string) error {
			return os.Symlink(filepath.Join(outside, "private.md"), filepath.Join(inside, articles, "leak.md"))
		},
		"a link to a folder": func(inside, outside string) error {
			if err := os.Remove(filepath.Join(inside, articles)); err != nil {
				return err
			}
			return os.Symlink(outside, filepath.Join(inside, articles))
		},
		"a pipe": func(inside, _ string) error { return syscall.Mkfifo(filepath.Join(inside, articles, "pipe.md"), 0o600) },
		"a device": func(inside, _ string) error {
			return os.Symlink("/dev/zero", filepath.Join(inside, articles, "zero.md"))
		},
		"a link to itself": func(inside, _ string) error {
			return os.Symlink("tests.txt", filepath.Join(inside, Tests))
		},
		"a file of 17 MiB": func(inside, _ string) error {
			return os.WriteFile(filepath.Join(inside, synonyms), make([]byte, 17<<20), 0o600)
		},
	} {
		inside, outside := lay(t)
		if err := lie(inside, outside); err != nil {
			t.Fatal(err)
		}
		k, err := Read(t.Context(), open(t, inside), "g")
		if err == nil || len(k.Articles) > 0 {
			t.Errorf("%s: %d articles read, error %v; want none, and an error that names it", what, len(k.Articles), err)
		}
	}
}

func TestBundleHasALimitInAll(t *testing.T) {
	t.Parallel()
	inside, _ := lay(t)
	f := open(t, inside)
	f.read = maxRead - 5
	if _, err := f.ReadFile(Index); err == nil || !strings.Contains(err.Error(), "together") {
		t.Errorf("past the limit of all files: %v; want a refusal", err)
	}
}

// TestExportStaysInItsFolder writes and removes where links lead out.
func TestExportStaysInItsFolder(t *testing.T) {
	t.Parallel()
	inside, outside := lay(t)
	private := filepath.Join(outside, "private.md")
	before, err := os.ReadFile(private)
	if err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{articles + "/x.md": private, "new.yaml": filepath.Join(outside, "new.yaml"), origins: outside} {
		if err := os.Symlink(to, filepath.Join(inside, link)); err != nil {
			t.Fatal(err)
		}
	}
	f := open(t, inside)
	for _, name := range []string{articles + "/x.md", "new.yaml", origins + "/x.txt", origins + "/deep/er.txt", "../out.md"} {
		if err := f.WriteFile(name, []byte("over")); err == nil {
			t.Errorf("writing %s: no error", name)
		}
		if err := f.Remove(name); err == nil {
			t.Errorf("removing %s: no error", name)
		}
	}
	if err := f.Remove(origins + "/private.md"); err == nil {
		t.Error("removing through a linked folder: no error")
	}
	after, err := os.ReadFile(private)
	if err != nil || string(after) != string(before) {
		t.Errorf("the file outside is %q, %v; want it as it was", after, err)
	}
	left, err := os.ReadDir(outside)
	if err != nil || len(left) != 1 {
		t.Errorf("%d files outside, %v; want the one", len(left), err)
	}
}

func TestFolderReplacesAndRemoves(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "new")
	f, err := CreateFolder(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, body := range []string{"one", "another"} {
		if err := f.WriteFile("a/b/c.md", []byte(body)); err != nil {
			t.Fatal(err)
		}
		if got, err := f.ReadFile("a/b/c.md"); err != nil || string(got) != body {
			t.Errorf("read %q, %v; want %q", got, err, body)
		}
	}
	status, err := os.Stat(filepath.Join(name, "a/b/c.md"))
	if err != nil || status.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v; want 0600", status.Mode(), err)
	}
	if err := f.Remove("a/b/c.md"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(name, "a")); !os.IsNotExist(err) {
		t.Errorf("the empty folder above: %v; want it gone", err)
	}
}

func TestLeftSeesFilesOnly(t *testing.T) {
	t.Parallel()
	inside, _ := lay(t)
	put(t, filepath.Join(inside, articles, "gone.md"), "# Gone\n\nGone.\n")
	left, err := Left(open(t, inside), []File{{Name: Index}})
	if err != nil || !slices.Equal(left, []string{articles + "/gone.md"}) {
		t.Errorf("left %v, %v; want the article that is gone", left, err)
	}
}

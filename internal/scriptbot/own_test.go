package scriptbot

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestASafetyFolderHoldsWhatItIsFor(t *testing.T) {
	t.Parallel()
	const line = "version = 1\n"
	for _, test := range []struct {
		what  string
		files []string
		want  Own
		err   string
	}{
		{"nothing", nil, Own{}, "neither"},
		{"a rule file beside the folder for it", []string{"mine.toml"}, Own{Stray: []string{"mine.toml"}}, "neither"},
		{"a folder with a typing error", []string{"rule/mine.toml"}, Own{Stray: []string{"rule/mine.toml"}}, "neither"},
		{"rules and lines", []string{"rules/mine.toml", "resources/de.toml", "README.md", ".git/config"},
			Own{Rules: []string{"rules/mine.toml"}, Resources: []string{"resources/de.toml"}}, ""},
		{"lines and what is not read", []string{"resources/de.toml", "rules/mine.yaml", "more.toml", "rules/deep/er.toml"},
			Own{Resources: []string{"resources/de.toml"}, Stray: []string{"more.toml", "rules/deep/er.toml", "rules/mine.yaml"}}, ""},
	} {
		folder := t.TempDir()
		for _, name := range test.files {
			name = filepath.Join(folder, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(line), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		own, err := OwnFiles(folder)
		if diff := cmp.Diff(test.want, own); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.what, diff)
		}
		if (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: error %v; want %q", test.what, err, test.err)
		}
		if test.err != "" {
			if g, err := Guards(folder); err == nil || g.Rules != nil {
				t.Errorf("%s: guards without an error", test.what)
			}
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"/nonexistent/typo", file} {
		if _, err := Guards(name); err == nil || !strings.Contains(err.Error(), "PAMPHLET_SAFETY: "+name) {
			t.Errorf("%s: error %v; want one that names the setting and the folder", name, err)
		}
	}
	if _, err := Guards(""); err != nil {
		t.Errorf("no folder: %v", err)
	}
}

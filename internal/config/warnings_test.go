package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWhatIsNotSafeIsSaid(t *testing.T) {
	folder := t.TempDir()
	for name, mode := range map[string]os.FileMode{"open": 0o644, "own": 0o600, "group": 0o640} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte("token"), mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ file, http, want string }{
		{"", "127.0.0.1:8077", ""},
		{"", "[::1]:8077", ""},
		{"", "localhost:8077", ""},
		{"", "off", ""},
		{filepath.Join(folder, "own"), "", ""},
		{filepath.Join(folder, "group"), "", ""},
		{filepath.Join(folder, "open"), "", "PAMPHLET_TOKEN_FILE"},
		{"", "0.0.0.0:8077", "PAMPHLET_HTTP"},
		{"", ":8077", "PAMPHLET_HTTP"},
		{"", "10.0.0.1:8077", "PAMPHLET_HTTP"},
	} {
		got := strings.Join(Settings{TokenFile: test.file, HTTP: test.http}.Warnings(), "\n")
		if !strings.HasPrefix(got, test.want) || test.want == "" && got != "" || strings.Contains(got, "\n") {
			t.Errorf("token in %q, health at %q: %q; want a warning of %q", filepath.Base(test.file), test.http, got, test.want)
		}
	}
}

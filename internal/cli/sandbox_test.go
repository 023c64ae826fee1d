package cli

import (
	"os"
	"path/filepath"
	"testing"

	"pamphlet/internal/sandbox"
	"pamphlet/internal/source"
)

// The program is its own child when the bot reads what strangers sent.
func TestTheProgramIsItsOwnChild(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "pamphlet")
	if err := os.Symlink(self, program); err != nil {
		t.Fatal(err)
	}
	articles, report, err := sandbox.New(program, "").Read(t.Context(), "a.md", []byte("# Parking\n\nPark behind the house.\n"), source.Options{})
	if err != nil || len(articles) != 1 || articles[0].Title != "Parking" || report.Format != "Markdown" {
		t.Errorf("%d articles of %q, %v; want the one", len(articles), report.Format, err)
	}
}

package moderate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/bot/moderate"
)

// TestEveryCommandIsTried looks for every command of moderators in a scripted
// conversation, or, where a script cannot tell it, in the tests of this folder.
func TestEveryCommandIsTried(t *testing.T) {
	names, err := filepath.Glob("../testdata/moderators/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	tests, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range append(names, tests...) {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(body)
	}
	seen := 0
	for _, u := range moderate.New(moderate.Parts{}).Commands() {
		seen++
		if !strings.Contains(all.String(), "> /"+u.Name+"\n") && !strings.Contains(all.String(), `"`+u.Name+`"`) {
			t.Errorf("/%s is tried nowhere", u.Name)
		}
		if len(u.Summary) > 100 || u.Right == "" {
			t.Errorf("/%s: its summary has %d bytes, it takes the right %q", u.Name, len(u.Summary), u.Right)
		}
		for _, p := range u.Parameters {
			if p.Hint == "" || len(p.Hint) > 100 {
				t.Errorf("/%s: the hint of %s has %d bytes", u.Name, p.Name, len(p.Hint))
			}
		}
	}
	if seen < 15 {
		t.Errorf("only %d commands", seen)
	}
}

package bot_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/rqlitetest"
	"pamphlet/internal/script"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
)

// TestConversations plays every script in testdata. Those in testdata/shared
// need the development data, which users do not have.
func TestConversations(t *testing.T) {
	err := filepath.WalkDir("testdata", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(path) == ".txt" {
			t.Run(filepath.ToSlash(path), func(t *testing.T) { play(t, path) })
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func play(t *testing.T, path string) {
	if filepath.Base(filepath.Dir(path)) == "shared" {
		if _, err := os.Stat("../../shared"); err != nil {
			t.Skip("the development data is not here")
		}
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := script.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	base, err := knowledge.Open(t.Context(), rqlitetest.Database(t, knowledge.Memory))
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	outcome, err := script.Play(t.Context(), s, &scriptbot.Stage{
		Base: base, Bot: moderate.New(moderate.Parts{Parts: bot.Parts{Base: base, Guards: guards(t)}}), Folder: filepath.Dir(path),
	})
	if err != nil {
		t.Fatal(err)
	}
	if outcome.Failed() > 0 {
		t.Errorf("%s\n%s", outcome.Diff(s, path), outcome.Summary())
	}
	if outcome.Conversations == 0 {
		t.Error("no conversation was played")
	}
}

package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/sqlite"
	"pamphlet/knowledge"
)

// fill opens the database of a folder for do.
func fill(t *testing.T, folder string, do func(*knowledge.Base) error) {
	t.Helper()
	base, err := knowledge.Open(t.Context(), filepath.Join(folder, "k.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	if err := do(base); err != nil {
		t.Fatal(err)
	}
}

// The command line can export a queue that no file of Discord would hold.
func TestALargeQueueIsExported(t *testing.T) {
	folder := t.TempDir()
	question := "Who feeds the dog " + strings.Repeat("x", 1900) + "?"
	const rows = 6000
	fill(t, folder, func(b *knowledge.Base) error {
		err := b.Enqueue(t.Context(), "default", knowledge.Asking{Question: question, Day: time.Now(), Why: knowledge.WhyUnknown})
		if err != nil {
			return err
		}
		return b.Store().Batch(t.Context(), sqlite.List(
			sqlite.Do(`insert into queue (guild, terms, state, passage, channel)
				with recursive n (i) as (select 2 union all select i + 1 from n where i < ?)
				select guild, terms, state, passage, channel from queue, n`, rows),
			sqlite.Do(`insert into wordings (queued, day, question, why, asker)
				select q.id, w.day, w.question, w.why, w.asker from queue q, wordings w where q.id <> w.queued`)))
	})
	out := run(t, folder, "", "--guild", "default", "queue", "export", "--format", "jsonl")
	if n := strings.Count(out, "\n"); n != rows {
		t.Errorf("%d lines, want %d", n, rows)
	}
}

// Whatever an article is called, its file is in the folder.
func TestArticlesAreExportedIntoTheFolder(t *testing.T) {
	folder := t.TempDir()
	fill(t, folder, func(b *knowledge.Base) error {
		_, err := b.Save(t.Context(), knowledge.Article{Guild: "default", Slug: "../../away", Title: "Away", Text: "Some words."}, knowledge.Change{})
		return err
	})
	out := filepath.Join(folder, "a", "b")
	run(t, folder, "", "--guild", "default", "articles", "export", out)
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 1 || files[0].Name() != "away.md" {
		t.Errorf("%v, %v", files, err)
	}
}

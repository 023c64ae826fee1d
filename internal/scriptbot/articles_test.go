package scriptbot

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// TestEveryPassageOfRealArticlesIsVerbatim imports every article of the
// development data, and the starter articles, and compares each passage with
// the revision it names.
func TestEveryPassageOfRealArticlesIsVerbatim(t *testing.T) {
	folders := []string{"../../articles"}
	if _, err := os.Stat("../../../shared"); err == nil {
		folders = append(folders, "../../../shared/articles", "../../../shared/data/articles")
	} else {
		t.Log("the development data is not here; only the starter articles are checked")
	}
	var all []knowledge.Article
	slugs := map[string]bool{}
	for _, folder := range folders {
		files, _, err := source.Find(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			for a, err := range file.Articles(t.Context(), nil, source.Options{Slug: source.Slug(filepath.Base(file.Path))}, new(source.Report)) {
				if errors.Is(err, source.ErrEmpty) {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if !slugs[a.Slug] {
					slugs[a.Slug] = true
					all = append(all, a)
				}
			}
		}
	}
	base, err := knowledge.Open(t.Context(), knowledge.Memory)
	if err != nil {
		t.Fatal(err)
	}
	defer base.Close()
	if _, err := base.SaveAll(t.Context(), "g", all, knowledge.Change{}, nil); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, a := range all {
		passages, err := base.PassagesOf(t.Context(), "g", a.Slug)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range passages {
			checked++
			if ok, err := base.Verify(t.Context(), "g", p); !ok || err != nil || p.Text != a.Text[p.Start:p.End] {
				t.Errorf("%s [%d:%d] is not verbatim: %v", a.Slug, p.Start, p.End, err)
			}
		}
	}
	t.Logf("%d passages of %d articles", checked, len(all))
	if checked < 90 {
		t.Errorf("checked only %d passages", checked)
	}
}

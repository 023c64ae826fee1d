package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pamphlet/knowledge"
)

// refusals are all the ways in which a file may be refused.
func refusals() []error {
	return []error{ErrPath, ErrTooLarge, ErrBinary, ErrFormat, ErrEncoding, ErrEmpty, ErrNesting, ErrHeadings, ErrDamaged, ErrRow, ErrDuplicate}
}

// checkRead holds Read to its promise for any body: articles of canonical text
// whose export reads back the same, or a refusal in one sentence.
func checkRead(t *testing.T, name string, body []byte) { checkReadOf(t, name, body, Given{}) }

func checkReadOf(t *testing.T, name string, body []byte, given Given) {
	var articles []knowledge.Article
	var report Report
	var err error
	start := time.Now()
	spent := allocated(func() { articles, report, err = Read(t.Context(), name, body, given) })
	if most := 96<<20 + uint64(len(body))*2000; spent > most {
		t.Errorf("%d bytes took %d bytes of memory; want at most %d", len(body), spent, most)
	}
	if took := time.Since(start); took > maxTime {
		t.Errorf("%d bytes took %v", len(body), took)
	}
	if err != nil {
		for _, kind := range refusals() {
			if errors.Is(err, kind) && strings.HasPrefix(err.Error(), name+" ") && !strings.Contains(err.Error(), "\n") {
				return
			}
		}
		t.Fatalf("error %q is no refusal", err)
	}
	if len(articles) != report.Articles {
		t.Errorf("%d articles, the report says %d", len(articles), report.Articles)
	}
	for _, a := range articles {
		if a.Slug == "" || a.Title == "" || clean(a.Title) != a.Title || Slug(a.Slug) != a.Slug && len(a.Precut) == 0 {
			t.Errorf("slug %q, title %q", a.Slug, a.Title)
		}
		for _, p := range a.Precut {
			if p.Text == "" || p.Text != a.Text[p.Start:p.End] {
				t.Errorf("passage %q is not its range", p.Text)
			}
		}
		if len(a.Precut) > 0 {
			continue
		}
		if broken := canonical(a.Text); broken != "" {
			t.Errorf("%s in %q", broken, a.Text)
		}
		again, _, err := Read(t.Context(), "again.md", Export(a), Given{})
		if err != nil {
			t.Fatalf("reading the export of %q: %v", a.Text, err)
		}
		if again[0].Text != a.Text || again[0].Title != a.Title || again[0].Slug != a.Slug || again[0].Source != a.Source {
			t.Errorf("export of %+v reads as %+v", a, again[0])
		}
	}
}

// seed adds the fixtures with the extension to the corpus.
func seed(f *testing.F, extensions ...string) {
	for _, e := range extensions {
		paths, err := filepath.Glob(filepath.Join("testdata", "*"+e))
		if err != nil || len(paths) == 0 {
			f.Fatalf("no fixture %s: %v", e, err)
		}
		for _, p := range paths {
			body, err := os.ReadFile(p)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(body)
		}
	}
}

func FuzzPlain(f *testing.F) {
	seed(f, ".txt")
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.txt", body) })
}

func FuzzMarkdown(f *testing.F) {
	seed(f, ".md", ".golden")
	for _, costly := range []string{tableOf(300, 300), tableOf(500, 500), nestedLists(40), aliasBomb(2), aliasBomb(9)} {
		f.Add([]byte(costly))
	}
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.md", body) })
}

func FuzzHTML(f *testing.F) {
	seed(f, ".html")
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.html", body) })
}

func FuzzTable(f *testing.F) {
	seed(f, ".csv")
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.csv", body) })
}

func FuzzJSON(f *testing.F) {
	seed(f, ".jsonl")
	f.Add([]byte(`{"id":"1","title":"T","heading":["a","b"],"text":"c","question":["d"],"doc":"e"}`))
	f.Add([]byte(`{"faqs":[{"question":"A?","answer":"b"}]}`))
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.jsonl", body) })
}

func FuzzDocument(f *testing.F) {
	f.Add(docxDocument, docxStyles, docxNumbering, docxCore)
	f.Fuzz(func(t *testing.T, document, styles, numbering, core string) {
		checkRead(t, "a.docx", zipped(t, "word/document.xml", document, "word/styles.xml", styles, "word/numbering.xml", numbering, "docProps/core.xml", core))
	})
}

func FuzzArchive(f *testing.F) {
	f.Add(zipped(f, "word/document.xml", docxDocument))
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.docx", body) })
}

func FuzzUnnamed(f *testing.F) {
	seed(f, ".txt", ".md", ".html", ".csv", ".jsonl")
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "standard input", body) })
}

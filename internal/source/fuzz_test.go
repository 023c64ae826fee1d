package source

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"pamphlet/internal/pdf"
	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/layout"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge"
)

// refusals are all the ways in which a file may be refused.
func refusals() []error {
	return []error{ErrPath, ErrTooLarge, ErrBinary, ErrFormat, ErrEncoding, ErrEmpty, ErrNesting, ErrHeadings, ErrDamaged, ErrRow, ErrColumns, ErrDuplicate}
}

// checkRead holds Read to its promise for any body: articles of canonical text
// whose export reads back the same, or a refusal in one sentence.
func checkRead(t *testing.T, name string, body []byte) { checkReadOf(t, name, body, Options{}) }

func checkReadOf(t *testing.T, name string, body []byte, given Options) {
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
		if a.Slug == "" || a.Title == "" || prose.Clean(a.Title) != a.Title || prose.Slug(a.Slug) != a.Slug && len(a.Precut) == 0 {
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
		again, _, err := Read(t.Context(), "again.md", Export(a), Options{})
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

func FuzzWorkbook(f *testing.F) {
	f.Add(cellsOf(3, 2), `<sst><si><t>a</t></si><si><r><rPr><strike/></rPr><t>b</t></r></si></sst>`)
	f.Add(`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><f>A1</f><v>#REF!</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B9"/></mergeCells>`+linksOf(2), `<sst><si><t>Question</t></si></sst>`)
	f.Fuzz(func(t *testing.T, sheet, words string) {
		checkRead(t, "a.xlsx", []byte(sheetOf(t, sheet, "xl/sharedStrings.xml", words)))
	})
}

func FuzzBook(f *testing.F) {
	f.Add(`<package><metadata><title>Tea</title><language>en</language></metadata><manifest><item id="a" href="a%20b.xhtml#x" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
		"<html><body><h1>One</h1><p>Green <del>tea</del>.</p></body></html>")
	f.Fuzz(func(t *testing.T, list, chapter string) {
		checkRead(t, "a.epub", zipped(t, "META-INF/container.xml", `<container><rootfile full-path="b.opf"/></container>`, "b.opf", list, "a b.xhtml", chapter))
	})
}

func FuzzTextDocument(f *testing.F) {
	f.Add(`<document-content><body><text><h outline-level="1">Guide</h><p>Near <a href="https://a.example/x">it</a>,<line-break/>up<note><note-citation>1</note-citation><note-body><p>Ring.</p></note-body></note></p><list><list-item><p>a</p></list-item></list><table><table-row><table-cell number-columns-spanned="2"><p>b</p></table-cell></table-row></table></text></body></document-content>`)
	f.Fuzz(func(t *testing.T, content string) { checkRead(t, "a.odt", zipped(t, "content.xml", content)) })
}

func FuzzHelpCentre(f *testing.F) {
	f.Add([]byte(`{"articles":[{"title":"Soon","body":null,"draft":true},{"title":"Parking","body":"<p>Here <s>or there</s>.</p>","html_url":"https://a.example/1"}],"next_page":"a b"}`))
	f.Add([]byte(`{"data":[{"name":"Money","questions":[{"question":{"en":"Fee?"},"answer":{"html":"<b>12</b>\n- a"}}]},["Where?",["Here."]]],"Why?":["So."]}`))
	f.Add([]byte(`{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Is it?","acceptedAnswer":[{"text":"Yes."}]}]}`))
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.json", body) })
}

func FuzzZIP(f *testing.F) {
	f.Add("a/faq.csv", "question,answer\nHow?,**So**.\n", "b.html", "<p>Text.</p>")
	f.Add("a.docx", docxDocument, "c.zip", string(zipped(f, "d.md", "# D\n\nText.")))
	f.Fuzz(func(t *testing.T, name, body, other, text string) {
		checkRead(t, "a.zip", zipped(t, name, body, other, text))
	})
}

// FuzzPages lays letters out on a page in any way, as a PDF may.
func FuzzPages(f *testing.F) {
	f.Add("A heading\nand a line of text that goes on-\nto the next", []byte{60, 200, 10, 1, 90, 100, 14, 0})
	f.Add("a  b\nc  d\n1. e\n• f", []byte{0, 0, 0, 0, 255, 255, 255, 255})
	f.Fuzz(func(t *testing.T, text string, places []byte) {
		var report Report
		page := pageOf(text, places)
		d := draft.Draft{Blocks: layout.Blocks([]pdf.Page{page, page}, &report)}
		a, err := d.Article("a.pdf", Options{}, &report)
		if err == nil && canonical(a.Text) != "" {
			t.Errorf("%s in %q", canonical(a.Text), a.Text)
		}
	})
}

// pageOf is a page of the letters of text, each line of which stands where four
// bytes of places say: left, bottom, size, and whether it is bold or turned.
func pageOf(text string, places []byte) pdf.Page {
	page := pdf.Page{Width: 595, Height: 842}
	for i, line := range strings.Split(text[:min(len(text), 4000)], "\n") {
		at := []byte{60, byte(250 - 13*i), 10, 0}
		if len(places) >= 4 {
			at = places[i*4%(len(places)-3):]
		}
		left, size := float64(at[0])*2, float64(at[2])
		for _, r := range line {
			page.Letters = append(page.Letters, pdf.Letter{Rune: r, Left: left, Right: left + size/2, Bottom: float64(at[1]) * 3, Top: float64(at[1])*3 + size,
				Size: size, Bold: at[3]&1 > 0, Sideways: at[3]&2 > 0, Supposed: at[3]&4 > 0 && r == ' '})
			left += size / 2
		}
	}
	return page
}

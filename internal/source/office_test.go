package source

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"pamphlet/internal/source/draft"
)

// workbook makes an XLSX file of the rows of two sheets.
func workbook(t testing.TB, sheets map[string][][]string, links map[string]string) []byte {
	t.Helper()
	book := excelize.NewFile()
	for name, rows := range sheets {
		if _, err := book.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j, cell := range row {
				at, err := excelize.CoordinatesToCellName(j+1, i+1)
				if err != nil {
					t.Fatal(err)
				}
				if err := book.SetCellStr(name, at, cell); err != nil {
					t.Fatal(err)
				}
				if target := links[cell]; target != "" {
					if err := book.SetCellHyperLink(name, at, target, "External"); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	if err := book.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestWorkbooks(t *testing.T) {
	faq := workbook(t, map[string][][]string{"Fragen": {{"Frage", "Antwort"}, {"Wo ist der Eingang?", "am Hof"}, {"Wann?", "Um neun."}}},
		map[string]string{"am Hof": "https://map.example/hof"})
	a, report := readOne(t, "faq.xlsx", string(faq))
	wantText(t, a.Text, "## Wo ist der Eingang?\n\n[am Hof](https://map.example/hof)\n\n## Wann?\n\nUm neun.")
	if report.Format != draft.Spreadsheet {
		t.Errorf("format %q", report.Format)
	}
	table := workbook(t, map[string][][]string{"Hours": {{"Day", "Open"}, {"Mon", "9"}, {"Tue", "10"}}}, nil)
	a, _ = readOne(t, "hours.xlsx", string(table))
	wantText(t, a.Text, "## Hours\n\n| Day | Open |\n| Mon | 9 |\n| Tue | 10 |")
	_, _, err := Read(t.Context(), "list.xlsx", zipped(t, "[Content_Types].xml", "<x/>", "xl/workbook.xml", "<workbook/>"), Options{})
	wantRefusal(t, err, ErrDamaged, "list.xlsx", "no readable sheet")
}

func TestMergedCellsAndDaysOfAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	day, err := book.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		t.Fatal(err)
	}
	for at, value := range map[string]any{"A1": "Frage", "B1": "Antwort", "A2": "Mo?", "A3": "Di?", "B2": "Ab neun", "A4": "Seit wann?", "B4": 45291} {
		if err := book.SetCellValue("Sheet1", at, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(book.MergeCell("Sheet1", "B2", "B3"), book.SetCellStyle("Sheet1", "B4", "B4", day)); err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	a, _ := readOne(t, "a.xlsx", file.String())
	wantText(t, a.Text, "## Mo?\n\nAb neun\n\n## Di?\n\nAb neun\n\n## Seit wann?\n\n2023-12-31")
}

func TestASheetThatUnpacksToTooMuchIsRefused(t *testing.T) {
	withoutRace(t)
	sheet := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>` + strings.Repeat(" ", 70<<20) + `</sheetData></worksheet>`
	_, _, err := Read(t.Context(), "bomb.xlsx", zipped(t, "xl/workbook.xml", "<workbook/>", "xl/worksheets/sheet1.xml", sheet), Options{})
	wantRefusal(t, err, ErrTooLarge, "bomb.xlsx", "64 MiB")
}

func TestTextDocumentsOfLibreOffice(t *testing.T) {
	content := `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b" xmlns:xlink="x"><office:body><office:text>
<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>
<text:h text:outline-level="1">Visitor guide</text:h><text:h text:outline-level="2">Where is it?</text:h>
<text:p>Near <text:a xlink:href="https://map.example/x">the mill</text:a>,<text:line-break/>second floor<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Ring twice.</text:p></text:note-body></text:note>.</text:p>
<text:list><text:list-item><text:p>a card</text:p></text:list-item><text:list-item><text:p>keys</text:p></text:list-item></text:list>
<table:table><table:table-row><table:table-cell><text:p>Day</text:p></table:table-cell><table:table-cell><text:p>Open</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Mon</text:p></table:table-cell><table:table-cell><text:p>9</text:p></table:table-cell></table:table-row></table:table>
</office:text></office:body></office:document-content>`
	a, _ := readOne(t, "guide.odt", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content)))
	for _, want := range []string{"## Where is it?", "[the mill](https://map.example/x),\nsecond floor", "Ring twice.", "- a card\n- keys", "| Day | Open |\n| Mon | 9 |"} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("%q is not in %q", want, a.Text)
		}
	}
	if a.Title != "Visitor guide" || strings.Contains(a.Text, "gone") {
		t.Errorf("title %q, text %q", a.Title, a.Text)
	}
}

func TestNumberedListsAndTheTitleOfATextDocument(t *testing.T) {
	content := `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:style="y"><office:automatic-styles>
<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/><text:list-level-style-bullet text:level="2"/></text:list-style></office:automatic-styles><office:body><office:text>
<text:p text:style-name="Title">Guide</text:p><text:h text:outline-level="1">Steps</text:h>
<text:list text:style-name="L1"><text:list-item><text:p>Ring</text:p><text:list><text:list-item><text:p>twice</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>Wait</text:p></text:list-item></text:list>
</office:text></office:body></office:document-content>`
	a, _ := readOne(t, "a.odt", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content)))
	if wantText(t, a.Text, "# Steps\n\n1. Ring\n  - twice\n2. Wait"); a.Title != "Guide" {
		t.Errorf("title %q", a.Title)
	}
}

func TestWhatTextDocumentsSayByStyle(t *testing.T) {
	content := `<office:document-content xmlns:office="o" xmlns:text="t" xmlns:draw="d" xmlns:svg="s" xmlns:style="y"><office:automatic-styles>
<style:style style:name="T1"><style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="T2"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="P1" style:parent-style-name="Preformatted_20_Text"/></office:automatic-styles><office:body><office:text>
<text:p>Take <text:span text:style-name="T1">two</text:span>one of 10<text:span text:style-name="T2">3</text:span> now<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>With water.</text:p></text:note-body></text:note>.<office:annotation><text:p>ask Ana</text:p></office:annotation></text:p>
<text:p text:style-name="Gone">All of it.</text:p>
<text:p text:style-name="P1">if x:</text:p><text:p text:style-name="P1"><text:s text:c="4"/>y</text:p>
<text:p><draw:frame><draw:image/><svg:title>Map</svg:title><svg:desc>Map of the car park</svg:desc></draw:frame></text:p>
</office:text></office:body></office:document-content>`
	styles := `<office:styles xmlns:office="o" xmlns:style="y" xmlns:text="t"><style:style style:name="Gone"><style:text-properties style:text-line-through-style="solid"/></style:style>
<style:master-page><style:footer><text:p>Page one</text:p></style:footer></style:master-page></office:styles>`
	a, report := readOne(t, "a.odt", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", content, "styles.xml", styles)))
	wantText(t, a.Text, "Take one of 10^3 now (With water.).\n\n```\nif x:\n    y\n```\n\n🖼 Map of the car park")
	if got := leftOut(report); got != "Page one: header or footer of the pages, ask Ana: a comment, two: struck out, All of it.: struck out" {
		t.Errorf("left out %q", got)
	}
}

func TestBooks(t *testing.T) {
	body := zipped(t, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>`,
		"OEBPS/book.opf", `<package><metadata><dc:title>Tea book</dc:title><dc:language>en</dc:language></metadata><manifest><item id="b" href="two.xhtml" media-type="application/xhtml+xml"/><item id="a" href="one.xhtml" media-type="application/xhtml+xml"/><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"OEBPS/one.xhtml", `<html><body><h2>Green</h2><p>Not oxidised.</p></body></html>`,
		"OEBPS/two.xhtml", `<html><body><h2>Black</h2><p>Oxidised.</p></body></html>`,
		"OEBPS/nav.xhtml", `<html><body><p>Contents</p></body></html>`)
	a, _ := readOne(t, "tea.epub", string(body))
	wantText(t, a.Text, "## Green\n\nNot oxidised.\n\n## Black\n\nOxidised.")
	if a.Title != "Tea book" {
		t.Errorf("title %q", a.Title)
	}
}

func TestArchivesAreReadFileByFile(t *testing.T) {
	body := zipped(t, "Export/Page 8f.md", "# Joining\n\nSend the form.", "Export/faq.csv", "question,answer\nWhere?,Here.\n", "Export/pic.png", "x", "__MACOSX/._x.md", "x")
	all, report, err := Read(t.Context(), "export.zip", body, Options{Identity: "export.zip"})
	if err != nil || len(all) != 2 {
		t.Fatalf("%d articles, %v", len(all), err)
	}
	if all[0].Title != "Joining" || all[0].Identity != "export.zip#Export/Page 8f.md" || all[1].Text != "## Where?\n\nHere." {
		t.Errorf("articles %+v", all)
	}
	if len(report.Left) != 1 || report.Left[0].Text != "Export/pic.png" || report.Left[0].Why != "a picture" {
		t.Errorf("left out %+v", report.Left)
	}
}

func TestOnlyWhatIsPublishedOfAWordPressExport(t *testing.T) {
	a, report := readCase(t, "09-formats", "wp.xml")
	if a.Title != "How to join" || a.Text != "Send the form by post." || a.Source != "https://club.example.org/join" || a.Identity != a.Source {
		t.Errorf("article %+v", a)
	}
	if len(report.Left) != 2 || report.Left[1].Text != "Old rules" || report.Left[1].Why != "not published: draft" {
		t.Errorf("left out %+v", report.Left)
	}
	_, _, err := Read(t.Context(), "a.xml", []byte("<a><b>text</b></a>"), Options{})
	wantRefusal(t, err, ErrFormat, "a.xml", "no export of WordPress")
}

func TestMarkupOfOtherKinds(t *testing.T) {
	a, _ := readCase(t, "09-formats", "faq.rst")
	wantText(t, a.Text, "## How do I get a plot?\n\nWrite to the board, see contact or [the form](https://g.example.org/form).\n\nNote:\n\nThe list is long: expect two years.\n\n```bash\ngarden apply --plot 3\n```\n\n### When may I water?\n\n| Month | Hours |\n| June | 6 - 9 |")
	a, _ = readCase(t, "09-formats", "faq.adoc")
	wantText(t, a.Text, "## How do I get a plot?\n\nWrite to the board, see [the form](https://g.example.org/form).\n\nTip: The list is long: expect two years.\n\n### When may I water?\n\nBefore nine.\n\n| Month | Hours |\n| June | 6 - 9 |")
}

// What is not read is refused by its name; "damaged" is said only of what is.
func TestFormatsThatAreNotReadAreNamed(t *testing.T) {
	for file, says := range map[string]string{"faq.rtf": "an RTF document"} {
		path := filepath.Join("testdata", "cases", "09-formats", file)
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		_, _, err = Read(t.Context(), path, body, Options{})
		wantRefusal(t, err, ErrFormat, path, says)
	}
	_, _, err := Read(t.Context(), "secret.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more"), Options{})
	wantRefusal(t, err, ErrFormat, "secret.docx", "with a password")
	_, _, err = Read(t.Context(), "a.key", []byte("x"), Options{})
	wantRefusal(t, err, ErrFormat, "a.key", "slides")
}

func FuzzWordPress(f *testing.F) {
	body, err := os.ReadFile(filepath.Join("testdata", "cases", "09-formats", "wp.xml"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(body)
	f.Fuzz(func(t *testing.T, body []byte) { checkRead(t, "a.xml", body) })
}

func FuzzMarkup(f *testing.F) {
	for _, name := range []string{"faq.rst", "faq.adoc"} {
		body, err := os.ReadFile(filepath.Join("testdata", "cases", "09-formats", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		checkRead(t, "a.rst", body)
		checkRead(t, "a.adoc", body)
		checkRead(t, "a.yaml", body)
	})
}

package source

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// book makes an EPUB whose spine names chapters, as name and content in turn.
func book(t testing.TB, spine []string, parts ...string) string {
	var items, refs strings.Builder
	for i := 0; i < len(parts); i += 2 {
		fmt.Fprintf(&items, `<item id=%q href=%q media-type="application/xhtml+xml"/>`, parts[i], parts[i])
	}
	for _, name := range spine {
		fmt.Fprintf(&refs, `<itemref idref=%q/>`, name)
	}
	return string(zipped(t, append([]string{"META-INF/container.xml", `<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`,
		"b.opf", "<package><manifest>" + items.String() + "</manifest><spine>" + refs.String() + "</spine></package>"}, parts...)...))
}

// sheetOf makes an XLSX with one sheet of this XML below its root element.
func sheetOf(t testing.TB, xml string, others ...string) string {
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	parts := []string{
		"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
		"_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kind + `officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml", "<workbook " + main + `><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + kind + `worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + kind + `sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", "<worksheet " + main + ">" + xml + "</worksheet>",
	}
	return string(zipped(t, append(parts, others...)...))
}

// cellsOf is the XML of rows that each hold count cells.
func cellsOf(rows, count int) string {
	var xml strings.Builder
	xml.WriteString("<sheetData>")
	for i := range rows {
		fmt.Fprintf(&xml, `<row r="%d">`, i+1)
		for j := range count {
			at, _ := excelize.CoordinatesToCellName(j+1, i+1)
			fmt.Fprintf(&xml, `<c r="%s" t="inlineStr"><is><t>a</t></is></c>`, at)
		}
		xml.WriteString("</row>")
	}
	return xml.String() + "</sheetData>"
}

// linksOf is the XML of hyperlinks of as many cells of the first column.
func linksOf(n int) string {
	var xml strings.Builder
	for i := range n {
		fmt.Fprintf(&xml, `<hyperlink ref="A%d" location="x"/>`, i+1)
	}
	return "<hyperlinks>" + xml.String() + "</hyperlinks>"
}

// Files that unpack to, or stand for, much more than they are. Each is refused in
// one sentence before it costs much; the times are logged.
func TestBombsAreRefused(t *testing.T) {
	withoutRace(t)
	const mib = 1 << 20
	spaces := strings.Repeat(" ", 70*mib)
	chapter := "<html><body>" + many("<p>Green tea is not oxidised.</p>", mib) + "</body></html>"
	deep := strings.Repeat("<a>", 100_000)
	headers := []string{"word/document.xml", "<document><p><r><t>A line.</t></r></p></document>"}
	for i := range 30 {
		headers = append(headers, fmt.Sprintf("word/header%d.xml", i), "<hdr>"+spaces[:17*mib]+"</hdr>")
	}
	files := []string{}
	for i := range 80 {
		files = append(files, fmt.Sprintf("%d.txt", i), strings.Repeat("word ", mib/5))
	}
	inner := string(zipped(t, files...))
	note := strings.Repeat("word ", mib/10)
	for _, test := range []struct {
		name, file, body string
		want             error
	}{
		{"a sheet of 70 MiB", "a.xlsx", sheetOf(t, spaces), ErrTooLarge},
		{"shared words of 70 MiB", "a.xlsx", sheetOf(t, "<sheetData/>", "xl/sharedStrings.xml", "<sst>"+spaces+"</sst>"), ErrTooLarge},
		{"a million cells", "a.xlsx", sheetOf(t, cellsOf(10_000, 100)), ErrTooLarge},
		{"a cell in the last row", "a.xlsx", sheetOf(t, `<sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>a</t></is></c></row></sheetData>`), ErrTooLarge},
		{"20,000 links of cells", "a.xlsx", sheetOf(t, cellsOf(20_000, 1)+linksOf(20_000)), ErrTooLarge},
		{"a workbook nested deeply", "a.xlsx", sheetOf(t, deep), ErrEmpty},
		{"a chapter of 70 MiB", "a.epub", book(t, []string{"a.xhtml"}, "a.xhtml", spaces), ErrTooLarge},
		{"chapters of 5 MiB", "a.epub", book(t, []string{"a", "b", "c", "d", "e"}, "a", chapter, "b", chapter, "c", chapter, "d", chapter, "e", chapter), ErrTooLarge},
		{"a chapter nested deeply", "a.epub", book(t, []string{"a.xhtml"}, "a.xhtml", "<html><body>"+strings.Repeat("<div>", 50_000)+"x"), ErrNesting},
		{"a list of chapters nested deeply", "a.epub", string(zipped(t, "META-INF/container.xml", `<container><rootfile full-path="b.opf"/></container>`, "b.opf", deep)), ErrNesting},
		{"a text document of 70 MiB", "a.odt", string(zipped(t, "content.xml", spaces)), ErrTooLarge},
		{"a text document nested deeply", "a.odt", string(zipped(t, "content.xml", deep)), ErrNesting},
		{"headers of 17 MiB", "a.docx", string(zipped(t, headers...)), ErrTooLarge},
		{"an archive of 80 MiB", "a.zip", inner, ErrTooLarge},
		{"archives of 80 MiB in an archive", "a.zip", string(zipped(t, "a.zip", inner, "b.zip", inner, "c.zip", inner)), ErrEmpty},
		{"one note at 60,000 places", "a.md", strings.Repeat("[^1] ", 60_000) + "\n\n[^1]: " + note, ErrTooLarge},
		{"one note at 60,000 places", "a.rst", strings.Repeat("Tea [a]_. ", 60_000) + "\n\n.. [a] " + note, ErrTooLarge},
		{"words by their name at 100,000 places", "a.rst", ".. |a| replace:: " + note[:mib/100] + "\n\n" + strings.Repeat("|a| ", 100_000), ErrTooLarge},
		{"one note at 30,000 places", "a.html", strings.Repeat("<sup><a href='#n' role=doc-noteref>1</a></sup>", 30_000) + "<p id=n>" + note, ErrTooLarge},
		{"one note at 40,000 places", "a.docx", string(zipped(t, "word/document.xml", "<document><body>"+strings.Repeat("<p><r><t>a</t><footnoteReference id=\"1\"/></r></p>", 40_000)+"</body></document>",
			"word/footnotes.xml", "<footnotes><footnote id=\"1\"><p><r><t>"+note+"</t></r></p></footnote></footnotes>")), ErrTooLarge},
		{"an export of WordPress nested deeply", "a.xml", "<rss>" + deep, ErrDamaged},
		{"an alias bomb in a list", "a.yaml", strings.TrimPrefix(strings.Split(aliasBomb(9), "---\n\n")[0], "---\n"), ErrDamaged},
	} {
		var err error
		start := time.Now()
		spent := allocated(func() { _, _, err = Read(t.Context(), test.file, []byte(test.body), Options{}) })
		t.Logf("%s: %d KB, %d MiB allocated, %.2f s", test.name, len(test.body)>>10, spent>>20, time.Since(start).Seconds())
		if !errors.Is(err, test.want) {
			t.Errorf("%s: error %v; want %v", test.name, err, test.want)
		} else if strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "; ") {
			t.Errorf("%s: %q is not one sentence with a remedy", test.name, err)
		}
		if spent > mostMemory {
			t.Errorf("%s: reading allocated %d MiB; want at most %d", test.name, spent>>20, mostMemory>>20)
		}
	}
}

package source

import (
	"testing"

	"pamphlet/internal/source/draft"
)

// The parts of a small document, as a word processor in German writes them.
const (
	docxStyles = `<w:styles xmlns:w="w"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Titel"><w:name w:val="Title"/></w:style></w:styles>`
	docxNumbering = `<w:numbering xmlns:w="w"><w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>
<w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num></w:numbering>`
	docxCore     = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Inner title</dc:title><dc:language>sv-SE</dc:language><dcterms:modified>2023-06-01T10:00:00Z</dcterms:modified></cp:coreProperties>`
	docxDocument = `<?xml version="1.0"?><w:document xmlns:w="w"><w:body>
<w:p><w:pPr><w:pStyle w:val="Titel"/></w:pPr><w:r><w:t>Before the visit</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Drink water </w:t></w:r><w:del><w:r><w:delText>and beer</w:delText></w:r></w:del><w:r><w:rPr><w:b/></w:rPr><w:t>only</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>
<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>What to bring</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>Your card</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>the blue one</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr><w:r><w:t>A friend</w:t></w:r></w:p>
<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Times</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Day</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Hour</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:p><w:r><w:t>Monday</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>9</w:t></w:r></w:p><w:p><w:r><w:t>or 10</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p/><w:p><w:r><w:t>Call</w:t><w:tab/><w:t>if</w:t><w:br/><w:t>unsure.</w:t></w:r></w:p>
</w:body></w:document>`
)

func TestDOCXKeepsHeadingsListsAndTables(t *testing.T) {
	body := zipped(t, "word/document.xml", docxDocument, "word/styles.xml", docxStyles, "word/numbering.xml", docxNumbering, "docProps/core.xml", docxCore)
	a, report := readOne(t, "a.docx", string(body))
	wantText(t, a.Text, `Drink water only.

# What to bring

1. Your card
  - the blue one
2. A friend

## Times

| Day | Hour |
| Monday | 9 or 10 |

Call if
unsure.`)
	if a.Title != "Before the visit" || a.Language != "sv" || dayOf(a.Published) != "2023-06-01" || report.Format != draft.WordFile {
		t.Errorf("title %q, language %q, day %s, format %s", a.Title, a.Language, dayOf(a.Published), report.Format)
	}
	// A document without styles, numbering and properties is read too, under
	// any name that says nothing else.
	bare, _ := readOne(t, "upload", string(zipped(t, "word/document.xml", docxDocument)))
	if bare.Title != "Upload" && bare.Title != "Before the visit" {
		t.Errorf("title %q", bare.Title)
	}
}

package source

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// pdfCache keeps PDFium's machine code from one test, and one run, to the next.
var pdfCache = filepath.Join(os.TempDir(), "pamphlet-test-cache")

// pdfOf writes a PDF whose pages show lines of 10 point Helvetica at 13 point
// steps; one that begins with "# " is of 16 points.
func pdfOf(pages ...[]string) []byte {
	objects := []string{"", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"}
	var kids strings.Builder
	for _, lines := range pages {
		var text strings.Builder
		for i, l := range lines {
			size := 10
			if large, ok := strings.CutPrefix(l, "# "); ok {
				size, l = 16, large
			}
			fmt.Fprintf(&text, "BT /F %d Tf 60 %d Td (%s) Tj ET\n", size, 780-13*i, l)
		}
		objects = append(objects, fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", text.Len(), text.String()))
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<</Font<</F 3 0 R>>>>>>", len(objects)))
		fmt.Fprintf(&kids, "%d 0 R ", len(objects))
	}
	objects[0] = "<</Type/Catalog/Pages 2 0 R>>"
	objects[1] = fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), kids.String())
	file, offsets := bytes.NewBufferString("%PDF-1.4\n"), ""
	for i, o := range objects {
		offsets += fmt.Sprintf("%010d 00000 n \n", file.Len())
		fmt.Fprintf(file, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := file.Len()
	fmt.Fprintf(file, "xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", len(objects)+1, offsets, len(objects)+1, start)
	return file.Bytes()
}

func TestLeafletsReadAsTheirGoldenForm(t *testing.T) {
	withoutRace(t)
	for _, name := range []string{"chromium.pdf", "groff.pdf", "libreoffice.pdf", "tiny.pdf"} {
		path := filepath.Join("testdata", "leaflets", name)
		body, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		articles, report, err := Read(t.Context(), path, body, Options{Cache: pdfCache})
		if err != nil {
			t.Fatal(err)
		}
		got := string(Export(articles[0])) + "\n=== left out\n"
		for _, l := range report.Left {
			got += l.Why + ": " + l.Text + "\n"
		}
		golden := path + ".golden"
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		wantText(t, got, string(want))
	}
}

func TestPagesOfText(t *testing.T) {
	withoutRace(t)
	for _, test := range []struct {
		name  string
		pages [][]string
		want  string
	}{
		{"hyphens at the end of lines", [][]string{{"Bring your card and the letter. On that after-", "noon you may eat what you like. A long-", "term plan is made with you in the end here."}},
			"Bring your card and the letter. On that afternoon you may eat what you like. A long-term plan is made with you in the end here."},
		{"a sentence over two pages", [][]string{{"The clinic opens at eight, and whoever comes", "before that may wait in the hall, which is"}, {"heated and has a machine with coffee in it", "and with tea for those who want some of it."}},
			"The clinic opens at eight, and whoever comes before that may wait in the hall, which is heated and has a machine with coffee in it and with tea for those who want some of it."},
		{"ligatures and quotes", [][]string{{`It\222s a \223fine\224 caf\351 \226 \2435 entry.`}}, "It’s a “fine” café – £5 entry."},
		{"lines of an address", [][]string{{"Clinic on the Hill, the house by the old mill", "Springfield", "555 0100"}}, "Clinic on the Hill, the house by the old mill\nSpringfield\n555 0100"},
		{"large lines whose numbers differ", [][]string{{"Clinic on the Hill, page 1", "# Step 1", "", "Wait in the hall until somebody comes for you."}, {"Clinic on the Hill, page 2", "# Step 2", "", "Ring the bell beside the blue door of the house."}},
			"Wait in the hall until somebody comes for you.\n\n# Step 2\n\nRing the bell beside the blue door of the house."},
		{"items marked by letters", [][]string{{"1. Wait.", "2. Ring the bell.", "a. once by day", "b. twice by night"}}, "1. Wait.\n2. Ring the bell.\n\na. once by day\n\nb. twice by night"},
		{"items with other marks", [][]string{{"1. Wait.", "2. Ring the bell.", `\225 First`, "- Second"}}, "1. Wait.\n2. Ring the bell.\n- First\n- Second"},
	} {
		articles, _, err := Read(t.Context(), "a.pdf", pdfOf(test.pages...), Options{Cache: pdfCache})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		wantText(t, articles[0].Text, test.want)
	}
}

func TestPDFsThatAreRefused(t *testing.T) {
	withoutRace(t)
	locked, err := os.ReadFile(filepath.Join("testdata", "leaflets", "password.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	whole := pdfOf([]string{"A line of text."})
	for _, test := range []struct {
		what string
		body []byte
		kind error
		says string
	}{
		{"a beginning alone", []byte("%PDF-1.7\nobj"), ErrDamaged, "cannot be opened"},
		{"half a file", whole[:len(whole)/3], ErrDamaged, "cannot be opened"},
		{"a password", locked, ErrFormat, "a PDF with a password"},
		{"a scan", pdfOf(nil, nil), ErrEmpty, "pictures"},
		{"10,000 pages", pdfOf(make([][]string, 10_000)...), ErrTooLarge, "500 pages"},
		{"no PDF", []byte("Words that only claim to be one."), ErrDamaged, "cannot be opened"},
	} {
		_, _, err := Read(t.Context(), "a.pdf", test.body, Options{Cache: pdfCache})
		wantRefusal(t, err, test.kind, "a.pdf", test.says)
	}
}

func FuzzPDF(f *testing.F) {
	if raceDetector {
		f.Skip("costs too much under the race detector; .ci/run runs it without")
	}
	f.Add(pdfOf([]string{"A line of text."}, []string{"Another", "and one more."}))
	f.Add([]byte("%PDF-1.7\nobj"))
	f.Fuzz(func(t *testing.T, body []byte) { checkReadOf(t, "a.pdf", body, Options{Cache: pdfCache}) })
}

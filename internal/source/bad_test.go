package source

import (
	"archive/zip"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/internal/source/draft"
	"pamphlet/knowledge"
)

// zipped packs files, given as name and content in turn.
func zipped(t testing.TB, files ...string) []byte {
	t.Helper()
	var archive bytes.Buffer
	w := zip.NewWriter(&archive)
	for i := 0; i < len(files); i += 2 {
		part, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return archive.Bytes()
}

// wantRefusal checks that err is one sentence of one kind that names the file
// and says what it must.
func wantRefusal(t *testing.T, err error, kind error, name, says string) {
	t.Helper()
	switch {
	case !errors.Is(err, kind):
		t.Errorf("error %v, want one that %v", err, kind)
	case !strings.HasPrefix(err.Error(), name+" "):
		t.Errorf("error %q does not begin with %q", err, name)
	case !strings.Contains(err.Error(), says):
		t.Errorf("error %q does not say %q", err, says)
	case !strings.Contains(err.Error(), "; ") || strings.Contains(err.Error(), "\n") || len(err.Error()) > 300:
		t.Errorf("error %q is not one sentence with a remedy", err)
	}
}

func TestBadInputIsRefusedInOneSentence(t *testing.T) {
	prose := "A sentence of an article that is long enough to be one.\n\n"
	deep := "<html><body>" + strings.Repeat("<div>", 250_000) + "deep"
	bomb := "<w:document><w:body>" + strings.Repeat(" ", 17<<20)
	for _, test := range []struct {
		what, name string
		body       []byte
		kind       error
		says       string
	}{
		{"a program", "a.txt", append([]byte("\x7fELF\x02\x01\x01\x00"), make([]byte, 100)...), ErrBinary, "is not text"},
		{"control characters without a zero byte", "a.md", bytes.Repeat([]byte("ab\x01\x02"), 99), ErrBinary, "is not text"},
		{"bytes that are no letters in any encoding", "a.txt", []byte("caf\xe9 and \xff\xfe more"), ErrEncoding, "line 1, byte 4"},
		{"a row of Latin 1", "a.jsonl", []byte("{\"text\":\"a\"}\n{\"text\":\"caf\xe9\"}"), ErrEncoding, "line 2"},
		{"half of a UTF-16 character", "a.csv", []byte("\xff\xfea\x00\x00"), ErrEncoding, "UTF-16"},
		{"nothing", "a.txt", nil, ErrEmpty, "has no text"},
		{"white space", "a.md", []byte(" \n\t\n"), ErrEmpty, "has no text"},
		{"front matter only", "a.md", []byte("---\ntitle: A\n---\n"), ErrEmpty, "has no text"},
		{"headings only", "a.md", []byte("# A\n\n## B\n"), ErrEmpty, "has no text"},
		{"a page of scripts", "a.html", []byte("<html><body><script>var a</script></body>"), ErrEmpty, "has no text"},
		{"an empty list", "a.jsonl", []byte("\n\n"), ErrEmpty, "has no text"},
		{"a header without rows", "a.csv", []byte("question,answer\n"), ErrEmpty, "has no text"},
		{"over the limit", "a.txt", []byte(strings.Repeat("word ", MaxFile/5+1)), ErrTooLarge, "10 MiB"},
		{"too many headings", "a.md", []byte(strings.Repeat("# Heading\n\n"+prose, 5100)), ErrHeadings, "at most 5,000 headings"},
		{"250,000 nested tags", "a.html", []byte(deep), ErrTooLarge, ".txt"},
		{"ten thousand nested quotes", "a.md", []byte(strings.Repeat("> ", 10_000) + "deep"), ErrNesting, ".txt"},
		{"front matter that is no YAML", "a.md", []byte("---\ntitle: [a\n---\n" + prose), ErrDamaged, "front matter"},
		{"front matter with a wild card in itself", "a.md", []byte("---\na: &a [*a, *a]\n---\n"), ErrDamaged, "front matter"},
		{"a zip bomb", "a.docx", zipped(t, "word/document.xml", bomb), ErrTooLarge, "16 MiB"},
		{"a zip bomb among the styles", "a.docx", zipped(t, "word/document.xml", "<a/>", "word/styles.xml", bomb), ErrTooLarge, "16 MiB"},
		{"another zip archive", "a.docx", zipped(t, "readme.txt", "hello"), ErrDamaged, "no document"},
		{"no archive", "a.docx", []byte("hello"), ErrDamaged, "zip"},
		{"half a document", "a.docx", zipped(t, "word/document.xml", "<document><p><r><t>Hello"), ErrDamaged, "broken"},
		{"nested document", "a.docx", zipped(t, "word/document.xml", strings.Repeat("<p>", 100_000)), ErrNesting, "plain text"},
		{"a broken quote", "a.csv", []byte("question,answer\nA?,Yes\nB?,\"No\nC?,x\n"), ErrRow, "line 3"},
		{"a quote within a cell", "a.csv", []byte("question,answer\nA?,Yes \"or\" no\n"), ErrRow, "line 2"},
		{"columns without names", "a.csv", []byte("How,So.\nWhy,Because.\n"), ErrColumns, "question=A,answer=B"},
		{"a comma too many", "a.csv", []byte("question,answer\nHow?,So, or so.\n"), ErrRow, "line 2 has 3 cells"},
		{"a row without answer", "a.csv", []byte("question,answer\nHow?,So.\n\nWhy?,\n"), ErrRow, "row 4 has no answer"},
		{"an object without answer", "a.jsonl", []byte(`{"question":"A?","answer":"B."}` + "\n" + `{"question":"A?"}`), ErrRow, "row 2 has no answer"},
		{"an object without question", "a.json", []byte(`[{"answer":"B."}]`), ErrRow, "row 1 has no question"},
		{"a list of numbers", "a.json", []byte(`[1, 2]`), ErrRow, "no list of objects"},
		{"half a list", "a.json", []byte("[{\"question\":\"A?\",\n\"answer\":"), ErrDamaged, "line 2"},
		{"the same id twice in a list", "a.csv", []byte("id,question,answer\n1,A?,a.\n1,B?,b.\n"), ErrDuplicate, "rows 2 and 3"},
		{"the same id twice in a collection", "a.jsonl", []byte(`{"id":"p","text":"a"}` + "\n" + `{"id":"p","text":"b"}`), ErrDuplicate, "lines 1 and 2"},
		{"a passage without text", "a.jsonl", []byte(`{"id":"p","text":"a"}` + "\n" + `{"id":"q","text":" "}`), ErrRow, "line 2 has no text"},
		{"a row that is no object", "a.jsonl", []byte(`{"id":"p","text":"a"}` + "\nhello"), ErrRow, "line 2"},
		{"an endless row", "a.jsonl", []byte(`{"id":"p","text":"a"}` + "\n" + `{"text":"` + strings.Repeat("a", 2<<20) + `"}`), ErrTooLarge, "line 2"},
	} {
		t.Run(test.what, func(t *testing.T) {
			articles, _, err := Read(t.Context(), test.name, test.body, Options{})
			if len(articles) > 0 {
				t.Errorf("it still gave %d articles", len(articles))
			}
			wantRefusal(t, err, test.kind, test.name, test.says)
		})
	}
}

func TestBadPathsAreRefused(t *testing.T) {
	folder := t.TempDir()
	large := filepath.Join(folder, "large.txt")
	if err := os.WriteFile(large, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	// A sparse file: 200 MB that take no room.
	if err := os.Truncate(large, 200<<20); err != nil {
		t.Fatal(err)
	}
	empty := t.TempDir()
	missing := filepath.Join(folder, "missing.txt")
	if _, _, err := Find(missing); true {
		wantRefusal(t, err, ErrPath, missing, "no such file")
	}
	if _, _, err := Find(empty); true {
		wantRefusal(t, err, ErrEmpty, empty, "folder without articles")
	}
	for _, test := range []struct {
		file File
		kind error
		says string
	}{
		{File{Path: large, Size: 200 << 20}, ErrTooLarge, "200 MiB"},
		{File{Path: large}, ErrTooLarge, "10 MiB"}, // the size was not known, or the file grew
		{File{Path: missing}, ErrPath, "no such file"},
		{File{Path: os.DevNull}, ErrPath, "regular file"},
		{File{Path: folder}, ErrPath, "regular file"},
	} {
		var report Report
		for _, err := range test.file.Articles(t.Context(), nil, Options{}, &report) {
			wantRefusal(t, err, test.kind, test.file.Path, test.says)
		}
	}
}

func TestEndlessLinesAreRead(t *testing.T) {
	withoutRace(t)
	word, line := strings.Repeat("a", 3<<20), strings.Repeat("words without an end ", 49_000)
	for name, body := range map[string]string{"a.txt": line, "a.md": line, "a.html": word} {
		if a, _ := readOne(t, name, body); a.Text != strings.TrimSpace(body) {
			t.Errorf("%s: %d bytes of one line became %d: %.60q", name, len(body), len(a.Text), a.Text)
		}
	}
}

func TestOddInputIsRead(t *testing.T) {
	for _, test := range []struct{ what, name, body, want string }{
		{"UTF-16 as Excel writes it", "a.txt", "\xff\xfeH\x00i\x00 \x00y\x00o\x00u\x00.\x00", "Hi you."},
		{"big-endian UTF-16", "a.txt", "\xfe\xff\x00H\x00i\x00.", "Hi."},
		{"a byte order mark", "a.md", "\xef\xbb\xbfHello there.", "Hello there."},
		{"line ends of all kinds", "a.txt", "One.\r\n\r\nTwo.\r\rThree.", "One.\n\nTwo.\n\nThree."},
		{"a page that says it is Latin 1", "a.html", "<meta charset=iso-8859-1><p>Caf\xe9 open.", "Café open."},
		{"an emoji", "a.txt", "👩‍⚕️", "👩‍⚕️"},
	} {
		a, _ := readOne(t, test.name, test.body)
		if a.Text != test.want {
			t.Errorf("%s: text %.60q, want %.60q", test.what, a.Text, test.want)
		}
	}
}

// Each of these once took a parser minutes, or would if its time grew with the
// square of the text. There is nothing to compare: the test ends, or hangs.
func TestHostileRepetitionsEnd(t *testing.T) {
	withoutRace(t)
	for name, units := range map[string][]string{
		"a.md":   {"![a](", "[a](b", "[", "*a ", "**a _b ", "<", "`", "> ", "- ", "a  \n", "[a]: b\n", "a|b\n-|-\n"},
		"a.html": {"<b>a", "<a>", "<li>a", "<b><p>", "<table><tr><td>a", "<dl><dt>a", "<button aria-expanded=a>a b</button>"},
		"a.txt":  {"a\n", "[1]", "A b c\n\n", "a > b\n\n", "e\u0301\u0301"},
		"a.csv":  {"question,answer\n", "question,answer,alternate\na,b,"},
		"a.json": {"[", `{"a":`},
	} {
		for _, unit := range units {
			body := strings.Repeat(unit, 256<<10/len(unit))
			if articles, _, err := Read(t.Context(), name, []byte(body), Options{}); err == nil && len(articles) != 1 {
				t.Errorf("%s of %q gave %d articles", name, unit, len(articles))
			}
		}
	}
}

func TestStandardInputIsRead(t *testing.T) {
	files, _, err := Find(Stdin)
	if err != nil {
		t.Fatal(err)
	}
	var report Report
	var got []knowledge.Article
	for a, err := range files[0].Articles(t.Context(), strings.NewReader("# Title\n\nSome words.\n"), Options{}, &report) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	if len(got) != 1 || got[0].Title != "Title" || got[0].Text != "Some words." || report.Format != draft.Markdown {
		t.Errorf("standard input gave %+v, %+v", got, report)
	}
}

// Files made to take long take no longer than others of their size: read in time
// that grew with the square of it, these would take hours.
func TestOddFilesAreReadInTimeThatGrowsEvenly(t *testing.T) {
	withoutRace(t)
	const size = 160 << 10 // fewer lines than a file may have
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)) }
	for name, body := range map[string]string{
		"fences.md":   "---\nformat: pamphlet\ntitle: A\n---\n\nText.\n\n" + repeat("```x\n"),
		"notes.md":    "Text[^1].\n\n" + repeat("[^1]: note\n"),
		"links.md":    "Text " + repeat("[a. b](https://example.org/x?y) "),
		"spans.html":  "<table><tr><td>a</td><td>b</td></tr>" + repeat("<tr><td colspan=100 rowspan=100>x</td></tr>") + "</table>",
		"faq.html":    repeat(`<div class="faq-q">`) + "Where?",
		"notes.rst":   repeat(".. note:: a\n\n"),
		"deep.rst":    repeat(".. note::\n  "),
		"rules.adoc":  repeat("----\na\n"),
		"objects.yml": repeat("- {question: a, answer: b}\n"),
		"cells.csv":   "question,answer\n" + repeat("a,\"**b** [c](https://d.example)\"\n"),
	} {
		articles, _, err := Read(t.Context(), name, []byte(body), Options{})
		if err != nil && (name != "faq.html" || !errors.Is(err, ErrNesting)) {
			t.Errorf("%s: %v", name, err)
		}
		for _, a := range articles {
			for _, p := range a.Passages() {
				if p.Text != a.Text[p.Start:p.End] {
					t.Fatalf("%s: %q is not its range", name, p.Text)
				}
			}
		}
	}
}

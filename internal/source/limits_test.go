package source

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"pamphlet/internal/source/draft"
	"pamphlet/knowledge"
)

// mostMemory is what reading one document may allocate in all, so at no moment
// does it hold more.
const mostMemory = 256 << 20

// withoutRace skips what costs much under the race detector, which takes ten
// times as long and drops what is kept for reuse: one goroutine reads a file, so
// it has nothing to find there. .ci/run runs this package without it as well.
func withoutRace(t *testing.T) {
	t.Helper()
	if raceDetector {
		t.Skip("costs too much under the race detector; .ci/run runs it without")
	}
}

// allocated returns how many bytes f allocates. Nothing else may run.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

func tableOf(columns, rows int) string {
	return "# T\n\n|" + strings.Repeat("a|", columns) + "\n|" + strings.Repeat("-|", columns) + "\n" + strings.Repeat("|a\n", rows)
}

func nestedLists(levels int) string {
	var text strings.Builder
	for i := range levels {
		text.WriteString(strings.Repeat("  ", i) + "- a\n")
	}
	return text.String()
}

// aliasBomb is front matter whose tags are 9 to the power of levels texts.
func aliasBomb(levels int) string {
	bomb := "---\na: &a [x,x,x,x,x,x,x,x,x]\n"
	for i := range levels {
		of := fmt.Sprintf("*%c,", 'a'+i)
		bomb += fmt.Sprintf("%c: &%c [%s]\n", 'b'+i, 'b'+i, strings.Repeat(of, 8)+of[:2])
	}
	return bomb + fmt.Sprintf("tags: *%c\n---\n\n# T\n\ntext here.\n", 'a'+levels)
}

func attributes(n int) string {
	var text strings.Builder
	for i := range n {
		fmt.Fprintf(&text, "a%d=b ", i)
	}
	return text.String()
}

// eachNumbered repeats text n times, each with its number.
func eachNumbered(text string, n int) string {
	var all strings.Builder
	for i := range n {
		fmt.Fprintf(&all, text, i)
	}
	return all.String()
}

func many(text string, bytes int) string { return strings.Repeat(text, bytes/len(text)) }

// TestCostlyFilesAreRefused reads files that once took minutes or gigabytes.
func TestCostlyFilesAreRefused(t *testing.T) {
	withoutRace(t)
	const mib = 1 << 20
	for _, test := range []struct {
		name, file, body string
		want             error
	}{
		{"14 KB of table", "a.md", tableOf(2000, 2000), ErrTooLarge},
		{"140 KB of table", "a.md", tableOf(20_000, 20_000), ErrTooLarge},
		{"a quoted table", "a.md", "> " + strings.ReplaceAll(tableOf(2000, 2000), "\n", "\n> "), ErrTooLarge},
		{"a table without bars at its ends", "a.md", "a|b" + strings.Repeat("|a", 5000) + "\n-|-" + strings.Repeat("|-", 5000) + strings.Repeat("\na", 5000), ErrTooLarge},
		{"a table of escaped bars", "a.md", "|a|b|\n|-|-|\n" + strings.Repeat("|`\\|`|`\\|`|\n", 20_000), ErrTooLarge},
		{"lists 1,000 deep", "a.md", nestedLists(1000), ErrNesting},
		{"lists 2,000 deep, at once", "a.md", strings.Repeat("- ", 40) + "a\n" + strings.Repeat(" ", 80) + strings.Repeat("- ", 40) + "a\n", ErrNesting},
		{"many lines of deep lists", "a.md", strings.Repeat("- ", 49) + "a\n" + strings.Repeat(strings.Repeat(" ", 98)+"- a\n", 30_000), ErrNesting},
		{"9 MB of one word", "a.txt", many("a", 9*mib), ErrTooLarge},
		{"9 MB of one word", "a.md", many("a", 9*mib), ErrTooLarge},
		{"one cell of 9 MB", "a.csv", "question,answer\nWhat?,\"" + many("word ", 9*mib) + "\"\n", ErrTooLarge},
		{"9 MB of emphasis", "a.md", many("*a **b ", 9*mib), ErrTooLarge},
		{"4 MB of emphasis in paragraphs", "a.md", many(strings.Repeat("*a **b ", 20)+"\n\n", 4*mib), ErrTooLarge},
		{"what looks like front matter", "a.md", "---\n" + many("a: b\n", 6*mib) + "---\n\ntext\n", ErrTooLarge},
		{"lines of two characters", "a.txt", many("A?\n", 9*mib), ErrTooLarge},
		{"items of one letter", "a.md", many("- a\n", mib), ErrTooLarge},
		{"definitions of links", "a.md", many("[aaaaa]: http://x.y/aaa\n", 5*mib), ErrTooLarge},
		{"marks above one letter", "a.txt", "a" + many("\u0301", 9*mib), ErrTooLarge},
		{"bars", "a.txt", many("a|", 9*mib), ErrTooLarge},
		{"700,000 attributes", "a.html", "<p " + attributes(700_000) + ">text", ErrTooLarge},
		{"elements", "a.html", many(`<p a="b">x</p>`, 9*mib), ErrTooLarge},
		{"elements within Markdown", "a.md", many("<b>x</b> ", 3*mib), ErrTooLarge},
		{"a body 90,000 times", "a.html", eachNumbered("<body a%d=x>", 90_000) + "text", ErrTooLarge},
		{"a row of 500,000 columns", "a.csv", strings.Repeat("a,", 500_000) + "\n", ErrTooLarge},
		{"classes", "a.html", many("<p class='"+many("a ", 1800)+"'>x", 9*mib), ErrTooLarge},
		{"elements 50,000 deep", "a.html", many("<div>", mib/4) + "x", ErrNesting},
		{"questions as JSON", "a.json", "[" + many(`{"question":"a?","answer":"b c"},`, 9*mib) + "{}]", ErrTooLarge},
		{"an alias bomb", "a.md", aliasBomb(9), ErrDamaged},
		{"a small alias", "a.md", "---\na: &a x\ntags: [*a]\n---\n\ntext", ErrDamaged},
		{"brackets in front matter", "a.md", "---\na: " + many("[", 60<<10) + "\n---\n\ntext", ErrDamaged},
		{"a document of empty elements", "a.docx", string(zipped(t, "word/document.xml", "<a>"+many("<b/>", 15*mib)+"</a>")), ErrTooLarge},
		{"a document that unpacks to more", "a.docx", string(zipped(t, "word/document.xml", many("<b/>", 40*mib))), ErrTooLarge},
	} {
		var err error
		spent := allocated(func() { _, _, err = Read(t.Context(), test.file, []byte(test.body), Options{}) })
		if !errors.Is(err, test.want) {
			t.Errorf("%s: error %v; want %v", test.name, err, test.want)
		}
		if spent > mostMemory {
			t.Errorf("%s: reading allocated %d MiB; want at most %d", test.name, spent>>20, mostMemory>>20)
		}
	}
}

// TestFilesAtTheLimitsAreRead reads what is nearly refused, and holds it to the
// same memory.
func TestFilesAtTheLimitsAreRead(t *testing.T) {
	withoutRace(t)
	sentence := "An infusion takes about thirty minutes, and you may read a book while it runs."
	for _, test := range []struct{ name, file, body string }{
		{"a long book", "a.txt", many(sentence+" "+sentence+"\n\n", draft.MaxText)},
		{"a long book", "a.md", many(sentence+" *"+sentence+"*\n\n", draft.MaxText)},
		{"a page of a book", "a.html", many("<p>"+sentence+"</p>\n", draft.MaxText/2)},
		{"a large table", "a.md", tableOf(100, 900)},
		{"short lines", "a.md", strings.Repeat("- a\n", maxLines-1)},
		{"short lines", "a.txt", strings.Repeat("A?\n", maxLines-1)},
		{"a line of 1 MiB", "a.md", many("a", maxLine-1)},
		{"lists 40 deep", "a.md", nestedLists(40)},
		{"a picture within the text", "a.md", "# T\n\n![a](data:image/png;base64," + many("aB3/", maxLine/2) + ")\n\n" + sentence + "\n"},
		{"one chapter 10,000 times", "a.epub", book(t, strings.Fields(strings.Repeat("a ", 10_000)), "a", "<html><body>"+many("<p>"+sentence+"</p>\n", draft.MaxText/4)+"</body></html>")},
		{"lists of definitions within each other", "a.html", strings.Repeat("<dl><dt>Tea?<dd>", 160) + sentence},
		{"tables within each other", "a.html", strings.Repeat("<table><tr><td>a<td>b<tr><td>a<td>", 90) + strings.Repeat("<table><tr><td>a<td>b<tr><td>a<td>b</table>", 5000)},
		{"rows of header cells", "a.html", "<table>" + strings.Repeat("<tr><th>a<th>b", 30_000) + "</table>"},
		{"links from a long base", "a.html", "<base href='http://x.example/" + many("a/", 400_000) + "'>" + strings.Repeat("<a href=b>words</a> ", 40_000)},
		{"an answer that is a large table of Markdown", "a.csv", "question,answer\nWhat?,\"" + tableOf(20_000, 20_000) + "\"\n"},
		{"one sentence of signs", "a.html", "<p>" + many("&"+many("a", 40)+" ", 3<<20)},
		{"a workbook of 50,000 cells", "a.xlsx", sheetOf(t, cellsOf(500, 100))},
		{"a sheet with 2,000 links", "a.xlsx", sheetOf(t, cellsOf(2_000, 2)+linksOf(2_000))},
		{"plain front matter", "a.md", "---\ntitle: A\ntags: [a, b]\nauthor: {name: x}\nn: 3\n---\n\n" + sentence},
	} {
		var articles []knowledge.Article
		var err error
		spent := allocated(func() { articles, _, err = Read(t.Context(), test.file, []byte(test.body), Options{}) })
		if err != nil || len(articles) != 1 || articles[0].Text == "" {
			t.Errorf("%s, %s: %d articles, %v; want it read", test.name, test.file, len(articles), err)
		}
		if spent > mostMemory {
			t.Errorf("%s, %s: reading allocated %d MiB; want at most %d", test.name, test.file, spent>>20, mostMemory>>20)
		}
	}
}

// TestReadingStops ends the context before each format is read.
func TestReadingStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, file := range []string{"a.md", "a.txt", "a.html", "a.csv", "a.json"} {
		body := `<p>What?</p> question,answer`
		if _, _, err := Read(ctx, file, []byte(body), Options{}); !errors.Is(err, context.Canceled) {
			t.Errorf("%s, stopped: %v; want %v", file, err, context.Canceled)
		}
	}
	for _, err := range Passages(ctx, "a.jsonl", strings.NewReader(`{"id":"1","text":"a"}`), Options{}) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("a collection, stopped: %v; want %v", err, context.Canceled)
		}
	}
}

func TestFrontMatterTakesFlatValues(t *testing.T) {
	body := "---\ntitle: [a]\ndisplay_title: B\ntags: [x, [y, z], {a: b}, 3, true]\nslug: {a: b}\n---\n\nWords of the text.\n"
	articles, _, err := Read(t.Context(), "name.md", []byte(body), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a := articles[0]; a.Title != "B" || a.Slug != "b" || strings.Join(a.Tags, " ") != "x 3 true" {
		t.Errorf("title %q, slug %q, tags %q; want B, b and x 3 true", a.Title, a.Slug, a.Tags)
	}
}

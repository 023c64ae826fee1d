package source

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// A sketch is a part of an article that every reader's format can say.
type sketch struct {
	kind  string
	lines []string
}

var kindsOfSketch = []string{"heading", "text", "link", "list", "table", "code"}

// sketches draws parts whose words are all different, so that none can stand in
// for another.
func sketches(t *rapid.T) []sketch {
	n := 0
	words := func(count int) string {
		var all []string
		for range count {
			n++
			all = append(all, fmt.Sprintf("word%d", n))
		}
		return strings.Join(all, " ")
	}
	all := []sketch{{"heading", []string{"How " + words(3) + "?"}}, {"text", []string{"So " + words(9) + "."}}}
	for range rapid.IntRange(1, 12).Draw(t, "parts") {
		s := sketch{kind: rapid.SampledFrom(kindsOfSketch).Draw(t, "kind")}
		switch s.kind {
		case "heading":
			s.lines = []string{"How " + words(3) + "?"}
			all = append(all, s)
			s = sketch{"text", []string{"So " + words(9) + "."}}
		case "text":
			s.lines = []string{"So " + words(rapid.IntRange(5, 300).Draw(t, "length")) + "."}
		case "link":
			s.lines = []string{words(2), words(2)}
		default:
			for range rapid.IntRange(2, 40).Draw(t, "lines") {
				s.lines = append(s.lines, "Do "+words(4))
			}
		}
		all = append(all, s)
	}
	return all
}

// writers write an article in the formats that are read.
var writers = map[string]func(t testing.TB, parts []sketch) []byte{
	"a.md":   func(_ testing.TB, parts []sketch) []byte { return []byte(written(parts, markdownOf)) },
	"a.html": func(_ testing.TB, parts []sketch) []byte { return []byte(written(parts, htmlOf)) },
	"a.rst":  func(_ testing.TB, parts []sketch) []byte { return []byte(written(parts, rstOf)) },
	"a.adoc": func(_ testing.TB, parts []sketch) []byte { return []byte(written(parts, adocOf)) },
	"a.txt":  func(_ testing.TB, parts []sketch) []byte { return []byte(written(parts, plainOf)) },
	"a.csv": func(_ testing.TB, parts []sketch) []byte {
		rows := "question,answer\n"
		for _, p := range pairsOf(parts, markdownOf) {
			rows += `"` + p[0] + `","` + strings.ReplaceAll(p[1], `"`, `""`) + "\"\n"
		}
		return []byte(rows)
	},
	"a.json": func(t testing.TB, parts []sketch) []byte {
		list := []map[string]string{}
		for _, p := range pairsOf(parts, htmlOf) {
			list = append(list, map[string]string{"question": p[0], "answer": p[1]})
		}
		body, err := json.Marshal(list)
		if err != nil {
			t.Fatal(err)
		}
		return body
	},
	"a.docx": func(t testing.TB, parts []sketch) []byte {
		return zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+written(parts, docxOf)+`</w:body></w:document>`,
			"word/_rels/document.xml.rels", `<Relationships><Relationship Id="r1" Target="https://e.example/x" TargetMode="External"/></Relationships>`)
	},
	"a.odt": func(t testing.TB, parts []sketch) []byte {
		return zipped(t, "mimetype", "application/vnd.oasis.opendocument.text",
			"content.xml", `<o xmlns:text="t" xmlns:table="b" xmlns:xlink="x">`+written(parts, odtOf)+`</o>`)
	},
	"a.epub": func(t testing.TB, parts []sketch) []byte {
		return zipped(t, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`,
			"b.opf", `<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>`,
			"a.xhtml", "<html><body>"+written(parts, htmlOf)+"</body></html>")
	},
}

func written(parts []sketch, write func(sketch) string) string {
	var text strings.Builder
	for _, p := range parts {
		text.WriteString(write(p))
	}
	return text.String()
}

// pairsOf are the headings of an article and what stands below each.
func pairsOf(parts []sketch, write func(sketch) string) [][2]string {
	var pairs [][2]string
	for _, p := range parts {
		if p.kind == "heading" {
			pairs = append(pairs, [2]string{p.lines[0]})
			continue
		}
		pairs[len(pairs)-1][1] += write(p)
	}
	return pairs
}

// each writes every line between two texts.
func each(lines []string, before, after string) string {
	return before + strings.Join(lines, after+before) + after
}

func markdownOf(s sketch) string {
	switch s.kind {
	case "heading":
		return "## " + s.lines[0] + "\n\n"
	case "link":
		return "See [" + s.lines[0] + "](https://e.example/x) and " + s.lines[1] + ".\n\n"
	case "list":
		return each(s.lines, "- ", "\n") + "\n"
	case "table":
		return "| What | Then |\n|---|---|\n" + each(s.lines, "| ", " | so |\n") + "\n"
	case "code":
		return "```\n" + each(s.lines, "  ", "\n") + "```\n\n"
	}
	return s.lines[0] + "\n\n"
}

func htmlOf(s sketch) string {
	switch s.kind {
	case "heading":
		return "<h2>" + s.lines[0] + "</h2>"
	case "link":
		return `<p>See <a href="https://e.example/x">` + s.lines[0] + "</a> and " + s.lines[1] + ".</p>"
	case "list":
		return "<ul>" + each(s.lines, "<li>", "</li>") + "</ul>"
	case "table":
		return "<table><tr><th>What</th><th>Then</th></tr>" + each(s.lines, "<tr><td>", "</td><td>so</td></tr>") + "</table>"
	case "code":
		return "<pre>" + each(s.lines, "  ", "\n") + "</pre>"
	}
	return "<p>" + html.EscapeString(s.lines[0]) + "</p>"
}

func rstOf(s sketch) string {
	switch s.kind {
	case "heading":
		return s.lines[0] + "\n" + strings.Repeat("=", len(s.lines[0])) + "\n\n"
	case "link":
		return "See `" + s.lines[0] + " <https://e.example/x>`_ and " + s.lines[1] + ".\n\n"
	case "table":
		const box = "+----------------------------------------+------+\n"
		rows := box + fmt.Sprintf("| %-38s | Then |\n", "What") + strings.ReplaceAll(box, "-", "=")
		for _, l := range s.lines {
			rows += fmt.Sprintf("| %-38s | so   |\n", l) + box
		}
		return rows + "\n"
	case "code":
		return "Type::\n\n" + each(s.lines, "  ", "\n") + "\n"
	}
	return markdownOf(s)
}

func adocOf(s sketch) string {
	switch s.kind {
	case "heading":
		return "== " + s.lines[0] + "\n\n"
	case "link":
		return "See https://e.example/x[" + s.lines[0] + "] and " + s.lines[1] + ".\n\n"
	case "list":
		return each(s.lines, "* ", "\n") + "\n"
	case "table":
		return "|===\n|What |Then\n\n" + each(s.lines, "|", " |so\n") + "|===\n\n"
	case "code":
		return "----\n" + each(s.lines, "  ", "\n") + "----\n\n"
	}
	return s.lines[0] + "\n\n"
}

func plainOf(s sketch) string {
	switch s.kind {
	case "heading", "text":
		return s.lines[0] + "\n\n"
	case "link":
		return "See " + s.lines[0] + " (https://e.example/x) and " + s.lines[1] + ".\n\n"
	}
	return markdownOf(s)
}

func docxOf(s sketch) string {
	paragraph := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t>` + text + "</w:t></w:r></w:p>"
	}
	var all string
	switch s.kind {
	case "heading":
		return paragraph("Heading2", s.lines[0])
	case "link":
		return `<w:p><w:hyperlink w:id="r1"><w:r><w:t>` + s.lines[0] + `</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve"> and ` + s.lines[1] + ".</w:t></w:r></w:p>"
	case "list":
		for _, l := range s.lines {
			all += paragraph("ListBullet", l)
		}
	case "table":
		for _, l := range append([]string{"What"}, s.lines...) {
			all += "<w:tr><w:tc>" + paragraph("", l) + "</w:tc><w:tc>" + paragraph("", "so") + "</w:tc></w:tr>"
		}
		return "<w:tbl>" + all + "</w:tbl>"
	default:
		for _, l := range s.lines {
			all += paragraph("", l)
		}
	}
	return all
}

func odtOf(s sketch) string {
	switch s.kind {
	case "heading":
		return `<text:h text:outline-level="2">` + s.lines[0] + "</text:h>"
	case "link":
		return `<text:p>See <text:a xlink:href="https://e.example/x">` + s.lines[0] + "</text:a> and " + s.lines[1] + ".</text:p>"
	case "list":
		return "<text:list>" + each(s.lines, "<text:list-item><text:p>", "</text:p></text:list-item>") + "</text:list>"
	case "table":
		return "<table:table>" + each(append([]string{"What"}, s.lines...), "<table:table-row><table:table-cell><text:p>",
			"</text:p></table:table-cell><table:table-cell><text:p>so</text:p></table:table-cell></table:table-row>") + "</table:table>"
	case "code":
		return each(s.lines, `<text:p text:style-name="Preformatted_20_Text">`, "</text:p>")
	}
	return "<text:p>" + s.lines[0] + "</text:p>"
}

// Whatever the reader, each word of an article is in its canonical text or its
// title, and each of the text in a passage; and what is exported is read back.
func TestNoReaderLosesAWord(t *testing.T) {
	withoutRace(t)
	for name, write := range writers {
		t.Run(name, func(all *testing.T) {
			rapid.Check(all, func(t *rapid.T) {
				parts := sketches(t)
				articles, report, err := Read(t.Context(), name, write(all, parts), Options{})
				if err != nil || len(articles) != 1 {
					t.Fatalf("%d articles, %v", len(articles), err)
				}
				a := articles[0]
				if broken := canonical(a.Text); broken != "" {
					t.Fatalf("%s in %q", broken, a.Text)
				}
				kept := map[string]bool{}
				for _, w := range wordsOnly(a.Title + "\n" + a.Text) {
					kept[w] = true
				}
				for _, p := range parts {
					for _, w := range wordsOnly(strings.Join(p.lines, " ")) {
						if !kept[w] {
							t.Fatalf("%q is not in %q; left out: %s", w, a.Text, leftOut(report))
						}
					}
				}
				again, _, err := Read(t.Context(), "b.md", Export(a), Options{})
				if err != nil || again[0].Text != a.Text {
					t.Fatalf("the export of %q: %v", a.Text, err)
				}
				checkPassages(t, a, again[0])
			})
		})
	}
}

package source

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Files as strangers send them: what they say comes out whole, and what does not
// is named.
func TestFilesOfStrangers(t *testing.T) {
	for _, test := range []struct{ name, file, body, text, left string }{
		{"two paragraphs of an item", "a.md", "- one\n\n  goes on\n- two\n", "- one\n  goes on\n- two", ""},
		{"two paragraphs of an item of a page", "a.html", "<ul><li><p>One.</p><p>Goes on.</p></li></ul>", "- One.\n  Goes on.", ""},
		{"a bar within a cell", "a.md", "| Do | Type |\n|--|--|\n| count | `ls \\| wc` |\n", `| Do | Type |` + "\n" + `| count | ls \| wc |`, ""},
		{"signs that Markdown does not know", "a.md", "Bring:\n• a towel\n• a lock\n\n✅ dogs\n❌ cats\n\na. first\nb. second\n", "Bring:\n\n- a towel\n- a lock\n\n✅ dogs\n❌ cats\n\na. first\nb. second", ""},
		{"questions in bold that begin items", "a.md", "# FAQ\n\n1. **Is it free?** Yes.\n2. **What do I bring?**\n   A towel.\n", "## Is it free?\n\nYes.\n\n## What do I bring?\n\nA towel.", ""},
		{"items in bold that ask nothing", "a.md", "- **Free:** yes.\n- **Why?** So.\n", "- Free: yes.\n- Why? So.", ""},
		{"notes that refer to each other", "a.md", "See [[Rules|the rules]] and [[Map]]. ^ref-1\n\n![[plan.png]] %% not yet %%\n\nTest `[[ -f x ]]` and [[ -d y ]].\n", "See the rules and Map.\n\nTest [[ -f x ]] and [[ -d y ]].",
			"Rules: link to another note, Map: link to another note, ![[plan.png]]: an embedded file, %% not yet %%: a comment"},
		{"links that nothing shows", "a.md", "Ring twice. [](https://a.example)\n\n## The [map](https://map.example)\n\nNorth.\n", "Ring twice.\n\n## The map\n\nNorth.", "https://a.example: link without words, https://map.example: link of a heading"},
		{"a picture that leads somewhere", "a.html", `<p>Print it. <a href="https://p.example/x"><img src="x" alt="Poster"></a></p>`, "Print it. [🖼 Poster](https://p.example/x)", ""},
		{"pictures that are described", "a.html", `<base href="https://a.example/b/"><h2><img alt="Our logo"> Steps</h2><p>Press <img src="gear.png" alt="the wheel"> twice <img class="emoji" src="p.png" alt="🎉">.</p><picture><source srcset="x"><img src="data:x" alt="A hand turns the cap"></picture><figure><img src="c.png" alt="Doses fall"><figcaption>Doses fall</figcaption></figure><table><tr><th>Plan</th><th>Pool</th></tr><tr><td>Basic</td><td><img src="y.png" alt="yes"></td></tr></table><img src="d.png" alt="IMG_2034.jpg"><img src="e.png" alt="">`,
			"## Steps\n\nPress [🖼 the wheel](https://a.example/b/gear.png) twice 🎉.\n\n🖼 A hand turns the cap\n\nDoses fall\n\n| Plan | Pool |\n| Basic | [🖼 yes](https://a.example/b/y.png) |", "Our logo: description of a picture, Doses fall: description of a picture, IMG_2034.jpg: description of a picture"},
		{"pictures of Markdown", "a.md", "Look:\n\n![The blue door](https://a.example/door.png)\n\n![two](two.png)\n\n[![build badge](https://ci.example/badge.svg)](https://ci.example)\n", "Look:\n\n[🖼 The blue door](https://a.example/door.png)\n\n🖼 two", "build badge: description of a picture, https://ci.example: link without words"},
		{"pictures of other markup", "a.rst", "Look:\n\n.. image:: a.png\n   :alt: The blue door\n\nand go in.\n", "Look:\n\n🖼 The blue door\n\nand go in.", ""},
		{"raised numbers", "a.html", `<p>Tested<sup>2</sup> on 5 m<sup>2</sup>, 10<sup>-6</sup>, 1<sup>st</sup><sup><a href="#n3">3</a></sup>.</p>`, "Tested^2 on 5 m^2, 10^-6, 1st.", "3: reference mark"},
		{"footnotes of a page", "a.html", `<p>Take one<a href="#n1" role="doc-noteref"><sup>1</sup></a>.</p><p>Rest<sup><a href="#n2" class="footnote-ref">2</a></sup> then.</p><section><hr><ol><li id="n1"><p>With <b>water</b>. <a href="#r1">↩</a></p></li><li id="n2"><p>An hour.</p></li></ol></section>`, "Take one (With water).\n\nRest (An hour) then.", ""},
		{"lines in a cell", "a.html", `<table><tr><th>What<br>you get</th><th>Days</th></tr><tr><td><ul><li>a key</li><li>a map</li></ul></td><td>Mon<br>Tue</td></tr><tr><td>all of it,<br>but later</td><td><p>open</p><p>ready</p></td></tr></table>`, "| What you get | Days |\n| a key / a map | Mon / Tue |\n| all of it, but later | open / ready |", ""},
		{"words of several elements", "a.html", `<p>See <b><a href="https://a.example/m">the map</a></b><span>.</span> Un<b>able</b><span>!</span></p>`, "See [the map](https://a.example/m). Unable!", ""},
		{"a player", "a.html", `<p>Watch this.</p><iframe src="https://v.example/1" title="How to lift"></iframe>`, "Watch this.", "How to lift https://v.example/1: picture or player"},
		{"questions that unfold in a list", "a.md", "# FAQ\n\n- What do I wear?\n\n    Loose sleeves.\n\n- Who may wait?\n\n    One person:\n\n    - a friend\n", "## What do I wear?\n\nLoose sleeves.\n\n## Who may wait?\n\nOne person:\n\n- a friend", ""},
		{"data that says more than its page", "a.html", `<script type="application/ld+json">{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Do you ship?","acceptedAnswer":{"text":"Yes, by boat."}},{"@type":"Question","name":"Is it free?","acceptedAnswer":{"text":"No: 3 euros."}}]}</script><h2>Do you ship?</h2><p>Yes, by <b>boat</b>.</p><h2>Is it free?</h2><p>No.</p>`, "## Is it free?\n\nNo: 3 euros.\n\n## Do you ship?\n\nYes, by boat.\n\n## Is it free?\n\nNo.", ""},
		{"Markdown beside breaks in a cell", "a.csv", "question,answer\nHow?,\"Call.<br>or **ask**\n- a\n- b\"\n", "## How?\n\nCall.\nor ask\n\n- a\n- b", ""},
		{"what reStructuredText tells by its order", "a.rst", "See `our map`__ and form__ [#]_, *one*\\ s.\n\n__ https://m.example\n.. __: https://f.example\n.. [#] North is up.\n\n:Phone: 555\n:Mail: by post\n\n+-----+-------+\n| Day | Price |\n+=====+=======+\n| Mon | two   |\n|     | euros |\n+-----+-------+\n| Tue | 3     |\n+-----+-------+\n", "See [our map](https://m.example) and [form](https://f.example) (North is up), ones.\n\nPhone: 555\nMail: by post\n\n| Day | Price |\n| Mon | two euros |\n| Tue | 3 |", ""},
		{"links and pictures of AsciiDoc", "a.adoc", "See link:rel.html[the rules].\n\nimage::door.png[The blue door]\n", "See the rules.\n\n🖼 The blue door", "rel.html: link relative to a page whose address is not known"},
		{"letters and how they are read", "a.html", "<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> is read so.</p>", "漢(kan) is read so.", ""},
		{"short answers that are folded away", "a.html", `<h3><button aria-expanded="false">May I park here?</button></h3><div hidden>Yes.</div><div class="accordion-title">Is it free?</div><div style="display: none"><p>No.</p></div><span aria-hidden="true">×</span>`, "### May I park here?\n\nYes.\n\n#### Is it free?\n\nNo.", "×: hidden"},
		{"a list pasted as text", "a.txt", "Things to bring\n\nBring these:\nbread\nmilk\ntwo eggs\n\nThe walk is long, so that everybody should have had\nbreakfast.", "Bring these:\n\nbread\n\nmilk\n\ntwo eggs\n\nThe walk is long, so that everybody should have had breakfast.", ""},
		{"labels with full stops", "a.txt", "Q. Where is the bus stop?\nA. By the mill.\n\nQ. How long does it take?\nA. Ten minutes.\n", "## Where is the bus stop?\n\nBy the mill.\n\n## How long does it take?\n\nTen minutes.", ""},
		{"lines in a cell of HTML", "a.json", `[{"question":"What?","answer":"Take <b>one</b>:\n- a\n- b"}]`, "## What?\n\nTake one:\n\n- a\n- b", ""},
		{"marks in a question", "a.csv", "question,answer\n**How?**,So &amp; so.\n<b>Why?</b>,Because.\n", "## How?\n\nSo & so.\n\n## Why?\n\nBecause.", ""},
		{"rows that are struck out", "a.csv", "question,answer\n~~Old?~~,Yes.\nOld too?,~~No.~~\nNew?,Yes.\n", "## New?\n\nYes.", "Old?: struck out, No.: struck out, Old too?: nothing of its answer stands"},
		{"questions in groups", "a.json", `{"title":"Club","groups":[{"name":"Money","faq":[{"q":"Fee?","a":"12"}]},{"name":"Place","faq":[{"q":"Where?","a":"Here."}]}]}`, "# Money\n\n## Fee?\n\n12\n\n# Place\n\n## Where?\n\nHere.", ""},
		{"questions as names in groups", "a.json", `{"Free?":"Yes.","Place":{"Where?":["Here.","And there."]}}`, "## Free?\n\nYes.\n\n# Place\n\n## Where?\n\nHere.\nAnd there.", ""},
		{"pairs as lists", "a.json", `[["question","answer"],["Where?","Here."]]`, "## Where?\n\nHere.", ""},
		{"an answer in several forms", "a.json", `[{"question":"Where?","answer":{"text":"Here.","html":"<p><b>Here.</b></p>"}}]`, "## Where?\n\nHere.", ""},
		{"an article without a body", "a.json", `{"articles":[{"title":"Soon","body":null},{"title":"Parking","body":"<p>Here.</p>"}]}`, "## Parking\n\nHere.", "Soon: has no text"},
		{"drafts of Freshdesk", "a.json", `[{"title":"Parking","description":"<p>Here.</p>","description_text":"Here.","status":2},{"title":"Fees","description":"<p>12</p>","description_text":"12","status":1}]`, "## Parking\n\nHere.", "Fees: a draft"},
		{"names elsewhere in reStructuredText", "a.rst", "See the form_ and `our map`_ [1]_ of |club|.\n\n.. _form: https://f.example\n.. _our map: https://m.example\n.. [1] North is up.\n.. |club| replace:: the club\n.. not shown\n", "See the [form](https://f.example) and [our map](https://m.example) (North is up) of the club.", "not shown: a comment"},
		{"tables of reStructuredText", "a.rst", "Prices\n\n====  =====\nWhat  Price\n====  =====\nTea   3\n      euros\nCake  4\n====  =====\n\n.. csv-table:: Hours\n   :header: Day, Open\n\n   Mon, \"9, 14\"\n\n| Mill Lane 4\n| Town\n", "Prices\n\n| What | Price |\n| Tea | 3 euros |\n| Cake | 4 |\n\nHours\n\n| Day | Open |\n| Mon | 9, 14 |\n\nMill Lane 4\nTown", ""},
		{"marks of AsciiDoc", "a.adoc", "Take [line-through]#two# #one#.footnote:[With water.] +\nSee xref:rules.adoc[the rules].\n", "Take one. (With water)\nSee the rules.", "two: struck out"},
		{"a link with words in bold", "a.html", `<p>Please <a href="https://a.example/x">read <b>all</b> of it</a> now.</p>`, "Please [read all of it](https://a.example/x) now.", ""},
		{"a link around a part", "a.html", `<a href="https://a.example/x"><div>Rules</div></a><p>No dogs.</p>`, "Rules\n\nNo dogs.", "https://a.example/x: link around a part of the page"},
		{"a short panel of a tab", "a.html", `<div role="tablist"><span role="tab" aria-controls="a">Mac</span><span role="tab" aria-controls="b">Windows</span></div><div role="tabpanel" id="a">Press left.</div><div role="tabpanel" id="b" hidden>Press right.</div>`, "Mac:\n\nPress left.\n\nWindows:\n\nPress right.", ""},
		{"paragraphs of a footnote", "a.md", "Text[^a].\n\n[^a]: One.\n    Two.\n\n    Three.\n\nEnd.\n", "Text (One. Two. Three).\n\nEnd.", ""},
		{"a question that is defined", "a.md", "# Help\n\nHow do I reset it?\n: Press *both*.\n: Or wait.\n", "### How do I reset it?\n\nPress both.\n\nOr wait.", ""},
		{"cells beyond the columns", "a.md", "| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "| a | b |\n| 1 | 2 |", "3: a cell beyond the columns of its table"},
		{"fields of front matter", "a.md", "---\ntitle: Fees\nauthor: Anna\nlayout: page\nempty:\n---\n\nTwelve.\n", "Twelve.", "author, layout: fields above the text that are not used"},
		{"front matter of TOML", "a.md", "+++\ntitle = \"Fees\"\n[menu]\nmain = \"x\"\n+++\n[TOC]\n\nTwelve.\n", "Twelve.", "[TOC]: navigation"},
		{"FAQPage data by itself", "a.json", `{"@type":"FAQPage","mainEntity":[{"@type":"Question","name":"Is it?","acceptedAnswer":{"@type":"Answer","text":"<p>Yes.</p>"}}]}`, "## Is it?\n\nYes.", ""},
		{"lists by their groups", "a.yaml", "faq:\n  General:\n    - q: A?\n      a: b\n  Money:\n    - q: C?\n      a: d\n", "# General\n\n## A?\n\nb\n\n# Money\n\n## C?\n\nd", ""},
		{"quotes and code in a cell", "a.csv", "question,answer\nHow?,Run `cmd | x`\nWho?,> We do.\n", "## How?\n\nRun cmd | x\n\n## Who?\n\nWe do.", ""},
		{"code and rows in plain text", "a.txt", "Do this:\n\n```\na  b\n  c\n```\n\n| a | b |\n| 1 | 2 |\n", "Do this:\n\n```\na  b\n  c\n```\n\n| a | b |\n| 1 | 2 |", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, report := readOne(t, test.file, test.body)
			wantText(t, a.Text, test.text)
			if got := leftOut(report); got != test.left {
				t.Errorf("left out %q, want %q", got, test.left)
			}
		})
	}
}

// leftOut lists what a report says was left out.
func leftOut(report Report) string {
	var left []string
	for _, l := range report.Left {
		left = append(left, l.Text+": "+l.Why)
	}
	return strings.Join(left, ", ")
}

func TestWhatIsNotUsedIsNoted(t *testing.T) {
	for _, test := range []struct{ file, body, note string }{
		{"a.json", `{"faq":[{"q":"Fee?","a":"12"}],"footer":"Ask at the desk.","page":"2"}`, `The field "footer" is not used.`},
		{"a.md", "Ring twice.\n\n![](door.png)\n", "1 picture without a description was left out."},
	} {
		if _, report := readOne(t, test.file, test.body); !slices.Equal(report.Notes, []string{test.note}) {
			t.Errorf("%s: notes %q, want %q", test.file, report.Notes, test.note)
		}
	}
}

func TestPostsAreReadAsTheyAreShown(t *testing.T) {
	item := func(title, kind, content string) string {
		return "<item><title>" + title + "</title><link>https://s.example/" + title + "</link><wp:post_type>" + kind + "</wp:post_type><wp:status>publish</wp:status><content:encoded><![CDATA[" + content + "]]></content:encoded></item>"
	}
	body := `<rss xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>` +
		item("hours", "page", "Mon 9–5\nTue 10–6\n\nCall us:\n<ul>\n<li>day</li>\n</ul>\n<pre>a\n  b</pre>\nor write.") +
		item("blocks", "post", "<!-- wp:paragraph -->\n<p>One\nline.</p>\n<!-- /wp:paragraph -->") +
		item("refunds", "faq", "Within a month.") + item("menu", "nav_menu_item", "") + item("later", "post", " ") + "</channel></rss>"
	all, report, err := Read(t.Context(), "export.xml", []byte(body), Options{})
	if err != nil || len(all) != 2 {
		t.Fatalf("%d articles, %v", len(all), err)
	}
	wantText(t, all[0].Text, "Mon 9–5\nTue 10–6\n\nCall us:\n\n- day\n\n```\na\n  b\n```\n\nor write.")
	wantText(t, all[1].Text, "One line.")
	if got, want := leftOut(report), "refunds: neither a post nor a page: faq, later: has no text"; got != want {
		t.Errorf("left out %q, want %q", got, want)
	}
}

func TestChaptersWithSpacesInTheirNames(t *testing.T) {
	body := zipped(t, "META-INF/container.xml", `<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>`,
		"b.opf", `<package><manifest><item id="a" href="part%20one.xhtml#start" media-type="application/xhtml+xml"/><item id="b" href="gone.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/><itemref idref="b"/></spine></package>`,
		"part one.xhtml", "<html><body><p>Green tea.</p></body></html>")
	a, report := readOne(t, "tea.epub", string(body))
	wantText(t, a.Text, "Green tea.")
	if got := leftOut(report); got != "gone.xhtml: a chapter that is not in the file" {
		t.Errorf("left out %q", got)
	}
}

func TestAnArchiveWithinAnArchive(t *testing.T) {
	deepest := string(zipped(t, "deep.md", "Too deep."))
	part := string(zipped(t, "Rules 8f.md", "# Rules\n\nNo dogs.", "more.zip", deepest))
	all, report, err := Read(t.Context(), "export.zip", zipped(t, "Export-Part-1.zip", part), Options{Identity: "export.zip"})
	if err != nil || len(all) != 1 || all[0].Title != "Rules" || all[0].Identity != "export.zip#Export-Part-1.zip#Rules 8f.md" {
		t.Fatalf("articles %+v, %v", all, err)
	}
	if got := leftOut(report); got != "more.zip: an archive within one within another" {
		t.Errorf("left out %q", got)
	}
}

func TestDocumentsOfStrangers(t *testing.T) {
	p := func(style, text string) string {
		return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
	}
	cell := func(marks, text string) string { return "<w:tc><w:tcPr>" + marks + "</w:tcPr>" + text + "</w:tc>" }
	body := `<w:document xmlns:w="w"><w:body>` + p("Heading2", "Setup") + p("Mono", "if ready {") + p("Mono", "") + p("Mono", "  go()") + p("Mono", "}") +
		"<w:tbl><w:tr>" + cell("", p("", "Mind:")+`<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>the gap</w:t></w:r></w:p>`+p("", "and the step")) + "</w:tr></w:tbl>" +
		"<w:tbl><w:tr>" + cell("", p("", "Day")) + cell(`<w:gridSpan w:val="2"/>`, p("", "Open")) + "</w:tr><w:tr>" + cell(`<w:vMerge w:val="restart"/>`, p("", "Mon")) + cell("", p("", "9")) + cell("", p("", "12")) +
		"</w:tr><w:tr>" + cell("<w:vMerge/>", "<w:p/>") + cell("", p("", "14")) + cell("", p("", "17")) + "</w:tr></w:tbl></w:body></w:document>"
	styles := `<w:styles xmlns:w="w"><w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style><w:style w:styleId="Mono"><w:name w:val="HTML Preformatted"/></w:style></w:styles>`
	a, report := readOne(t, "setup.docx", string(zipped(t, "word/document.xml", body, "word/styles.xml", styles,
		"word/header1.xml", `<w:hdr xmlns:w="w">`+p("", "Club house")+"</w:hdr>", "word/comments.xml", `<w:comments xmlns:w="w">`+p("", "really?")+"</w:comments>")))
	wantText(t, a.Text, "## Setup\n\n```\nif ready {\n\n  go()\n}\n```\n\nMind:\n\n- the gap\n\nand the step\n\n| Day | Open | Open |\n| Mon | 9 | 12 |\n| Mon | 14 | 17 |")
	if got := leftOut(report); got != "Club house: header or footer of the pages, really?: a comment" {
		t.Errorf("left out %q", got)
	}
}

func TestWhatIsStruckOutInAWorkbook(t *testing.T) {
	book := excelize.NewFile()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(book.SetSheetRow("Sheet1", "A1", &[]string{"Question", "Answer"}))
	must(book.SetSheetRow("Sheet1", "A2", &[]string{"What does it cost?", ""}))
	must(book.SetCellRichText("Sheet1", "B2", []excelize.RichTextRun{{Text: "Pay "}, {Text: "20 ", Font: &excelize.Font{Strike: true}}, {Text: "15 euros."}}))
	must(book.SetSheetRow("Sheet1", "A3", &[]string{"Is there a pool?", "In the cellar."}))
	struck, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Strike: true}})
	must(err)
	must(book.SetCellStyle("Sheet1", "B3", "B3", struck))
	_, err = book.NewSheet("Prices")
	must(err)
	must(book.SetSheetRow("Prices", "A1", &[]string{"Prices of this year"}))
	must(book.SetSheetRow("Prices", "A2", &[]string{"What", "Price"}))
	must(book.SetSheetRow("Prices", "A3", &[]string{"Tea", "#REF!"}))
	var file bytes.Buffer
	must(book.Write(&file))
	a, report := readOne(t, "a.xlsx", file.String())
	wantText(t, a.Text, "## What does it cost?\n\nPay 15 euros.\n\n## Prices\n\nPrices of this year\n\n| What | Price |\n| Tea |  |")
	if got := leftOut(report); got != "20: struck out, In the cellar.: struck out, #REF!: an error of the spreadsheet, in B3" {
		t.Errorf("left out %q", got)
	}
}

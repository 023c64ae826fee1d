package source

import (
	"strings"
	"testing"
)

func TestExportsOfOtherPrograms(t *testing.T) {
	for _, test := range []struct{ file, title, text, left string }{
		{"googledoc.html", "Choir handbook", "## When do we sing?\n\nEvery Tuesday at eight. See [the plan](https://choir.example/plan?a=1).\n\n- Bring water\n  - still, not sparkling\n- Bring a pencil\n\n### Who may join?\n\nEverybody. (From the age of twelve)",
			"a comment: is this right? @anna, struck out: seven"},
		{"intercom.json", "Intercom", "## Reset the lamp\n<https://help.example/reset>\n\nHold the button for 10 seconds.\n\n```\nlamp reset\n  --hard\n```", "a draft: Draft"},
		{"freshdesk.json", "General", "## How do I log in?\n\nUse your [mail](mailto:it@x.example).", "a draft: Unfinished"},
		{"password.xml", "Parking", "Park here .\n\nSecond paragraph with a line.\n\n- a", `a shortcode: [b], a shortcode: [/b], a shortcode: [gallery ids="1"], not published: private: Secret, behind a password: Locked`},
		{"titled.xlsx", "Titled", "## When?\n\nAt noon.\n\n## Cost?\n\n12.5", "above the names of the columns: Our club FAQ"},
	} {
		a, report := readCase(t, "25-exports", test.file)
		wantText(t, a.Text, test.text)
		var left []string
		for _, l := range report.Left {
			left = append(left, l.Why+": "+l.Text)
		}
		if got := strings.Join(left, ", "); a.Title != test.title || got != test.left {
			t.Errorf("%s: title %q, left out %q; want %q, %q", test.file, a.Title, got, test.title, test.left)
		}
	}
}

func TestWhatIsMeantIsRead(t *testing.T) {
	for _, test := range []struct{ name, file, body, text string }{
		{"struck out by style", "a.html", `<style>.x{text-decoration:line-through}</style><p>Take <span style="text-decoration: line-through">two</span> <span class="x">three</span> one.</p><p class="x">Gone.</p>`, "Take one."},
		{"powers of numbers", "a.html", "<p>About 10<sup>3</sup> of 5<sup>th</sup> grade, x<sup>2</sup>.</p>", "About 10^3 of 5th grade, x^2."},
		{"numbers of items", "a.html", `<ol><li value="9">nine</li><li>ten</li></ol>`, "9. nine\n10. ten"},
		{"both HTML and Markdown in a cell", "a.csv", "question,answer\nPrice?,\"~~5~~ 6 euros. <a href=\"\"https://shop.example/p\"\">List</a>\"\n", "## Price?\n\n6 euros. [List](https://shop.example/p)"},
		{"a description beside a body", "a.csv", "title,description,body\nParking,Where to park,Behind the house.\n", "## Parking\n\nBehind the house."},
		{"comments of MDX", "a.mdx", "Press Tab. {/* not sure */}\n\n*[HTML]: a language\n", "Press Tab."},
		{"callouts of Notion", "a.md", "<aside>\n💡 Park behind the house.\n\n</aside>\n", "💡 Park behind the house."},
		{"shortcodes around text", "a.md", "{{< note >}}\nRing twice.\n{{< /note >}}\n", "Note:\n\nRing twice."},
		{"short lines of Markdown", "a.md", "Opening hours:\nMonday: 9-5\nTuesday: closed\n", "Opening hours:\nMonday: 9-5\nTuesday: closed"},
		{"an address with breaks of its own", "a.md", "Intake Center<br>\nPO Box 4444<br>\nJanesville\n", "Intake Center\nPO Box 4444\nJanesville"},
		{"lines of Markdown broken at a margin", "a.md", "The desk answers calls on weekdays from nine to\nFriday evening, and a machine does so at night.\n", "The desk answers calls on weekdays from nine to Friday evening, and a machine does so at night."},
		{"items numbered by their place", "a.rst", "#. one\n#. two\n   goes on\n", "1. one\n2. two goes on"},
	} {
		a, _ := readOne(t, test.file, test.body)
		if a.Text != test.text {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, a.Text, test.text)
		}
	}
	w := `<w:p><w:r><w:t>About 10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r><w:r><w:t> lamps.</w:t></w:r></w:p>`
	if a, _ := readOne(t, "a.docx", string(zipped(t, "word/document.xml", `<w:document xmlns:w="w"><w:body>`+w+`</w:body></w:document>`))); a.Text != "About 10^3 lamps." {
		t.Errorf("raised and hidden runs of DOCX: %q", a.Text)
	}
	_, report := readOne(t, "a.csv", "question,answer,question,answer\nA?,a.,B?,b.\n")
	if len(report.Notes) != 1 || !strings.Contains(report.Notes[0], "used only where") {
		t.Errorf("two columns of answers: notes %q", report.Notes)
	}
}

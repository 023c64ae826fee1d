package source

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pamphlet/knowledge"
)

// readCase reads an input that once went wrong.
func readCase(t *testing.T, parts ...string) (knowledge.Article, Report) {
	t.Helper()
	path := filepath.Join(append([]string{"testdata", "cases"}, parts...)...)
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return readOne(t, path, string(body))
}

func TestATitleTakesNoLineOfTheText(t *testing.T) {
	for _, test := range []struct{ file, title, text string }{
		{"copy.md", "How do I copy the table?", "Copy the table with:\n\n```python\nnew_table = old_table.copy()\n```\n\nThis makes a second table of its own. Changes to it leave the first one alone."},
		{"copy2.md", "How do I copy the table?", "Copy the table with:\n\n```python\nNew = Old.copy()\n```\n\nThis makes a second table of its own. Changes to it leave the first one alone."},
		{"fm-short.md", "Which port is open?", "Port 4040"},
		{"phone.md", "Phone", "The desk answers calls on weekdays from nine to five.\n\nPhone 555 0100\n\nOutside these hours a machine records your message, and we call back on the next day."},
		{"phone.txt", "Phone", "The desk answers calls on weekdays from nine to five.\n\nPhone 555 0100\n\nOutside these hours a machine records your message, and we call back on the next day."},
		{"plainmd.md", "Plainmd", "Run this once in the console:\n\n```\nclub sync --all\n```\n\nAfterwards every member list is fresh. It takes a minute."},
		{"steps.md", "How do I join the call?", "Open the link that you got by mail.\n\nCode: 4711\n\nThen wait until somebody lets you in. It takes a minute at most."},
	} {
		a, _ := readCase(t, "16-title-from-text", test.file)
		if a.Title != test.title {
			t.Errorf("%s: title %q, want %q", test.file, a.Title, test.title)
		}
		wantText(t, a.Text, test.text)
	}
}

func TestTheTitleOfPastedText(t *testing.T) {
	for _, test := range []struct{ name, text, title string }{
		{"stands over it", "Getting home\n\nYou may not drive. Ask a friend.", "Getting home"},
		{"stands below the banner of a site", "Riverbend Clinic — Blog\n\nGetting home\n\nYou may not drive. Ask a friend.", "Getting home"},
		{"comes twice", "Clinic news of the week\n\nGetting home\n\nBy Jane Roe | April 2, 2023\n\nGetting home\n\nYou may not drive. Ask a friend.", "Getting home"},
		{"is no number", "Phone 555 0100\n\nThe desk answers calls on weekdays.", "Pasted"},
		{"is no command", "club sync --all\n\nRun this once in the console.", "Pasted"},
	} {
		a, _ := readOne(t, "pasted.txt", test.text)
		if a.Title != test.title {
			t.Errorf("%s: title %q, want %q", test.name, a.Title, test.title)
		}
		if strings.Contains(a.Text, "Blog") {
			t.Errorf("%s: the banner is in %q", test.name, a.Text)
		}
	}
}

func TestListsOfTheShapesThatProgramsWrite(t *testing.T) {
	for _, test := range []struct{ file, text string }{
		{"04-csv/frage.csv", "## Wo ist der Eingang?\n\nAm Hof klingeln."},
		{"04-csv/cp1252.csv", "## Where is the café?\n\nIt’s by the “red” door – £5 entry."},
		{"04-csv/sepline.csv", "## Where is it?\n\nBy the door."},
		{"08-html/answers-array.json", "## Why does my lamp hum?\n\nA loose bulb hums.\nTurn it tight."},
		{"08-html/listarr.json", "## How do I reset my lamp?\n? lamp reset\n\nHold the button for ten seconds.\n\n## Why does my lamp hum?\n? humming lamp\n\nA loose bulb hums.\nTurn it tight."},
		{"08-html/nested.json", "## How do I reset my lamp?\n\nHold the button.\n\n## How do I raise my desk?\n\nPress up."},
		{"08-html/qnabot.json", "## How do I reset my lamp?\n? lamp reset\n\nHold the button for ten seconds.\n\n## Why does my lamp hum?\n\nA loose bulb hums."},
		{"08-html/tags.json", "## rules\n? r\n\nRead channel one before you post.\n\n## download\n\nGet it at https://example.org/get."},
		{"08-html/entities.json", "## How do I reset my lamp?\n<https://help.example.org/hc/en-us/articles/360001>\n\nHold the button for ten seconds.\n\n- The light blinks\n- Let go"},
		{"08-html/yamlfaq.yml", "## How do I reset my lamp?\n\nHold the button for ten seconds."},
		{"08-html/jsonld.html", "## Do you ship abroad?\n\nYes, to twelve countries.\n\n## Can I return a mug?\n\nWithin thirty days, unused."},
	} {
		a, _ := readCase(t, strings.Split(test.file, "/")...)
		if a.Text != test.text {
			t.Errorf("%s:\ngot  %q\nwant %q", test.file, a.Text, test.text)
		}
	}
}

func TestQuestionsByName(t *testing.T) {
	for _, test := range []struct{ name, file, body, text string }{
		{"questions as names in JSON", "a.json", `{"Where is it?":"By the door.","When is it?":"At noon."}`, "## Where is it?\n\nBy the door.\n\n## When is it?\n\nAt noon."},
		{"questions as names in YAML", "a.yaml", "Where is it?: By the door.\nWhen is it?: At noon.\n", "## Where is it?\n\nBy the door.\n\n## When is it?\n\nAt noon."},
		{"title and body", "a.csv", "Title,Body\nParking,Behind the house.\n", "## Parking\n\nBehind the house."},
		{"Spanish", "a.csv", "Pregunta;Respuesta\n¿Dónde?;Aquí.\n", "## ¿Dónde?\n\nAquí."},
		{"lines of a cell", "a.csv", "question,answer\nWhat do I bring?,\"a card\nkeys\nmoney\"\n", "## What do I bring?\n\na card\nkeys\nmoney"},
		{"Markdown in a cell", "a.csv", "question,answer\nHow?,\"Take ~~two~~ **one**:\n- a\n- b\"\n", "## How?\n\nTake one:\n\n- a\n- b"},
	} {
		a, _ := readOne(t, test.file, test.body)
		if a.Text != test.text {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, a.Text, test.text)
		}
	}
}

func TestColumnsThatAPersonNames(t *testing.T) {
	body := []byte("nr,what they ask,what we say\n1,Where?,Here.\n")
	for _, columns := range []map[string]string{
		{"question": "B", "answer": "C"}, {"question": "2", "answer": "3"}, {"question": "what they ask", "answer": "What we say"},
	} {
		all, _, err := Read(t.Context(), "a.csv", body, Options{Columns: columns})
		if err != nil || all[0].Text != "## Where?\n\nHere." {
			t.Errorf("%v: %+v, %v", columns, all, err)
		}
	}
	_, _, err := Read(t.Context(), "a.csv", body, Options{})
	wantRefusal(t, err, ErrColumns, "a.csv", `it has A "nr", B "what they ask", C "what we say"); say it, as in --columns question=A,answer=B`)
}

// Names of columns are known in the languages that communities write, behind a
// remark in brackets, too; what is not known is said, and what to type.
func TestNamesOfColumns(t *testing.T) {
	for _, names := range []string{
		"Otázka;Odpověď", "Spørgsmål;Svar", "Kysymys;Vastaus", "Întrebare;Răspuns", "Soru;Cevap", "Питання;Відповідь", "Ερώτηση;Απάντηση",
		"質問;回答", "问题;答案", "질문;답변", "السؤال;الجواب", "שאלה;תשובה", "Question (short);Answer (approved)", "Question|Answer", "A list of ours\n\nQ;A",
	} {
		mark := ";"
		if strings.Contains(names, "|") {
			mark = "|"
		}
		a, _ := readOne(t, "a.csv", names+"\nWhere?"+mark+"Here.\n")
		wantText(t, a.Text, "## Where?\n\nHere.")
	}
	for _, test := range []struct{ body, says string }{
		{"Topic,Details\nParking,Here.\n", `it has A "Topic", B "Details"); say it, as in --columns question=A,answer=B, in Discord with the option columns`},
		{"no,Topic,Answer\n1,Parking,Here.\n", ""},
		{"no,Category,Question,Text of it\n1,Parking,Where?,Here.\n", `D "Text of it"); say it, as in --columns question=C,answer=A`},
		{"Our list\nTopic,Details\nParking,Here.\n", `it has A "Topic", B "Details")`},
		{"Topic\nParking\n", `it has only one, A "Topic"); write a question and its answer in two cells`},
		{"Question,Question\nWhere?,Whither?\n", `question=A,answer=B`},
	} {
		all, _, err := Read(t.Context(), "a.csv", []byte(test.body), Options{Columns: map[string]string{}})
		if test.says == "" {
			test.says = `question=A,answer=C`
		}
		if err == nil {
			t.Errorf("%q was read as %q", test.body, all[0].Text)
			continue
		}
		wantRefusal(t, err, ErrColumns, "a.csv", test.says)
	}
}

func TestATableWithoutNamesOfColumns(t *testing.T) {
	for _, test := range []struct {
		name, body string
		columns    map[string]string
		want       string
	}{
		{"two columns of questions and answers", "Where?,Here.\nWhen?,Now.\n", nil, "## Where?\n\nHere.\n\n## When?\n\nNow."},
		{"columns by their places", "1,Where?,Here.\n2,When?,Now.\n", map[string]string{"question": "B", "answer": "C"}, "## Where?\n\nHere.\n\n## When?\n\nNow."},
		{"names above the places", "no,asked,said\n2,When?,Now.\n", map[string]string{"question": "B", "a": "C"}, "## When?\n\nNow."},
		{"others are known by their names", "asked,said,url\nWhen?,Now.,https://example.org/a\n", map[string]string{"question": "A", "answer": "B"}, "## When?\n<https://example.org/a>\n\nNow."},
	} {
		all, report, err := Read(t.Context(), "a.csv", []byte(test.body), Options{Columns: test.columns})
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if all[0].Text != test.want {
			t.Errorf("%s: got %q, want %q", test.name, all[0].Text, test.want)
		}
		if said := strings.Contains(strings.Join(report.Notes, "\n"), "first row was read as a question"); said != !strings.Contains(test.body, "said") {
			t.Errorf("%s: notes %q", test.name, report.Notes)
		}
	}
}

func TestAllBadRowsAreNamed(t *testing.T) {
	_, _, err := Read(t.Context(), "a.csv", []byte("question,answer\nA?,a, b\nB?,b\nC?,c, d, e\n"), Options{})
	wantRefusal(t, err, ErrRow, "a.csv", "line 2 has 3 cells for 2 columns, line 4 has 4 cells for 2 columns")
	_, _, err = Read(t.Context(), "a.csv", []byte("question,answer\nA?,\n,b\n"), Options{})
	wantRefusal(t, err, ErrRow, "a.csv", "row 2 has no answer, row 3 has no question")
}

func TestAGuessedEncodingIsSaid(t *testing.T) {
	_, report := readCase(t, "04-csv", "cp1252.csv")
	if len(report.Notes) != 1 || !strings.Contains(report.Notes[0], "windows-1252, which is a guess") {
		t.Errorf("notes %q", report.Notes)
	}
}

func TestWhatAFolderPassesOverIsNamed(t *testing.T) {
	folder := filepath.Join("testdata", "cases", "09-formats", "mixed")
	var got []string
	for _, p := range Passed(folder) {
		got = append(got, filepath.Base(p.Text)+": "+p.Why)
	}
	want := []string{".DS_Store: hidden", "note.doc: an old Word document; save it as DOCX", "pic.png: a picture"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("passed over:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What documentation sites add to Markdown is read for what it means.
func TestMarkdownOfDocumentationSites(t *testing.T) {
	for _, file := range []string{"extras.md", "extras.mdx"} {
		a, report := readCase(t, "07-md-extras", file)
		wantText(t, a.Text, `## How do I claim a badge?

Good to know:

Claim it within a week, or it is gone.

Windows:

Press the round button on the left.

Mac:

Press the square button on the right.

Warning:

Badges cannot be sold.

### What if I lost my badge?

Write to the desk; a new one costs two tokens (Tokens come from quests).

### Can I give it away?

No, a badge belongs to one member.

### Can I print it?

Yes, on A4 paper.

## How do I claim a badge?

| Badge | Tokens | Note |
| Red \| dark | 5 | new |
| Blue | 10 | x\|y |

- [x] done task
- [ ] open task
  - nested one
    1. deep one
- Term: Its definition goes here.

🖼 The badge page: the claim button is at the top

H2O and 10^3 and marked text.

Math: $E = mc^2$ and Ctrl+K.
Second line.`)
		var why []string
		for _, l := range report.Left {
			why = append(why, l.Why)
		}
		want := "fields above the text that are not used, a line of a program, a line of a program, a line of a program, struck out"
		if got := strings.Join(why, ", "); got != want || a.Title != "Getting your badge" {
			t.Errorf("%s: title %q, left out %q, want %q", file, a.Title, got, want)
		}
	}
}

func TestWhatIsFoldedAwayKeepsItsPlace(t *testing.T) {
	for _, test := range []struct{ title, text, want string }{
		{"Any", "# One\n<details><summary>More</summary>\n</details>\n? other wording\n", "# One\n\n## More\n\n# One\n? other wording"},
		{"Any", "# One\n\nFirst.\n<details><summary>More</summary>\n\nFolded.\n</details>\n", "First.\n\n## More\n\nFolded."},
		{"One", "# One\n\nFirst.\n<details><summary>More</summary>\n\nFolded.\n</details>\n\nLast.\n", "First.\n\n## More\n\nFolded.\n\n# One\n\nLast."},
	} {
		articles, _, err := Read(t.Context(), "one.md", []byte(test.text), Options{Title: test.title})
		if err != nil {
			t.Fatal(err)
		}
		wantText(t, articles[0].Text, test.want)
	}
}

func TestATableAboveARuleComesInItsPlace(t *testing.T) {
	a, _ := readOne(t, "one.md", "other wording\n| a | b |\n| --- | --- |\n| c | d |\n---\nLast.\n")
	wantText(t, a.Text, "other wording\n\n| a | b |\n| c | d |\n\nLast.")
}

func TestADocumentKeepsBoxesNotesAndLinks(t *testing.T) {
	a, report := readCase(t, "06-docx", "guide.docx")
	for _, want := range []string{
		"## Where do I park?\n\nPark behind the mill; the gate code hangs at the desk.\n",
		"After that you get a mail (Look in the junk folder too).",
		"Write to [the desk](mailto:desk@example.org) or call.",
		"[field link text here](https://example.org/x)",
		"The fee is six euros.",
		"🖼 Map of the car park: enter from Mill Lane",
	} {
		if !strings.Contains(strings.ReplaceAll(a.Text, "\n# ", "\n## "), want) {
			t.Errorf("%q is not in %q", want, a.Text)
		}
	}
	if strings.Count(a.Text, "Park behind") != 1 {
		t.Errorf("the box is there %d times", strings.Count(a.Text, "Park behind"))
	}
	var left []string
	for _, l := range report.Left {
		left = append(left, l.Why+": "+l.Text)
	}
	if got := strings.Join(left, "\n"); got != "struck out: five" {
		t.Errorf("left out:\n%s", got)
	}
}

func TestAPageOfFoldedQuestionsTabsAndMergedCells(t *testing.T) {
	a, _ := readCase(t, "08-html", "dl.html")
	wantText(t, a.Text, `## How many books may I borrow?

Ten books at once.

## How long may I keep them?

Four weeks, then renew twice.

## Can I borrow films?

Yes, three films for one week.

## Do you lend games?

Yes, board games for two weeks.

## What does a card cost?

Adults pay 9 euros a year.

# Loans FAQ

The library is closed on the first Monday of the month.

North branch:

Open from nine to six.

South branch:

Open from noon to eight.

## Fees

| Item | Late fee per day | Late fee at most |
| Book | 10 ct | 5 € |
| Film | 50 ct | 10 € |

## Where are you?

Mill Lane 4
2nd floor
ring twice

🖼 Map: enter from the yard, not from the street

The entrance is the blue door.`)
}

func TestQuestionsInPastedTextAndInBold(t *testing.T) {
	for _, test := range []struct{ name, file, body, text string }{
		{"bold labels", "a.md", "**Q: Do you take walk-ins?**\nA: No.\n\n**Q: Are you open?**\nA: Yes, daily.\n", "## Do you take walk-ins?\n\nNo.\n\n## Are you open?\n\nYes, daily."},
		{"numbers in bold", "a.md", "**1. Who can come?**\n\nEverybody.\n\n**2. What does it cost?**\n\nNothing.\n", "## Who can come?\n\nEverybody.\n\n## What does it cost?\n\nNothing."},
		{"a list of questions as paragraphs", "a.md", "Is it free?\n\nYes.\n\nIs it far?\n\nNo.\n\nIs it fun?\n\nVery.\n", "## Is it free?\n\nYes.\n\n## Is it far?\n\nNo.\n\n## Is it fun?\n\nVery."},
		{"one question in a story stays", "a.md", "We were tired.\n\nWas it over?\n\nIt was not.\n", "We were tired.\n\nWas it over?\n\nIt was not."},
	} {
		a, _ := readOne(t, test.file, test.body)
		if a.Text != test.text {
			t.Errorf("%s:\ngot  %q\nwant %q", test.name, a.Text, test.text)
		}
	}
}

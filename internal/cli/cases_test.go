package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A desk is a database and the command line that works on it.
type desk struct {
	t  *testing.T
	db string
}

func newDesk(t *testing.T) desk { return desk{t, filepath.Join(t.TempDir(), "b.db")} }

// run carries out a command line, which must succeed, and returns what it wrote.
func (d desk) run(args ...string) (out, talk string) {
	d.t.Helper()
	out, talk, code := d.try(args...)
	if code != exitOK {
		d.t.Fatalf("pamphlet %s: exit %d\n%s", strings.Join(args, " "), code, talk)
	}
	return out, talk
}

func (d desk) try(args ...string) (out, talk string, code int) {
	d.t.Helper()
	var stdout, stderr bytes.Buffer
	code = Run(d.t.Context(), args, Streams{strings.NewReader(""), &stdout, &stderr}, []string{"PAMPHLET_DB=" + d.db})
	return stdout.String(), stderr.String(), code
}

// ask returns the answer to a question.
func (d desk) ask(question string) answer {
	d.t.Helper()
	out, _ := d.run("ask", "--json", question)
	var got answer
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		d.t.Fatal(err)
	}
	return got
}

// quotes fails unless the answer to a question is a passage that holds words.
func (d desk) quotes(question, words string) answer {
	d.t.Helper()
	got := d.ask(question)
	if len(got.Passages) == 0 || !strings.Contains(got.Passages[0].Text, words) {
		d.t.Errorf("%q: %s %q, want a passage with %q", question, got.Kind, got.Text, words)
	}
	return got
}

// a case is a file or folder of small inputs that once went wrong.
func caseFile(parts ...string) string {
	return filepath.Join(append([]string{"..", "source", "testdata", "cases"}, parts...)...)
}

func TestArticlesOfOneTitleBothAnswer(t *testing.T) {
	in := func(parts ...string) string { return caseFile(append([]string{"01-same-titles"}, parts...)...) }
	for _, test := range []struct {
		name    string
		imports []string
		like    string // said by the last import
		answers [][2]string
	}{
		{"two folders of Markdown", []string{in("md", "billing"), in("md", "account")}, "same title as getting-started",
			[][2]string{{"How do I cancel my plan?", "Cancel plan"}, {"How do I change my password?", "Change password"}}},
		{"one folder of both", []string{in("md")}, "same title as getting-started",
			[][2]string{{"How do I cancel my plan?", "Cancel plan"}, {"How do I change my password?", "Change password"}}},
		{"two lists of one file name", []string{in("s1", "faq.csv"), in("s2", "faq.csv")}, "same title as faq",
			[][2]string{{"How do I get a refund?", "within 14 days"}, {"How do I join the beta?", "Press Join"}}},
		{"a folder of pages", []string{in("html")}, "same title as help-centre",
			[][2]string{{"topic 1", "topic number 1"}, {"topic 2", "topic number 2"}}},
		{"two collections", []string{in("passages", "a.jsonl"), in("passages", "c.jsonl")}, "same title as getting-started",
			[][2]string{{"cancel", "Cancel plan"}, {"password", "Change password"}, {"beta", "Join the beta"}}},
		{"titles that differ by signs alone", []string{in("passages", "b.jsonl")}, "",
			[][2]string{{"compiler", "the compiler"}, {"runtime", "the runtime"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := newDesk(t)
			var out string
			for _, path := range test.imports {
				out, _ = d.run("import", path)
			}
			if !strings.Contains(out, test.like) || strings.Contains(out, ", changed") {
				t.Errorf("the report says %q, want %q", out, test.like)
			}
			for _, a := range test.answers {
				found, _ := d.run("search", "--format", "json", a[0])
				if !strings.Contains(found, a[1]) {
					t.Errorf("%q finds %q, want %q", a[0], found, a[1])
				}
			}
		})
	}
}

func TestTheSameListInAnotherOrderChangesNothing(t *testing.T) {
	d := newDesk(t)
	d.run("import", caseFile("01-same-titles", "passages", "a.jsonl"))
	out, _ := d.run("import", caseFile("01-same-titles", "passages", "a2.jsonl"))
	if !strings.Contains(out, "0 articles saved") {
		t.Errorf("the other order gave %q", out)
	}
}

// A file that changed is a new revision, also under a new title; the slug of
// another article is never taken.
func TestAFileThatChangedIsARevision(t *testing.T) {
	d := newDesk(t)
	path := filepath.Join(t.TempDir(), "x.md")
	write := func(text string) {
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("# Parking\n\nPark behind the house.")
	d.run("import", path)
	write("# Where to park\n\nPark in front of the house.")
	if out, _ := d.run("import", path); !strings.Contains(out, "parking: revision 2") || !strings.Contains(out, ", changed") {
		t.Errorf("a changed file gave %q", out)
	}
	rows := filepath.Join(t.TempDir(), "x.jsonl")
	if err := os.WriteFile(rows, []byte(`{"doc":"1","title":"X","text":"The first word."}
{"doc":"2","title":"X","text":"The second word."}
{"doc":"3","title":"X 2","text":"The third word."}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	d.run("import", rows)
	if out, _ := d.run("articles", "show", "x-2"); !strings.Contains(out, "third") {
		t.Errorf("x-2 is %q, want the article that is called so", out)
	}
}

// shows fails unless the reply to a question says words as they stand.
func (d desk) shows(question, words string) {
	d.t.Helper()
	if got := d.ask(question); got.Kind != "answer" || !strings.Contains(got.Text, words) {
		d.t.Errorf("%q: %s %q, want %q", question, got.Kind, got.Text, words)
	}
}

func TestLinksAreKept(t *testing.T) {
	for _, test := range []struct{ file, question, words string }{
		{"links.md", "How do I register?", "[this form](https://forms.example.org/register) before Monday. Then say hello in [the channel](https://chat.example.org/join). Questions? Mail [our desk](mailto:desk@example.org) or see https://example.org/plain and https://example.org/bare."},
		{"links.md", "Where is the download?", "Click [here](https://example.org/dl)."},
		{"links.html", "How do I register?", "[this form](https://forms.example.org/register) before Monday. Our number is [call us](tel:+15550100)."},
		{"links.csv", "How do I register?", "[this form](https://forms.example.org/register) before Monday.\n\n- Name\n- Mail"},
		{"links.csv", "Where is the map?", "See [the map](https://example.org/map) please."},
	} {
		d := newDesk(t)
		d.run("import", caseFile("02-links-lost", test.file))
		d.quotes(test.question, test.words)
	}
	d := newDesk(t)
	d.run("import", caseFile("02-links-lost", "links.md"))
	d.shows("Where is the download?", "Click here (https://example.org/dl).")
}

func TestCodeKeepsItsLines(t *testing.T) {
	d := newDesk(t)
	d.run("import", caseFile("03-code", "code.md"))
	d.quotes("How do I start the worker?", "```python\nfrom demo import Worker\n\nwith Worker(\"a*b*c\") as w:\n    for job in w.jobs():\n        w.run(job)   # __init__ first\n```")
	d.quotes("How do I install it?", "1. Add the repository:\n\n```bash\nsudo add-repo demo\nsudo apt-get update\n```\n\n2. Install:\n\n```bash\nsudo apt-get install demo\n```")
	d.quotes("Which glob do I use?", "Use *.txt or **/docs/**/*.md and set MY_LONG_NAME")
	d.shows("How do I start the worker?", "    for job in w.jobs():\n        w.run(job)   # __init__ first")
}

func TestLinesAreKept(t *testing.T) {
	d := newDesk(t)
	d.run("import", caseFile("10-lines", "br.html"))
	d.quotes("Which painkillers are at the desk?", "paracetamol\nibuprofen\naspirin")
	d.quotes("Where do I write to?", "Front desk\nc/o Mill House\n4 Mill Lane\ndesk@example.org\ntel. 555 0100")
	d.quotes("When is it open?", "Mon 9–5\nTue 9–5\nclosed on Wed")
}

func TestWhatIsStruckOutIsDroppedAndSaid(t *testing.T) {
	d := newDesk(t)
	if _, talk := d.run("import", caseFile("24-strike", "strike.md")); !strings.Contains(talk, `"two" (struck out)`) {
		t.Errorf("the import says %q", talk)
	}
	if out, _ := d.run("articles", "show", "dose-card"); !strings.Contains(out, "\nTake one tablet a day.") {
		t.Errorf("the article is %q", out)
	}
}

// answers asks questions one after the other, as one member does.
func (d desk) answers(questions ...string) answer {
	d.t.Helper()
	line, err := json.Marshal(asked{ID: "1", Text: questions[len(questions)-1], History: questions[:len(questions)-1]})
	if err != nil {
		d.t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	if code := Run(d.t.Context(), []string{"ask", "--batch"}, Streams{bytes.NewReader(line), &stdout, &stderr}, []string{"PAMPHLET_DB=" + d.db}); code != exitOK {
		d.t.Fatal(stderr.String())
	}
	var got answer
	if err := json.Unmarshal(stdout.Bytes(), &got); err != nil {
		d.t.Fatal(err)
	}
	return got
}

// A section of many parts is read from its beginning to its end.
func TestALongSectionIsReadToItsEnd(t *testing.T) {
	for _, test := range []struct {
		file, question, first, last string
		whole                       bool // one answer has room for it
	}{
		{"11-long/long.md", "How do I set up the panel?", "1. Step number 1:", "60. Step number 60:", false},
		{"12-steps-cut/steps.md", "How do I book the recording studio?", "1. Sign in on the booking page", "10. When you leave", true},
	} {
		d := newDesk(t)
		d.run("import", caseFile(strings.Split(test.file, "/")...))
		got := d.quotes(test.question, test.first)
		if test.whole {
			if got.More || !strings.Contains(got.Text, test.last) {
				t.Errorf("%s: more is %v, of %q", test.file, got.More, got.Text)
			}
			continue
		}
		if len(got.Passages) == 0 || got.Passages[0].Part != 1 || got.Passages[0].Parts < 2 || !got.More || !strings.Contains(got.Text, "Part 1 of ") {
			t.Errorf("%s: more is %v, of %+v", test.file, got.More, got.Passages)
			continue
		}
		asked, parts := []string{test.question}, got.Passages[0].Parts
		for part := 2; part <= parts; part++ {
			asked = append(asked, "more")
			before := got
			got = d.answers(asked...)
			if len(got.Passages) == 0 || got.Passages[0].Part != part || got.Passages[0].ID != before.Continues || got.Passages[0].Start < before.Passages[0].End {
				t.Fatalf("%s, part %d: %+v", test.file, part, got)
			}
		}
		if !strings.Contains(got.Passages[0].Text, test.last) || got.More {
			t.Errorf("%s: the last part is %q, more is %v", test.file, got.Passages[0].Text, got.More)
		}
	}
}

// A part of a table has the row that names its columns.
func TestARowOfATableIsFoundWithItsHeader(t *testing.T) {
	d := newDesk(t)
	d.run("import", caseFile("12-steps-cut", "steps.md"))
	for question, rows := range map[string][]string{
		"what does the shop sell, a capo for steel strings?": {"Item: Capo", "Price: 13 euros", "For whom: guitar players", "Note: for steel strings"},
		"does the shop sell earplugs in a tin?":              {"Item: Earplugs", "Price: 12 euros", "For whom: everybody", "Note: in a tin"},
	} {
		got := d.quotes(question, "| "+strings.TrimPrefix(rows[0], "Item: ")+" |")
		if words := strings.Join(rows, "\n"); !strings.Contains(got.Text, words) && !strings.Contains(strings.ReplaceAll(got.Text, "**", ""), words) {
			t.Errorf("the reply is %q, want %q", got.Text, words)
		}
		for _, p := range got.Passages {
			if p.Part > 1 && p.Header != "| Item | Price | For whom | Note |" {
				t.Errorf("the header of part %d is %q", p.Part, p.Header)
			}
		}
	}
	d.run("import", caseFile("12-steps-cut", "split2.md"))
	d.quotes("How do I ask for a refund?", "No refund is given for tickets")
}

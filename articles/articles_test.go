package articles_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"pamphlet/articles"
)

// article is a starter article as its author sees it.
type article struct {
	name     string
	front    map[string]string
	sections []section
}

type section struct {
	heading   string
	questions []string // other ways to ask it
	text      string
}

// alternates parts the lines that begin with "? " from what follows them.
func alternates(body string) ([]string, string) {
	var questions []string
	for {
		line, rest, _ := strings.Cut(body, "\n")
		question, found := strings.CutPrefix(line, "? ")
		if !found {
			return questions, strings.TrimSpace(body)
		}
		questions, body = append(questions, question), rest
	}
}

// readAll reads the starter articles. It knows only as much Markdown as the
// house rules below need.
func readAll(t *testing.T) []article {
	t.Helper()
	names, err := fs.Glob(articles.FS, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	var all []article
	for _, name := range names {
		body, err := fs.ReadFile(articles.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, found := strings.Cut(string(body), "---\n")
		front, text, closed := strings.Cut(rest, "---\n")
		if !found || !closed {
			t.Fatalf("%s: no front matter", name)
		}
		a := article{name: name, front: map[string]string{}}
		for line := range strings.Lines(front) {
			key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
			a.front[key] = value
		}
		parts := strings.Split(text, "\n## ")
		if got, want := strings.TrimSpace(parts[0]), "# "+a.front["title"]; got != want {
			t.Errorf("%s: first heading is %q, want the title %q", name, got, want)
		}
		for _, part := range parts[1:] {
			heading, body, _ := strings.Cut(part, "\n")
			questions, body := alternates(body)
			a.sections = append(a.sections, section{heading, questions, body})
		}
		all = append(all, a)
	}
	return all
}

func TestArticlesAreDatedAndDueForReview(t *testing.T) {
	all := readAll(t)
	if len(all) < 8 {
		t.Errorf("%d starter articles, want at least 8", len(all))
	}
	for _, a := range all {
		date, err := time.Parse(time.DateOnly, a.front["date"])
		if err != nil {
			t.Errorf("%s: date: %v", a.name, err)
		}
		review, err := time.Parse(time.DateOnly, a.front["review"])
		if err != nil {
			t.Errorf("%s: review: %v", a.name, err)
		}
		if want := date.AddDate(1, 0, 0); !review.Equal(want) {
			t.Errorf("%s: review is %v, want a year after its date, %v", a.name, review, want)
		}
		if a.front["language"] != "en" || a.front["source"] != "Pamphlet starter article" {
			t.Errorf("%s: language %q and source %q", a.name, a.front["language"], a.front["source"])
		}
		last := a.sections[len(a.sections)-1]
		if !strings.Contains(last.text, "A clinician should review it before a community relies on it") {
			t.Errorf("%s: ends with %q, want the note that a clinician should review it", a.name, last.text)
		}
	}
}

// A passage is best at 60 to 180 words: long enough to stand alone, short
// enough to read on a phone.
func TestSectionsReadOnTheirOwn(t *testing.T) {
	for _, a := range readAll(t) {
		for _, s := range a.sections[:len(a.sections)-1] {
			if n := len(strings.Fields(s.text)); n < 60 || n > 180 {
				t.Errorf("%s: %q has %d words, want 60 to 180", a.name, s.heading, n)
			}
		}
	}
}

// A question leads to one passage, and is understood where it is offered by
// itself.
func TestQuestionsAreAskedOnce(t *testing.T) {
	pronoun := regexp.MustCompile(`(?i)\b(it|they|them|this)\b`)
	seen := map[string]string{}
	for _, a := range readAll(t) {
		for _, s := range a.sections[:len(a.sections)-1] {
			for _, q := range append([]string{s.heading}, s.questions...) {
				if seen[q] != "" {
					t.Errorf("%s: %q is also asked in %s", a.name, q, seen[q])
				}
				seen[q] = a.name
				if !strings.HasSuffix(q, "?") || pronoun.MatchString(q) {
					t.Errorf("%s: %q is not a question that stands by itself", a.name, q)
				}
			}
		}
	}
}

// unwanted is what no starter article may hold, with the reason.
var unwanted = []struct {
	reason  string
	pattern *regexp.Regexp
}{
	{"a dose", regexp.MustCompile(`(?i)\d\s*(mg|mcg|µg|ml|milligrams?|micrograms?|millilit(er|re)s?|grams?|units)\b`)},
	{"a phone number", regexp.MustCompile(`\+?\d[\d() -]{5,}\d|\b(911|112|999|988)\b`)},
	{"an absolute claim", regexp.MustCompile(`(?i)\b(cures?|cured|guarante\w*|no risks?|risk-free|miracle\w*|always works?|completely safe|100 ?%)\b`)},
	{"hurtful words about suicide", regexp.MustCompile(`(?i)commit\w* suicide|(un)?successful (suicide|attempt)`)},
}

func TestArticlesHoldNothingUnwanted(t *testing.T) {
	for _, a := range readAll(t) {
		for _, s := range a.sections {
			for _, u := range unwanted {
				if found := u.pattern.FindString(strings.Join(append(s.questions, s.heading, s.text), "\n")); found != "" {
					t.Errorf("%s: %q holds %s: %q", a.name, s.heading, u.reason, found)
				}
			}
		}
	}
}

// Under a boundary line, an article is quoted to someone who asks about
// their own treatment, so each of its sections has to name a person to ask.
func TestAdviceArticlesPointToThePrescriber(t *testing.T) {
	person := regexp.MustCompile(`(?i)prescriber|pharmacist|doctor|who prescribes|clinic|staff|nurse`)
	tagged := 0
	for _, a := range readAll(t) {
		if !strings.Contains(a.front["tags"], "ok-for-advice-questions") {
			continue
		}
		tagged++
		for _, s := range a.sections[:len(a.sections)-1] {
			if !person.MatchString(s.text) {
				t.Errorf("%s: %q names nobody to ask", a.name, s.heading)
			}
		}
	}
	if tagged == 0 {
		t.Error("no article is fit for questions about one's own treatment")
	}
}

// The sentences are ours: none stands in the articles that lie beside the
// project for trying things out.
func TestSentencesAreOurOwn(t *testing.T) {
	foreign, err := filepath.Glob("../../shared/articles/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	if len(foreign) == 0 {
		t.Skip("no shared articles beside the project")
	}
	for _, name := range foreign {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range readAll(t) {
			for _, s := range a.sections {
				for _, sentence := range regexp.MustCompile(`[.?!:]\s+`).Split(s.text, -1) {
					if len(sentence) > 30 && strings.Contains(string(body), sentence) {
						t.Errorf("%s: %q also stands in %s", a.name, sentence, filepath.Base(name))
					}
				}
			}
		}
	}
}

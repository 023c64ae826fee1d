package script_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pamphlet/articles"
	"pamphlet/internal/script"
)

// The bot's own conversations are kept in the settled layout, so that an
// update changes nothing but replies, and each is about something new.
func TestConversationsAreLaidOut(t *testing.T) {
	seen := map[string]string{}
	conversations, answers, unknowns := 0, 0, 0
	for name, s := range conversationFiles(t) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(script.Format(s)), string(text)); diff != "" {
			t.Errorf("%s is not laid out (-want +got):\n%s", name, diff)
		}
		for _, step := range s.Steps {
			if step.Action == script.Begin {
				conversations++
				if at := filepath.Base(name) + ": " + step.Text; seen[at] != "" {
					t.Errorf("%s:%d: a second conversation called %q", name, step.Line, step.Text)
				}
				seen[filepath.Base(name)+": "+step.Text] = name
			}
			for _, d := range step.Details {
				if d.Word == script.Kind && strings.HasPrefix(d.Text, "answer") {
					answers++
				}
				if d.Word == script.Kind && strings.HasPrefix(d.Text, "unknown") {
					unknowns++
				}
			}
		}
	}
	if conversations < 60 || answers < 70 || unknowns < 30 {
		t.Errorf("%d conversations, %d answers and %d unknowns, want at least 60, 70 and 30", conversations, answers, unknowns)
	}
}

// aroundAnswers stands in the warm words above an answer and in the resource
// line below it, not in an article.
var aroundAnswers = []string{"Thank you for writing it down", "findahelpline.com"}

// What a conversation expects of a starter article does stand there.
func TestConversationsExpectWhatArticlesSay(t *testing.T) {
	texts := starterTexts(t)
	for name, s := range conversationFiles(t) {
		if !slices.ContainsFunc(s.Steps, func(step script.Step) bool { return step.Text == script.Starter }) {
			continue
		}
		for _, step := range s.Steps {
			text := from(t, name, step, texts)
			for _, d := range step.Details {
				if text == "" || d.Word != script.Has && d.Word != script.Heading {
					continue
				}
				stands := slices.ContainsFunc(strings.Split(d.Text, " | "), func(wanted string) bool {
					if d.Word == script.Heading {
						wanted = "\n## " + wanted + "\n"
					}
					return slices.Contains(aroundAnswers, wanted) || strings.Contains(strings.ToLower(text), strings.ToLower(wanted))
				})
				if !stands {
					t.Errorf("%s:%d: %q is not in the article", name, d.Line, d.Text)
				}
			}
		}
	}
}

// from is the text of the articles that step expects an answer from, "" if
// it expects none.
func from(t *testing.T, name string, step script.Step, texts map[string]string) string {
	var b strings.Builder
	for _, d := range step.Details {
		if d.Word != script.From {
			continue
		}
		for _, title := range strings.Split(d.Text, " | ") {
			if texts[title] == "" && !strings.Contains(name, "own-articles") {
				t.Errorf("%s:%d: no starter article is called %q", name, d.Line, title)
			}
			b.WriteString(texts[title])
		}
	}
	return b.String()
}

// starterTexts are the starter articles by title.
func starterTexts(t *testing.T) map[string]string {
	t.Helper()
	names, err := fs.Glob(articles.FS, "*.md")
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(articles.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(text), "\n# ")
		title, _, _ := strings.Cut(rest, "\n")
		texts[title] = string(text)
	}
	return texts
}

// conversationFiles parses the bot's conversations, by file name.
func conversationFiles(t *testing.T) map[string]script.Script {
	t.Helper()
	all := map[string]script.Script{}
	for _, pattern := range []string{"*.txt", "*/*.txt"} {
		names, err := filepath.Glob(filepath.Join("../../bot/testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := script.Parse(text)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			all[name] = s
		}
	}
	return all
}

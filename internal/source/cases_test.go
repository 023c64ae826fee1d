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

package source

import (
	"testing"

	"pamphlet/internal/source/draft"
)

func TestListsInJSON(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"a number is as it is written", `[{"question":"How many pages?","answer":1000000}]`, "## How many pages?\n\n1000000"},
		{"a list within an object, beside another", `{"authors":["Ana"],"faqs":[{"question":"Where?","answer":"Here."}],"tags":["x"]}`, "## Where?\n\nHere."},
		{"one object", `{"question":"Where?","alternates":["In which place?"],"answer":"Here."}`, "## Where?\n? In which place?\n\nHere."},
	} {
		for range 10 { // fields come in any order
			all, _, err := Read(t.Context(), "faq.json", []byte(test.body), Options{})
			if err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			if all[0].Text != test.want {
				t.Fatalf("%s:\ngot  %q\nwant %q", test.name, all[0].Text, test.want)
			}
		}
	}
}

// A byte order mark, which some editors add, makes no other file of an export.
func TestAnExportIsKnownBehindAByteOrderMark(t *testing.T) {
	body := "---\nformat: pamphlet\ntitle: Parking\n---\n\nQ: is a letter.\n\n# Where?\n\nHere, of all places.\n"
	for _, mark := range []string{"", "\ufeff"} {
		all, report, err := Read(t.Context(), "parking.md", []byte(mark+body), Options{})
		if err != nil || report.Format != draft.Exported || all[0].Text != "Q: is a letter.\n\n# Where?\n\nHere, of all places." {
			t.Errorf("with mark %q: %s, %+v, %v", mark, report.Format, all, err)
		}
	}
}

package markup

import (
	"strings"
	"testing"
)

func TestMarkupBecomesMarkdown(t *testing.T) {
	for _, test := range []struct {
		name       string
		write      func(string, Leave) string
		from, want string
		left       string
	}{
		{"headings of reStructuredText", FromRST, "Club\n====\n\nRules\n-----\n\nNo dogs.", "# Club\n\n## Rules\n\nNo dogs.", ""},
		{"code of reStructuredText", FromRST, "Run::\n\n  ls -l\n\nor ``pwd``.", "Run:\n\n```\nls -l\n```\n\nor `pwd`.", ""},
		{"names of reStructuredText", FromRST, "See form_.\n\n.. _form: https://f.example\n.. image:: map.png", "See [form](https://f.example).", "map.png (a picture)"},
		{"a table by the width of its columns", FromRST, "==  ==\nA   B\n==  ==\n1   2\n==  ==", "| A | B |\n| --- | --- |\n| 1 | 2 |", ""},
		{"AsciiDoc", FromAsciiDoc, "== Rules\n:toc:\n* one\n** two\n\nSee https://a.example[it].", "## Rules\n\n- one\n   - two\n\nSee [it](https://a.example).", ":toc: (a setting or comment)"},
		{"an admonition", Plain, "!!! note \"Mind\"\n    The gap.", "Mind:\n\nThe gap.", ""},
		{"notes that refer to each other", Plain, "See [[a|b]].", "See b.", "a (link to another note)"},
		{"code stays as it is", Plain, "```\n[[a|b]] ==c==\n```", "```\n[[a|b]] ==c==\n```", ""},
	} {
		left := ""
		got := test.write(test.from, func(text, why string) { left += text + " (" + why + ")" })
		for strings.Contains(got, "\n\n\n") {
			got = strings.ReplaceAll(got, "\n\n\n", "\n\n")
		}
		if got = strings.TrimSpace(got); got != test.want || left != test.left {
			t.Errorf("%s:\ngot  %q, left out %q\nwant %q, left out %q", test.name, got, left, test.want, test.left)
		}
	}
}

func TestTooManyMarksAreText(t *testing.T) {
	few := "A *b* and [c](https://d.example)."
	if got := Tame(few); got != few {
		t.Errorf("Tame(%q) = %q", few, got)
	}
	if got := Tame(strings.Repeat("*a ", 1000)); !strings.HasPrefix(got, `\*a \*a `) {
		t.Errorf("a thousand marks: %.40q", got)
	}
	if NestedTooDeep("> - a") || !NestedTooDeep(strings.Repeat("> ", 60)+"a") {
		t.Error("two marks are not too deep, sixty are")
	}
}

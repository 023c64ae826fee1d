package faq

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// unknownColumns says which columns a table has, and what to type if it is not
// known which of them hold questions and answers. The widest of the rows at the
// top is taken for that of the names.
func unknownColumns(rows []TableRow) error {
	names := rows[0].Cells
	for _, r := range rows[:min(len(rows), mostAboveNames)] {
		if Filled(r.Cells) > Filled(names) {
			names = r.Cells
		}
	}
	if Filled(names) < 2 {
		return draft.Refusal(draft.ErrColumns, "it has only one, "+columnsOf(names),
			`write a question and its answer in two cells of a row, below a row that says "question" and "answer"`)
	}
	roles := RolesOf(names, nil)
	question, answer := slices.Index(roles, asksRole), slices.Index(roles, answersRole)
	for i, n := range names {
		switch {
		case prose.Clean(n) == "" || i == question || i == answer:
		case question < 0:
			question = i
		case answer < 0:
			answer = i
		}
	}
	return draft.Refusal(draft.ErrColumns, "it has "+columnsOf(names), fmt.Sprintf(
		"say it, as in --columns question=%s,answer=%s, in Discord with the option columns", letters(question), letters(answer)))
}

// columnsOf lists the names of columns, each behind its letter.
func columnsOf(names []string) string {
	var quoted []string
	for i, n := range names {
		if n = prose.Clean(n); n != "" {
			quoted = append(quoted, fmt.Sprintf("%s %q", letters(i), shortened(n, 24)))
		}
	}
	return fewOf(quoted)
}

// shortened returns the first characters of a text.
func shortened(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}

// fewOf lists things that are wrong, the first ten of them.
func fewOf(things []string) string {
	const most = 10
	if len(things) <= most {
		return strings.Join(things, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(things[:most], ", "), len(things)-most)
}

// sepLine matches the first line by which a spreadsheet says what parts cells.
var sepLine = regexp.MustCompile(`^(?i:"?sep=(.)"?)[ \t]*\n`)

// delimiter tells commas from the semicolons, tabs and bars that some programs write
// into a CSV file, by the row that names the columns, else by the first line with
// any of them. A line that only says so leaves.
func delimiter(text, format string) (string, rune) {
	if m := sepLine.FindStringSubmatch(text); m != nil {
		return text[len(m[0]):], []rune(m[1])[0]
	}
	if format == draft.TabList {
		return text, '\t'
	}
	comma, none := ',', true
	for i, line := range strings.SplitN(text, "\n", mostAboveNames+1) {
		for _, mark := range ",\t;|" {
			switch count := strings.Count(line, string(mark)); {
			case i < mostAboveNames && count < maxColumnsCSV && NamesColumns(RolesOf(strings.Split(line, string(mark)), nil)):
				return text, mark
			case none && count > strings.Count(line, string(comma)):
				comma = mark
			}
		}
		none = none && !strings.ContainsRune(line, comma)
	}
	return text, comma
}

// NamesColumns reports whether columns with these roles hold questions and answers.
func NamesColumns(roles []string) bool {
	var question, answer bool
	for _, r := range roles {
		question = question || r == asksRole
		answer = answer || r == answersRole
	}
	return question && answer
}

// Filled returns how many cells say something.
func Filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

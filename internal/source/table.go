package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
)

// tablePairs reads CSV or TSV with a first row that names the columns.
func tablePairs(text string, given Options, report *Report) ([]pair, error) {
	text, comma := delimiter(strings.TrimLeft(text, "\n"), report.Format)
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	r.Comma = comma
	var rows []tableRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rowPairs(rows, given, report)
		}
		if err != nil {
			return nil, brokenRow(err)
		}
		if len(cells) > maxColumnsCSV {
			return nil, tooMuch("a row of more than 1,000 columns", "keep those of questions and answers")
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, tableRow{line: line, cells: cells})
	}
}

// A tableRow is a row of a table and its place in the file, from 1.
type tableRow struct {
	line  int
	cells []string
	left  bool // a cell of it is struck out or wrong, and was reported
}

// rowPairs makes pairs of the rows of a table, the first of which names the
// columns.
func rowPairs(rows []tableRow, given Options, report *Report) ([]pair, error) {
	rows = withHeader(fromHeader(rows, given, report), given, report)
	if len(rows) == 0 {
		return nil, errEmpty()
	}
	names := rows[0].cells
	roles := rolesOf(names, given.Columns)
	if !namesColumns(roles) {
		return nil, unknownColumns(rows)
	}
	for i, n := range names {
		switch {
		case (roles[i] == "" || roles[i] == bodyRole) && clean(n) != "":
			report.note("The column %q is not used.", excerpt(clean(n)))
		case roles[i] == answersRole && slices.Contains(roles[:i], answersRole):
			report.note("The column %q is used only where the answer before it is empty.", excerpt(clean(n)))
		}
	}
	var pairs []pair
	var broken []string
	for _, row := range rows[1:] {
		if blank(row.cells) {
			continue
		}
		if len(row.cells) > len(names) && !blank(row.cells[len(names):]) {
			broken = append(broken, fmt.Sprintf("line %d has %s for %s", row.line, plural(len(row.cells), "cell"), plural(len(names), "column")))
			continue
		}
		p := pair{line: row.line}
		for i, c := range row.cells[:min(len(row.cells), len(roles))] {
			p.put(roles[i], c)
		}
		if row.left && (p.question == "" || p.answer == "") {
			continue
		}
		pairs = append(pairs, p)
	}
	if len(broken) > 0 {
		return nil, refusal(ErrRow, fewOf(broken)+"; the columns are "+columnsOf(names), "put double quotes around a cell that holds a comma")
	}
	return pairs, nil
}

// mostAboveNames is how many rows at the top of a table may name its columns.
const mostAboveNames = 5

// fromHeader returns the rows from the one that names the columns on. A line or
// two above it, such as a title, is left out.
func fromHeader(rows []tableRow, given Options, report *Report) []tableRow {
	for len(rows) > 0 && blank(rows[0].cells) {
		rows = rows[1:]
	}
	for i := range rows[:min(len(rows), mostAboveNames)] {
		if !namesColumns(rolesOf(rows[i].cells, given.Columns)) {
			continue
		}
		for _, above := range rows[:i] {
			report.leave(strings.Join(above.cells, " "), "above the names of the columns")
		}
		return rows[i:]
	}
	return rows
}

// withHeader puts a row of names above a table that begins with a question: one
// whose columns a person chose by their places, or one of two columns of which
// the first asks in every row.
func withHeader(rows []tableRow, given Options, report *Report) []tableRow {
	if len(rows) == 0 {
		return rows
	}
	first := rows[0].cells
	roles := rolesOf(first, given.Columns)
	names := make([]string, len(first))
	switch {
	case len(given.Columns) > 0 && namesColumns(roles):
		if !isQuestion(first[slices.Index(roles, asksRole)]) {
			return rows
		}
		for i := range names {
			names[i] = letters(i)
		}
	case len(given.Columns) == 0 && !namesColumns(roles) && asksInEveryRow(rows):
		names[0], names[1] = asksRole, answersRole
	default:
		return rows
	}
	report.note("No row names its columns, so the first row was read as a question, too.")
	return append([]tableRow{{cells: names}}, rows...)
}

// asksInEveryRow reports whether a table is two columns of questions and answers.
func asksInEveryRow(rows []tableRow) bool {
	return !slices.ContainsFunc(rows, func(r tableRow) bool {
		return !blank(r.cells) && (len(r.cells) != 2 || !isQuestion(r.cells[0]) || isQuestion(r.cells[1]))
	})
}

// isQuestion reports whether a cell ends as a question does.
func isQuestion(cell string) bool {
	cell = strings.TrimSpace(cell)
	return strings.HasSuffix(cell, "?") || strings.HasSuffix(cell, "？") || strings.HasSuffix(cell, "؟")
}

// unknownColumns says which columns a table has, and what to type if it is not
// known which of them hold questions and answers. The widest of the rows at the
// top is taken for that of the names.
func unknownColumns(rows []tableRow) error {
	names := rows[0].cells
	for _, r := range rows[:min(len(rows), mostAboveNames)] {
		if filled(r.cells) > filled(names) {
			names = r.cells
		}
	}
	if filled(names) < 2 {
		return refusal(ErrColumns, "it has only one, "+columnsOf(names),
			`write a question and its answer in two cells of a row, below a row that says "question" and "answer"`)
	}
	roles := rolesOf(names, nil)
	question, answer := slices.Index(roles, asksRole), slices.Index(roles, answersRole)
	for i, n := range names {
		switch {
		case clean(n) == "" || i == question || i == answer:
		case question < 0:
			question = i
		case answer < 0:
			answer = i
		}
	}
	return refusal(ErrColumns, "it has "+columnsOf(names), fmt.Sprintf(
		"say it, as in --columns question=%s,answer=%s, in Discord with the option columns", letters(question), letters(answer)))
}

func blank(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

// columnsOf lists the names of columns, each behind its letter.
func columnsOf(names []string) string {
	var quoted []string
	for i, n := range names {
		if n = clean(n); n != "" {
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
	if format == tabList {
		return text, '\t'
	}
	comma, none := ',', true
	for i, line := range strings.SplitN(text, "\n", mostAboveNames+1) {
		for _, mark := range ",\t;|" {
			switch count := strings.Count(line, string(mark)); {
			case i < mostAboveNames && namesColumns(rolesOf(strings.Split(line, string(mark)), nil)):
				return text, mark
			case none && count > strings.Count(line, string(comma)):
				comma = mark
			}
		}
		none = none && !strings.ContainsRune(line, comma)
	}
	return text, comma
}

func namesColumns(roles []string) bool {
	var question, answer bool
	for _, r := range roles {
		question = question || r == asksRole
		answer = answer || r == answersRole
	}
	return question && answer
}

// brokenRow says where a quote is wrong.
func brokenRow(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return refusal(ErrRow, fmt.Sprintf("line %d: a double quote is missing or stands alone", broken.StartLine),
			`write a quote within a cell twice ("") and close every cell`)
	}
	return errEmpty()
}

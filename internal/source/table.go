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
	rows = fromHeader(rows, given, report)
	if len(rows) == 0 {
		return nil, errEmpty()
	}
	names := rows[0].cells
	roles := rolesOf(names, given.Columns)
	if !namesColumns(roles) {
		return nil, refusal(ErrRow, "its first row does not name the columns of questions and answers; it has "+columnsOf(names),
			`begin it with a row that says "question" and "answer", or name the columns, as in question=B,answer=C`)
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

// fromHeader returns the rows from the one that names the columns on. A line or
// two above it, such as a title, is left out.
func fromHeader(rows []tableRow, given Options, report *Report) []tableRow {
	const most = 5
	for len(rows) > 0 && blank(rows[0].cells) {
		rows = rows[1:]
	}
	for i := range rows[:min(len(rows), most)] {
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

func blank(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

// columnsOf lists the names of columns.
func columnsOf(names []string) string {
	quoted := make([]string, len(names))
	for i, n := range names {
		quoted[i] = fmt.Sprintf("%q", excerpt(clean(n)))
	}
	return fewOf(quoted)
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

// delimiter tells commas from the semicolons and tabs that some programs write
// into a CSV file, by its first line. A line that only says so leaves.
func delimiter(text, format string) (string, rune) {
	if m := sepLine.FindStringSubmatch(text); m != nil {
		return text[len(m[0]):], []rune(m[1])[0]
	}
	header, _, _ := strings.Cut(text, "\n")
	switch {
	case format == tabList, strings.Count(header, "\t") > strings.Count(header, ","):
		return text, '\t'
	case strings.Count(header, ";") > strings.Count(header, ","):
		return text, ';'
	}
	return text, ','
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

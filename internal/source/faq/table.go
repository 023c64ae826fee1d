package faq

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

const maxColumnsCSV = 1000 // of a row

// tablePairs reads CSV or TSV with a first row that names the columns.
func tablePairs(text string, given draft.Options, report *draft.Report) ([]Pair, error) {
	text, comma := delimiter(strings.TrimLeft(text, "\n"), report.Format)
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	r.Comma = comma
	var rows []TableRow
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return RowPairs(rows, given, report)
		}
		if err != nil {
			return nil, brokenRow(err)
		}
		if len(cells) > maxColumnsCSV {
			return nil, draft.TooMuch("a row of more than 1,000 columns", "keep those of questions and answers")
		}
		line, _ := r.FieldPos(0)
		rows = append(rows, TableRow{Line: line, Cells: cells})
	}
}

// A TableRow is a row of a table and its place in the file, from 1.
type TableRow struct {
	Line  int
	Cells []string
	Left  bool // a cell of it is struck out or wrong, and was reported
}

// RowPairs makes pairs of the rows of a table, the first of which names the
// columns.
func RowPairs(rows []TableRow, given draft.Options, report *draft.Report) ([]Pair, error) {
	rows = withHeader(FromHeader(rows, given, report), given, report)
	if len(rows) == 0 {
		return nil, draft.Empty()
	}
	names := rows[0].Cells
	roles := RolesOf(names, given.Columns)
	if !NamesColumns(roles) {
		return nil, unknownColumns(rows)
	}
	for i, n := range names {
		switch {
		case (roles[i] == "" || roles[i] == bodyRole) && prose.Clean(n) != "":
			report.Note("The column %q is not used.", prose.Excerpt(prose.Clean(n)))
		case roles[i] == answersRole && slices.Contains(roles[:i], answersRole):
			report.Note("The column %q is used only where the answer before it is empty.", prose.Excerpt(prose.Clean(n)))
		}
	}
	var pairs []Pair
	var broken []string
	for _, row := range rows[1:] {
		if Blank(row.Cells) {
			continue
		}
		if len(row.Cells) > len(names) && !Blank(row.Cells[len(names):]) {
			broken = append(broken, fmt.Sprintf("line %d has %s for %s", row.Line, prose.Plural(len(row.Cells), "cell"), prose.Plural(len(names), "column")))
			continue
		}
		p := Pair{line: row.Line}
		for i, c := range row.Cells[:min(len(row.Cells), len(roles))] {
			p.put(roles[i], c)
		}
		if row.Left && (p.question == "" || p.answer == "") {
			continue
		}
		pairs = append(pairs, p)
	}
	if len(broken) > 0 {
		return nil, draft.Refusal(draft.ErrRow, fewOf(broken)+"; the columns are "+columnsOf(names), "put double quotes around a cell that holds a comma")
	}
	return pairs, nil
}

// mostAboveNames is how many rows at the top of a table may name its columns.
const mostAboveNames = 5

// FromHeader returns the rows from the one that names the columns on. A line or
// two above it, such as a title, is left out.
func FromHeader(rows []TableRow, given draft.Options, report *draft.Report) []TableRow {
	for len(rows) > 0 && Blank(rows[0].Cells) {
		rows = rows[1:]
	}
	for i := range rows[:min(len(rows), mostAboveNames)] {
		if !NamesColumns(RolesOf(rows[i].Cells, given.Columns)) {
			continue
		}
		for _, above := range rows[:i] {
			report.Leave(strings.Join(above.Cells, " "), "above the names of the columns")
		}
		return rows[i:]
	}
	return rows
}

// withHeader puts a row of names above a table that begins with a question: one
// whose columns a person chose by their places, or one of two columns of which
// the first asks in every row.
func withHeader(rows []TableRow, given draft.Options, report *draft.Report) []TableRow {
	if len(rows) == 0 {
		return rows
	}
	first := rows[0].Cells
	roles := RolesOf(first, given.Columns)
	names := make([]string, len(first))
	switch {
	case len(given.Columns) > 0 && NamesColumns(roles):
		if !isQuestion(first[slices.Index(roles, asksRole)]) {
			return rows
		}
		for i := range names {
			names[i] = letters(i)
		}
	case len(given.Columns) == 0 && !NamesColumns(roles) && asksInEveryRow(rows):
		names[0], names[1] = asksRole, answersRole
	default:
		return rows
	}
	report.Note("No row names its columns, so the first row was read as a question, too.")
	return append([]TableRow{{Cells: names}}, rows...)
}

// asksInEveryRow reports whether a table is two columns of questions and answers.
func asksInEveryRow(rows []TableRow) bool {
	return !slices.ContainsFunc(rows, func(r TableRow) bool {
		return !Blank(r.Cells) && (len(r.Cells) != 2 || !isQuestion(r.Cells[0]) || isQuestion(r.Cells[1]))
	})
}

// isQuestion reports whether a cell ends as a question does.
func isQuestion(cell string) bool {
	cell = strings.TrimSpace(cell)
	return strings.HasSuffix(cell, "?") || strings.HasSuffix(cell, "？") || strings.HasSuffix(cell, "؟")
}

// Blank reports whether no cell says something.
func Blank(cells []string) bool { return strings.TrimSpace(strings.Join(cells, "")) == "" }

// brokenRow says where a quote is wrong.
func brokenRow(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return draft.Refusal(draft.ErrRow, fmt.Sprintf("line %d: a double quote is missing or stands alone", broken.StartLine),
			`write a quote within a cell twice ("") and close every cell`)
	}
	return draft.Empty()
}

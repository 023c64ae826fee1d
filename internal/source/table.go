package source

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// tablePairs reads CSV or TSV with a first row that names the columns.
func tablePairs(text string, report *Report) ([]pair, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimLeft(text, "\n")))
	r.FieldsPerRecord = -1
	r.Comma = delimiter(text, report.Format)
	names, err := r.Read()
	if err != nil {
		return nil, brokenRow(err)
	}
	if !namesColumns(names) {
		return nil, refusal(ErrRow, "its first row does not name the columns", `begin it with a row that says "question" and "answer"`)
	}
	for _, n := range names {
		if role(n) == "" && clean(n) != "" {
			report.note("The column %q is not used.", excerpt(clean(n)))
		}
	}
	var pairs []pair
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return pairs, nil
		}
		if err != nil {
			return nil, brokenRow(err)
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		line, _ := r.FieldPos(0)
		p := pair{line: line}
		if len(cells) > len(names) {
			return nil, refusal(ErrRow, fmt.Sprintf("line %d has %d cells for %d columns", line, len(cells), len(names)),
				"put double quotes around a cell that holds a comma")
		}
		for i, c := range cells {
			p.put(names[i], c)
		}
		pairs = append(pairs, p)
	}
}

// delimiter tells commas from the semicolons and tabs that some programs write
// into a CSV file, by its first line.
func delimiter(text, format string) rune {
	header, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	switch {
	case format == tabList, strings.Count(header, "\t") > strings.Count(header, ","):
		return '\t'
	case strings.Count(header, ";") > strings.Count(header, ","):
		return ';'
	}
	return ','
}

func namesColumns(names []string) bool {
	var question, answer bool
	for _, n := range names {
		question = question || role(n) == "question"
		answer = answer || role(n) == "answer"
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

package markup

import (
	"encoding/csv"
	"regexp"
	"strings"
)

var rstSimple = regexp.MustCompile(`^=+(?:\s+=+)+$`)

// rstTable reads a table whose columns are as wide as the signs above them. It
// returns its rows as Markdown, and the place of its last line.
func rstTable(lines []string, i int) (rows []string, last int) {
	var starts []int
	border := strings.TrimRight(lines[i], " ")
	for at := range border {
		if border[at] == '=' && (at == 0 || border[at-1] == ' ') {
			starts = append(starts, at)
		}
	}
	var cells [][]string
	borders := 1
	for last = i + 1; last < len(lines); last++ {
		l := strings.TrimRight(lines[last], " ")
		if rstSimple.MatchString(l) {
			if borders++; borders == 3 || last+1 == len(lines) || strings.TrimSpace(lines[last+1]) == "" {
				return markdownRows(cells), last // the second ends a table without a header
			}
			continue
		}
		if strings.TrimSpace(l) == "" || strings.Trim(l, "- ") == "" {
			continue
		}
		row := make([]string, len(starts))
		runes := []rune(l)
		for c, start := range starts {
			end := len(runes)
			if c+1 < len(starts) {
				end = min(end, starts[c+1])
			}
			if start < end {
				row[c] = strings.TrimSpace(string(runes[start:end]))
			}
		}
		if len(cells) > 0 && row[0] == "" { // the row above goes on
			for c := range row {
				cells[len(cells)-1][c] = strings.TrimSpace(cells[len(cells)-1][c] + " " + row[c])
			}
			continue
		}
		cells = append(cells, row)
	}
	return markdownRows(cells), last - 1
}

// rstGrid reads a table whose cells are boxes of signs. A row has as many lines as
// its highest box. It returns its rows as Markdown, and the place of its last line.
func rstGrid(lines []string, i int) (rows []string, last int) {
	var cells [][]string
	begins := true // the next line begins a row
	for last = i + 1; last < len(lines) && strings.TrimSpace(lines[last]) != ""; last++ {
		row := strings.TrimSpace(lines[last])
		if rstBorder.MatchString(row) {
			begins = true
			continue
		}
		parts := strings.Split(strings.Trim(row, "|"), "|")
		if begins {
			cells = append(cells, make([]string, len(parts)))
			begins = false
		}
		open := cells[len(cells)-1]
		for c, part := range parts {
			at := min(c, len(open)-1) // a box that spans columns ends a row early
			open[at] = strings.TrimSpace(open[at] + " " + strings.TrimSpace(part))
		}
	}
	return markdownRows(cells), last - 1
}

// rstCSV reads a table written as CSV within a directive.
func rstCSV(title string, options, body []string) []string {
	var header string
	for _, o := range options {
		if names, ok := strings.CutPrefix(strings.TrimSpace(o), ":header:"); ok {
			header = strings.TrimSpace(names) + "\n"
		}
	}
	r := csv.NewReader(strings.NewReader(header + strings.Join(body, "\n")))
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	cells, err := r.ReadAll()
	if err != nil || len(cells) == 0 {
		return body
	}
	rows := append([]string{""}, markdownRows(cells)...)
	if title != "" {
		rows = append([]string{"", rstInline(title)}, rows...)
	}
	return append(rows, "")
}

// markdownRows writes rows of cells as a table, the first of which names the
// columns.
func markdownRows(cells [][]string) []string {
	var rows []string
	for i, row := range cells {
		for c := range row {
			row[c] = strings.ReplaceAll(rstInline(strings.Join(strings.Fields(row[c]), " ")), "|", `\|`)
		}
		rows = append(rows, "| "+strings.Join(row, " | ")+" |")
		if i == 0 {
			rows = append(rows, "|"+strings.Repeat(" --- |", len(row)))
		}
	}
	return rows
}

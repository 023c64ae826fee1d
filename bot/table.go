package bot

import (
	"strings"
	"unicode/utf8"

	"pamphlet/knowledge/passage"
)

const (
	// widestTable is how many characters of a fixed width a phone shows in a
	// line.
	widestTable = 44
	// maxWide bounds what a table may grow to when each value is written with
	// the name of its column.
	maxWide = 3500
)

// table writes the rows of a table, the first of which names its columns: a
// narrow one with its columns aligned, a wide one as "column: value" lines. The
// row that the best sentence is in is in bold where it can be.
func table(lines []string, best passage.Span) string {
	var rows [][]string
	for _, line := range lines {
		rows = append(rows, passage.Cells(line))
	}
	if aligned := alignedTable(rows); aligned != "" {
		return aligned
	}
	at := len(lines[0]) + 1
	var parts []string
	size := 0
	for i, row := range rows[1:] {
		bold := ""
		if !best.Empty() && at <= best.Start && best.Start <= at+len(lines[i+1]) {
			bold = "**"
		}
		at += len(lines[i+1]) + 1
		var values []string
		for j, value := range row {
			if value = inline(strings.TrimSpace(value)); value == "" {
				continue
			}
			if j < len(rows[0]) && strings.TrimSpace(rows[0][j]) != "" {
				value = inline(strings.TrimSpace(rows[0][j])) + ": " + value
			}
			values = append(values, bold+value+bold)
		}
		parts = append(parts, strings.Join(values, "\n"))
		size += utf8.RuneCountInString(parts[i]) + 2
	}
	if len(rows) == 1 || size > maxWide {
		return plainRows(rows)
	}
	return strings.Join(parts, "\n\n")
}

// alignedTable is a table in letters of one width, or "" if it is too wide for
// that or holds what must act, such as a link.
func alignedTable(rows [][]string) string {
	if len(rows) < 2 {
		return ""
	}
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if strings.Contains(cell, "```") || strings.Contains(cell, "://") || len(passage.Links(cell)) > 0 {
				return ""
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(strings.TrimSpace(cell)))
		}
	}
	total := 2 * (len(widths) - 1)
	for _, w := range widths {
		total += w
	}
	if total > widestTable {
		return ""
	}
	var out strings.Builder
	out.WriteString("```\n")
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			cell = strings.TrimSpace(cell)
			line += cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+2)
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String() + "```"
}

// plainRows is a table a row a line.
func plainRows(rows [][]string) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = inline(strings.Join(row, " · "))
	}
	return strings.Join(lines, "\n")
}

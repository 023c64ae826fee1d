package office

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxMerged bounds the merged cells of a sheet that are filled.
const maxMerged = 2_000

// A mergedCell is a cell that goes on in the rows below it.
type mergedCell struct {
	column, last int    // the column, from 0, and its last row, from 1
	text         string // what its first row has
}

// mergedCells are those of a sheet by the row they begin in, and those that are open.
type mergedCells struct {
	begin map[int][]mergedCell
	open  []mergedCell
}

// mergedBelow finds the merged cells of a sheet that have several rows; none of one
// that is broken.
func mergedBelow(book *excelize.File, sheet string) mergedCells {
	m := mergedCells{begin: map[int][]mergedCell{}}
	all, err := book.GetMergeCells(sheet, true)
	if err != nil {
		return m
	}
	for _, area := range all[:min(len(all), maxMerged)] {
		column, first, err := excelize.CellNameToCoordinates(area.GetStartAxis())
		_, last, broken := excelize.CellNameToCoordinates(area.GetEndAxis())
		if err == nil && broken == nil && last > first {
			m.begin[first] = append(m.begin[first], mergedCell{column: column - 1, last: last})
		}
	}
	return m
}

// filled returns the cells of a row with what cells that began above it have. The
// rows come in their order.
func (m *mergedCells) filled(line int, cells []string) []string {
	open := m.open[:0]
	for _, c := range m.open {
		if c.last < line {
			continue
		}
		open = append(open, c)
		for len(cells) <= c.column && c.column < maxColumns {
			cells = append(cells, "")
		}
		if c.column < maxColumns && strings.TrimSpace(cells[c.column]) == "" {
			cells[c.column] = c.text
		}
	}
	for _, c := range m.begin[line] {
		if c.column < len(cells) {
			c.text = cells[c.column]
			open = append(open, c)
		}
	}
	m.open = open
	return cells
}

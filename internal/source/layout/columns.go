package layout

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"pamphlet/internal/source/prose"
)

// sameColumns reports whether a row goes on with columns, below the row above it.
func sameColumns(columns, above, row []pdfPiece) bool {
	if row[0].top > above[0].top || above[0].bottom-row[0].top > 1.8*above[0].size {
		return false
	}
	return !slices.ContainsFunc(row, func(p pdfPiece) bool {
		over := 0
		for _, q := range columns {
			if p.left < q.right && q.left < p.right {
				over++
			}
		}
		return over != 1
	})
}

// widened returns columns with what stands in them in a row.
func widened(columns, row []pdfPiece) []pdfPiece {
	wide := slices.Clone(columns)
	for _, p := range row {
		c := &wide[columnOf(columns, p)]
		c.left, c.right = min(c.left, p.left), max(c.right, p.right)
	}
	return wide
}

// isProse reports whether rows are columns of text and not a table: lines have
// several words, and few columns.
func isProse(rows [][]pdfPiece) bool {
	pieces, count := 0, 0
	for _, row := range rows {
		if len(row) > 3 {
			return false
		}
		for _, p := range row {
			pieces++
			count += prose.Words(p.text)
		}
	}
	return count >= 3*pieces
}

// columnByColumn returns the lines of each column after those of the one before.
func columnByColumn(columns []pdfPiece, rows [][]pdfPiece) []pdfLine {
	var lines []pdfLine
	for c := range columns {
		for _, row := range rows {
			for _, p := range row {
				if columnOf(columns, p) == c {
					lines = append(lines, p.pdfLine)
				}
			}
		}
	}
	return lines
}

// columnOf returns which of columns p stands in.
func columnOf(columns []pdfPiece, p pdfPiece) int {
	return max(slices.IndexFunc(columns, func(q pdfPiece) bool { return p.left < q.right && q.left < p.right }), 0)
}

// tableLines makes rows of cells. A row that has nothing in its first column goes
// on with the one above it.
func tableLines(columns []pdfPiece, rows [][]pdfPiece) []pdfLine {
	var lines []pdfLine
	for _, row := range rows {
		line := joinPieces(row)
		line.cells = make([]string, len(columns))
		for _, p := range row {
			c := columnOf(columns, p)
			line.cells[c] = strings.TrimSpace(line.cells[c] + " " + p.text)
		}
		if last := len(lines) - 1; last >= 0 && line.cells[0] == "" {
			for c, text := range line.cells {
				lines[last].cells[c] = strings.TrimSpace(lines[last].cells[c] + " " + text)
			}
			continue
		}
		line.first = len(lines) == 0
		lines = append(lines, line)
	}
	return lines
}

// joinPieces makes one line of a row.
func joinPieces(row []pdfPiece) pdfLine {
	joined := row[0]
	for _, p := range row[1:] {
		bold := joined.bold && p.bold
		joined = joined.with(p)
		joined.bold = bold
	}
	return joined.pdfLine
}

// joinJustified makes one piece of each line whose wide gaps come from filling it
// up to the margins: they are equal, and a line beside it, without such gaps, has
// the same margins.
func joinJustified(rows [][]pdfPiece) {
	like := func(i, beside int) {
		row, other := rows[i], rows[beside]
		if len(row) > 1 && len(other) == 1 && equalGaps(row) &&
			math.Abs(other[0].left-row[0].left) < 1.5 && math.Abs(other[0].right-row[len(row)-1].right) < 1.5 {
			rows[i] = []pdfPiece{{pdfLine: joinPieces(row)}}
		}
	}
	for i := 1; i < len(rows); i++ {
		like(i, i-1)
	}
	for i := len(rows) - 2; i >= 0; i-- {
		like(i, i+1)
	}
}

// equalGaps reports whether the gaps between pieces are about equal.
func equalGaps(row []pdfPiece) bool {
	least, most := math.Inf(1), 0.0
	for i, p := range row[1:] {
		gap := p.left - row[i].right
		least, most = min(least, gap), max(most, gap)
	}
	return most-least < 0.35*row[0].size && most < 2*row[0].size
}

// rowsOfPieces gathers pieces that stand beside each other. The mark of an item
// belongs to its words, however far they are.
func rowsOfPieces(pieces []pdfPiece) [][]pdfPiece {
	var rows [][]pdfPiece
	for _, p := range pieces {
		if last := len(rows) - 1; last >= 0 {
			beside := rows[last][len(rows[last])-1]
			middle := (p.bottom + p.top) / 2
			level := middle > beside.bottom-p.size*0.4 && middle < beside.top+p.size*0.4
			if p.left > beside.right && level && markAlone.MatchString(beside.text) {
				rows[last][len(rows[last])-1] = beside.with(p)
				continue
			}
			if p.left > beside.right && level {
				rows[last] = append(rows[last], p)
				continue
			}
		}
		rows = append(rows, []pdfPiece{p})
	}
	return rows
}

// markAlone matches the mark of an item without its words.
var markAlone = regexp.MustCompile(`^(?:[•–*-]|o|\(?\d{1,3}[.)]|\(?[a-z][.)])$`)

// with returns p and what stands behind it as one.
func (p pdfPiece) with(q pdfPiece) pdfPiece {
	p.text += " " + q.text
	p.right, p.size, p.base, p.bold = q.right, q.size, q.base, q.bold
	p.bottom, p.top = min(p.bottom, q.bottom), max(p.top, q.top)
	return p
}

package web

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// gridOf returns the cells of rows as a grid: one that spans columns or rows
// stands in each of them.
func gridOf(rows [][]*html.Node) [][]*html.Node {
	const (
		most  = 100    // columns or rows that a cell may span
		whole = 50_000 // places that spans may fill; past it they count for one
	)
	filled := 0
	grid := make([][]*html.Node, len(rows))
	for i, cells := range rows {
		at := 0
		for _, c := range cells {
			for at < len(grid[i]) && grid[i][at] != nil {
				at++
			}
			wide, high := span(c, "colspan", most), min(span(c, "rowspan", most), len(rows)-i)
			if filled += wide*high - 1; filled > whole {
				wide, high = 1, 1
			}
			for down := range high {
				row := &grid[i+down]
				for len(*row) < at+wide {
					*row = append(*row, nil)
				}
				for right := range wide {
					(*row)[at+right] = c
				}
			}
			at += wide
		}
	}
	return grid
}

func span(c *html.Node, name string, most int) int {
	n := 0
	for _, r := range attribute(c, name) {
		if r < '0' || r > '9' || n > most {
			break
		}
		n = n*10 + int(r-'0')
	}
	return min(max(n, 1), most)
}

// headerRows is how many rows at the top name the columns: those of header cells
// alone, as long as others follow, and at most ten.
func headerRows(rows [][]*html.Node) int {
	const most = 10
	n := 0
	for n < min(len(rows)-1, most) && allHeaders(rows[n]) {
		n++
	}
	return n
}

func allHeaders(cells []*html.Node) bool {
	for _, c := range cells {
		if c.DataAtom != atom.Th {
			return false
		}
	}
	return len(cells) > 0
}

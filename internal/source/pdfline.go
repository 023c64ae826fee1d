package source

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"pamphlet/internal/pdf"
)

// A pdfLine is a line of a page, or of a column of it.
type pdfLine struct {
	page                     int
	text                     string
	left, right, bottom, top float64
	base                     float64 // what its letters stand on
	size                     float64 // of most of its letters
	bold                     bool    // all of it
	cells                    []string
	height                   float64 // of the page
	first                    bool    // of a table
}

// A pdfPiece is a part of a line without a wide gap.
type pdfPiece struct {
	pdfLine
	letters []pdf.Letter
}

// Gaps between letters, in units of their size.
const (
	wordGap  = 0.16 // less parts no words, though PDFium supposes so
	wideGap  = 0.6  // more parts words, though it does not
	pieceGap = 0.75 // more parts columns and cells
	cellGap  = 0.3  // so does this, without a space, on a page that writes spaces
)

// linesOfPage returns the lines of a page in the order of reading: that of the
// file, but where it goes across columns.
func linesOfPage(n int, page pdf.Page, report *Report) []pdfLine {
	rows := rowsOfPieces(piecesOf(n, page, report))
	joinJustified(rows)
	var lines []pdfLine
	for i := 0; i < len(rows); {
		end := i + 1
		columns := rows[i]
		for len(columns) > 1 && end < len(rows) && sameColumns(columns, rows[end-1], rows[end]) {
			columns = widened(columns, rows[end])
			end++
		}
		switch block := rows[i:end]; {
		case len(block) >= 3 && isProse(block):
			lines = append(lines, columnByColumn(columns, block)...)
		case len(block) >= 2:
			lines = append(lines, tableLines(columns, block)...)
		default:
			lines = append(lines, joinPieces(rows[i]))
		}
		i = end
	}
	return lines
}

// piecesOf parts the letters of a page. What is turned, such as a mark across the
// page, leaves.
func piecesOf(n int, page pdf.Page, report *Report) []pdfPiece {
	var pieces []pdfPiece
	var turned strings.Builder
	space, supposed, open := false, false, false
	spaces := writesSpaces(page)
	for _, l := range page.Letters {
		switch {
		case l.Sideways:
			turned.WriteRune(l.Rune)
			continue
		case unicode.IsSpace(l.Rune):
			space, supposed = space || !l.Supposed, supposed || l.Supposed
			continue
		case l.Rune == 0 || l.Size <= 0:
			continue
		}
		if open {
			p := &pieces[len(pieces)-1]
			gap := l.Left - p.letters[len(p.letters)-1].Right
			cell := spaces && !space && gap > cellGap*l.Size
			if p.holds(l) && !cell && gap < pieceGap*l.Size && gap > -l.Size {
				p.add(l, space || supposed && gap > wordGap*l.Size || gap > wideGap*l.Size)
				space, supposed = false, false
				continue
			}
		}
		p := pdfPiece{pdfLine: pdfLine{page: n, height: page.Height, left: l.Left, right: l.Right, bottom: l.Bottom, top: l.Top}}
		p.add(l, false)
		pieces = append(pieces, p)
		space, supposed, open = false, false, true
	}
	report.leave(turned.String(), "turned sideways")
	for i := range pieces {
		pieces[i].settle()
	}
	return pieces
}

// writesSpaces reports whether a page has spaces between its words: some programs
// only leave room.
func writesSpaces(page pdf.Page) bool {
	written, supposed := 0, 0
	for _, l := range page.Letters {
		switch {
		case l.Rune != ' ':
		case l.Supposed:
			supposed++
		default:
			written++
		}
	}
	return written > 3*supposed
}

// holds reports whether a letter stands on the line of p.
func (p *pdfPiece) holds(l pdf.Letter) bool {
	middle, slack := (l.Bottom+l.Top)/2, l.Size*0.4
	return middle > p.bottom-slack && middle < p.top+slack
}

func (p *pdfPiece) add(l pdf.Letter, space bool) {
	if space {
		p.letters = append(p.letters, pdf.Letter{Rune: ' ', Left: l.Left, Right: l.Left, Size: l.Size, Bold: l.Bold, Link: l.Link})
	}
	p.letters = append(p.letters, l)
	p.left, p.right = min(p.left, l.Left), max(p.right, l.Right)
	p.bottom, p.top = min(p.bottom, l.Bottom), max(p.top, l.Top)
}

// settle writes the text of p, with its links.
func (p *pdfPiece) settle() {
	sizes := map[float64]int{}
	var bottoms []float64
	bold, light := 0, 0
	var text strings.Builder
	for i := 0; i < len(p.letters); {
		end := i
		var words strings.Builder
		for ; end < len(p.letters) && p.letters[end].Link == p.letters[i].Link; end++ {
			l := p.letters[end]
			words.WriteString(spelled(l.Rune))
			sizes[math.Round(l.Size*2)/2]++
			if l.Rune != ' ' {
				bottoms = append(bottoms, l.Bottom)
			}
			switch {
			case !unicode.IsLetter(l.Rune):
			case l.Bold:
				bold++
			default:
				light++
			}
		}
		text.WriteString(linked(words.String(), p.letters[i].Link))
		i = end
	}
	most := 0
	for size, count := range sizes {
		if count > most || count == most && size > p.size {
			most, p.size = count, size
		}
	}
	p.bold = bold > 0 && light == 0
	slices.Sort(bottoms)
	p.base = bottoms[len(bottoms)/2]
	p.text = strings.TrimSpace(text.String())
}

// linked marks words as a link to address, if that is one.
func linked(words, address string) string {
	w := walker{report: &Report{}}
	target, _ := w.target(address)
	inner := strings.TrimSpace(words)
	if target == "" || inner == "" {
		return words
	}
	return strings.Replace(words, inner, markLink(inner, target), 1)
}

// spelled writes a letter out: ligatures are two or three.
func spelled(r rune) string {
	switch r {
	case '\ufb00':
		return "ff"
	case '\ufb01':
		return "fi"
	case '\ufb02':
		return "fl"
	case '\ufb03':
		return "ffi"
	case '\ufb04':
		return "ffl"
	case '\ufb05', '\ufb06':
		return "st"
	case '\u0002':
		return "\u00ad" // PDFium's mark for a hyphen at the end of a line
	}
	if bullet := bulletOf(r); bullet != 0 {
		r = bullet
	}
	return string(r)
}

// markAlone matches the mark of an item without its words.
var markAlone = regexp.MustCompile(`^(?:[•–*-]|o|\(?\d{1,3}[.)]|\(?[a-z][.)])$`)

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

// with returns p and what stands behind it as one.
func (p pdfPiece) with(q pdfPiece) pdfPiece {
	p.text += " " + q.text
	p.right, p.size, p.base, p.bold = q.right, q.size, q.base, q.bold
	p.bottom, p.top = min(p.bottom, q.bottom), max(p.top, q.top)
	return p
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
			count += words(p.text)
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

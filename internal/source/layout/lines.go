package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"pamphlet/internal/pdf"
	"pamphlet/internal/source/draft"
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
func linesOfPage(n int, page pdf.Page, report *draft.Report) []pdfLine {
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
func piecesOf(n int, page pdf.Page, report *draft.Report) []pdfPiece {
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
	report.Leave(turned.String(), "turned sideways")
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
	target, _ := draft.LinkTarget(nil, address)
	inner := strings.TrimSpace(words)
	if target == "" || inner == "" {
		return words
	}
	return strings.Replace(words, inner, draft.MarkLink(inner, target), 1)
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

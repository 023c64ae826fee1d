package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxUnzipped bounds what a spreadsheet unpacks to, in bytes.
const maxUnzipped = 64 << 20

// maxRows and maxColumns bound one sheet that is read, the others all of them: the
// library takes some 3 KB a cell, and looks at every link for each.
const (
	maxRows       = 100_000
	maxColumns    = 200
	maxSheetCells = 50_000 // cells, and words that cells share
	maxSheetLinks = 2_000
)

// readXLSX reads the sheets of a workbook: one with columns of questions and
// answers as a list of them, any other as a table below its name.
func readXLSX(ctx context.Context, body []byte, given Options, report *Report) (d draft, err error) {
	// The library panics on some damaged files; one must not stop the bot.
	defer func() {
		if recover() != nil {
			err = damagedArchive(spreadsheet, "it could not be read")
		}
	}()
	has, err := countSheets(ctx, body)
	if err != nil {
		return draft{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxPart})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return draft{}, refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
		}
		return draft{}, damagedArchive(spreadsheet, "it holds no readable sheet")
	}
	defer book.Close()
	var struck *struckCells
	if has.struck {
		struck = &struckCells{book, map[int]bool{}}
	}
	var pairs []pair
	for _, name := range book.GetSheetList() {
		if shown, err := book.GetSheetVisible(name); err == nil && !shown {
			report.leave(name, "a hidden sheet")
			continue
		}
		rows, err := sheetRows(book, name, has.links > 0, struck, report)
		if err != nil {
			return draft{}, err
		}
		if len(rows) == 0 {
			continue
		}
		if rows = fromHeader(rows, given, report); namesColumns(rolesOf(rows[0].cells, given.Columns)) {
			found, err := rowPairs(rows, given, report)
			if err != nil {
				return draft{}, err
			}
			pairs = append(pairs, found...)
			continue
		}
		d.blocks = append(d.blocks, sheetBlocks(name, rows)...)
	}
	if len(pairs) > 0 {
		list, err := listDraft(ctx, pairs, given, report)
		if err != nil {
			return draft{}, err
		}
		list.blocks = append(list.blocks, d.blocks...)
		d = list
	}
	d.list = true
	return d, nil
}

// sheetBlocks writes a sheet as a table below its name. Lines of one cell above
// the table are its title.
func sheetBlocks(name string, rows []tableRow) []block {
	blocks := []block{{kind: heading, level: 2, text: name}}
	for len(rows) > 1 && filled(rows[0].cells) == 1 && filled(rows[1].cells) > 0 && widest(rows) > 1 {
		blocks = append(blocks, block{text: strings.Join(rows[0].cells, "")})
		rows = rows[1:]
	}
	for i, r := range rows {
		blocks = append(blocks, block{kind: row, first: i == 0, cells: r.cells})
	}
	return blocks
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

func widest(rows []tableRow) int {
	most := 0
	for _, r := range rows {
		most = max(most, filled(r.cells))
	}
	return most
}

// sheetRows returns the rows of a sheet that say something, with the addresses
// of their links.
func sheetRows(book *excelize.File, sheet string, linked bool, struck *struckCells, report *Report) ([]tableRow, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, damagedArchive(spreadsheet, "a sheet is broken")
	}
	defer rows.Close()
	links := map[string]bool{}
	if linked {
		cells, err := book.GetHyperLinkCells(sheet, "External")
		if err != nil {
			return nil, damagedArchive(spreadsheet, "a sheet is broken")
		}
		for _, at := range cells {
			first, _, _ := strings.Cut(at, ":")
			links[first] = true
		}
	}
	var all []tableRow
	for line := 1; rows.Next(); line++ {
		if line > maxRows {
			return nil, refusal(ErrTooLarge, "a sheet has more than 100,000 rows", "split it into smaller files")
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, damagedArchive(spreadsheet, "a sheet is broken")
		}
		cells = cells[:min(len(cells), maxColumns)]
		if blank(cells) {
			continue
		}
		left := false
		for i, c := range cells {
			at, err := excelize.CoordinatesToCellName(i+1, line)
			if err != nil || strings.TrimSpace(c) == "" {
				continue
			}
			if c = struck.without(sheet, at, c, report); cellError.MatchString(c) {
				report.leave(c, "an error of the spreadsheet, in "+at)
				c = ""
			}
			if cells[i] = c; c == "" {
				left = true
				continue
			}
			if !links[at] {
				continue
			}
			if linked, target, err := book.GetCellHyperLink(sheet, at); err == nil && linked {
				w := walker{report: &Report{}}
				if target, _ := w.target(target); target != "" && len(c) <= maxLinkText {
					cells[i] = markLink(clean(c), target)
				}
			}
		}
		if !blank(cells) {
			all = append(all, tableRow{line, cells, left})
		}
	}
	return all, nil
}

// cellError matches what a formula that cannot be reckoned shows.
var cellError = regexp.MustCompile(`^#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$`)

// struckCells knows what is struck out in a workbook.
type struckCells struct {
	book   *excelize.File
	styles map[int]bool // by their number, as far as they were asked for
}

// without returns the text of a cell less what is struck out, which is reported.
func (s *struckCells) without(sheet, at, text string, report *Report) string {
	if s == nil {
		return text
	}
	if id, err := s.book.GetCellStyle(sheet, at); err == nil && s.style(id) {
		report.leave(text, "struck out")
		return ""
	}
	runs, err := s.book.GetCellRichText(sheet, at)
	if err != nil || !slices.ContainsFunc(runs, func(r excelize.RichTextRun) bool { return r.Font != nil && r.Font.Strike }) {
		return text
	}
	var stands strings.Builder
	for _, r := range runs {
		if r.Font != nil && r.Font.Strike {
			report.leave(r.Text, "struck out")
			continue
		}
		stands.WriteString(r.Text)
	}
	return strings.TrimSpace(stands.String())
}

func (s *struckCells) style(id int) bool {
	struck, known := s.styles[id]
	if !known {
		style, err := s.book.GetStyle(id)
		struck = err == nil && style.Font != nil && style.Font.Strike
		s.styles[id] = struck
	}
	return struck
}

// A sheetCount is what the sheets of a workbook hold.
type sheetCount struct {
	cells, links int
	struck       bool // something may be struck out
}

// countSheets counts in one pass, before the workbook is opened, and refuses what
// would cost too much. A file that is no archive is left to the library.
func countSheets(ctx context.Context, body []byte) (has sheetCount, err error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return sheetCount{}, nil
	}
	if len(archive.File) > maxParts || saysMore(archive, maxUnzipped) {
		return sheetCount{}, refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
	}
	room := maxUnzipped
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			continue // the library says what is wrong
		}
		room, err = has.add(stoppable{ctx, r}, room)
		r.Close()
		switch {
		case ctx.Err() != nil:
			return sheetCount{}, ctx.Err()
		case room <= 0:
			return sheetCount{}, refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
		case has.cells > maxSheetCells:
			return sheetCount{}, refusal(ErrTooLarge, "a workbook of more than 50,000 cells", "split it into smaller files")
		case has.links > maxSheetLinks:
			return sheetCount{}, refusal(ErrTooLarge, "a workbook of more than 2,000 links", "split it into smaller files")
		case err != nil && !errors.Is(err, io.EOF):
			continue
		}
	}
	return has, nil
}

var (
	cellTag = regexp.MustCompile(`<(?:\w+:)?(?:c|si)[\s>/]`)
	linkTag = regexp.MustCompile(`<(?:\w+:)?hyperlink[\s>/]`)
)

// add counts what a part holds, of at most room bytes, and returns the room left.
func (has *sheetCount) add(r io.Reader, room int) (int, error) {
	const longest = 64 // bytes of a tag's name
	buffer := make([]byte, 0, 64<<10)
	for {
		n, err := io.ReadFull(r, buffer[len(buffer):cap(buffer)])
		buffer = buffer[:len(buffer)+n]
		if room -= n; room <= 0 {
			return 0, nil
		}
		last := len(buffer)
		if err == nil { // a tag that goes on is counted with what follows
			if open := bytes.LastIndexByte(buffer, '<'); open >= 0 && last-open < longest {
				last = open
			}
		}
		has.cells += len(cellTag.FindAllIndex(buffer[:last], -1))
		has.links += len(linkTag.FindAllIndex(buffer[:last], -1))
		has.struck = has.struck || bytes.Contains(buffer[:last], []byte("strike"))
		if err != nil || has.cells > maxSheetCells || has.links > maxSheetLinks {
			return room, err
		}
		buffer = buffer[:copy(buffer, buffer[last:])]
	}
}

package office

import (
	"bytes"
	"context"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/faq"
	"pamphlet/internal/source/prose"
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

// ReadXLSX reads the sheets of a workbook: one with columns of questions and
// answers as a list of them, any other as a table below its name.
func ReadXLSX(ctx context.Context, body []byte, given draft.Options, report *draft.Report) (d draft.Draft, err error) {
	// The library panics on some damaged files; one must not stop the bot.
	defer func() {
		if recover() != nil {
			err = damagedArchive(draft.Spreadsheet, "it could not be read")
		}
	}()
	has, err := countSheets(ctx, body)
	if err != nil {
		return draft.Draft{}, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxPart, ShortDatePattern: "yyyy-mm-dd"})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return draft.Draft{}, draft.Refusal(draft.ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
		}
		return draft.Draft{}, damagedArchive(draft.Spreadsheet, "it holds no readable sheet")
	}
	defer book.Close()
	var struck *struckCells
	if has.struck {
		struck = &struckCells{book, map[int]bool{}}
	}
	var pairs []faq.Pair
	for _, name := range book.GetSheetList() {
		if shown, err := book.GetSheetVisible(name); err == nil && !shown {
			report.Leave(name, "a hidden sheet")
			continue
		}
		rows, err := sheetRows(book, name, has, struck, report)
		if err != nil {
			return draft.Draft{}, err
		}
		if len(rows) == 0 {
			continue
		}
		if rows = faq.FromHeader(rows, given, report); faq.NamesColumns(faq.RolesOf(rows[0].Cells, given.Columns)) {
			found, err := faq.RowPairs(rows, given, report)
			if err != nil {
				return draft.Draft{}, err
			}
			pairs = append(pairs, found...)
			continue
		}
		d.Blocks = append(d.Blocks, sheetBlocks(name, rows)...)
	}
	if len(pairs) > 0 {
		list, err := faq.Draft(ctx, pairs, given, report)
		if err != nil {
			return draft.Draft{}, err
		}
		list.Blocks = append(list.Blocks, d.Blocks...)
		d = list
	}
	d.List = true
	return d, nil
}

// sheetBlocks writes a sheet as a table below its name. Lines of one cell above
// the table are its title.
func sheetBlocks(name string, rows []faq.TableRow) []draft.Block {
	blocks := []draft.Block{{Kind: draft.Heading, Level: 2, Text: name}}
	for len(rows) > 1 && faq.Filled(rows[0].Cells) == 1 && faq.Filled(rows[1].Cells) > 0 && widest(rows) > 1 {
		blocks = append(blocks, draft.Block{Text: strings.Join(rows[0].Cells, "")})
		rows = rows[1:]
	}
	for i, r := range rows {
		blocks = append(blocks, draft.Block{Kind: draft.Row, First: i == 0, Cells: r.Cells})
	}
	return blocks
}

func widest(rows []faq.TableRow) int {
	most := 0
	for _, r := range rows {
		most = max(most, faq.Filled(r.Cells))
	}
	return most
}

// sheetRows returns the rows of a sheet that say something, with the addresses
// of their links.
func sheetRows(book *excelize.File, sheet string, has sheetCount, struck *struckCells, report *draft.Report) ([]faq.TableRow, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, damagedArchive(draft.Spreadsheet, "a sheet is broken")
	}
	defer rows.Close()
	links := map[string]bool{}
	if has.links > 0 {
		cells, err := book.GetHyperLinkCells(sheet, "External")
		if err != nil {
			return nil, damagedArchive(draft.Spreadsheet, "a sheet is broken")
		}
		for _, at := range cells {
			first, _, _ := strings.Cut(at, ":")
			links[first] = true
		}
	}
	var merged mergedCells
	if has.merged {
		merged = mergedBelow(book, sheet)
	}
	var all []faq.TableRow
	for line := 1; rows.Next(); line++ {
		if line > maxRows {
			return nil, draft.Refusal(draft.ErrTooLarge, "a sheet has more than 100,000 rows", "split it into smaller files")
		}
		cells, err := rows.Columns()
		if err != nil {
			return nil, damagedArchive(draft.Spreadsheet, "a sheet is broken")
		}
		cells = cells[:min(len(cells), maxColumns)]
		if faq.Blank(cells) {
			continue
		}
		left := false
		for i, c := range cells {
			at, err := excelize.CoordinatesToCellName(i+1, line)
			if err != nil || strings.TrimSpace(c) == "" {
				continue
			}
			if c = struck.without(sheet, at, c, report); cellError.MatchString(c) {
				report.Leave(c, "an error of the spreadsheet, in "+at)
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
				if target, _ := draft.LinkTarget(nil, target); target != "" && len(c) <= draft.MaxLinkText {
					cells[i] = draft.MarkLink(prose.Clean(c), target)
				}
			}
		}
		if !faq.Blank(cells) {
			cells = merged.filled(line, cells)
			all = append(all, faq.TableRow{Line: line, Cells: cells, Left: left})
		}
	}
	return all, nil
}

// cellError matches what a formula that cannot be reckoned shows.
var cellError = regexp.MustCompile(`^#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|SPILL!|CALC!)$`)

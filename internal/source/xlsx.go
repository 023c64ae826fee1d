package source

import (
	"bytes"
	"context"
	"strings"

	"github.com/xuri/excelize/v2"
)

// maxUnzipped bounds what a spreadsheet unpacks to, in bytes.
const maxUnzipped = 64 << 20

// maxRows and maxColumns bound the cells of one sheet that are read.
const (
	maxRows    = 100_000
	maxColumns = 200
)

// readXLSX reads the sheets of a workbook: one with columns of questions and
// answers as a list of them, any other as a table below its name.
func readXLSX(ctx context.Context, body []byte, given Given, report *Report) (d draft, err error) {
	// The library panics on some damaged files; one must not stop the bot.
	defer func() {
		if recover() != nil {
			err = damagedArchive(spreadsheet, "it could not be read")
		}
	}()
	book, err := excelize.OpenReader(bytes.NewReader(body), excelize.Options{UnzipSizeLimit: maxUnzipped, UnzipXMLSizeLimit: maxPart})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size exceeds") {
			return draft{}, refusal(ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
		}
		return draft{}, damagedArchive(spreadsheet, "it holds no readable sheet")
	}
	defer book.Close()
	var pairs []pair
	for _, name := range book.GetSheetList() {
		if shown, err := book.GetSheetVisible(name); err == nil && !shown {
			report.leave(name, "a hidden sheet")
			continue
		}
		rows, err := sheetRows(book, name)
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
		d.blocks = append(d.blocks, block{kind: heading, level: 2, text: name})
		for i, r := range rows {
			d.blocks = append(d.blocks, block{kind: row, first: i == 0, cells: r.cells})
		}
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

// sheetRows returns the rows of a sheet that say something, with the addresses
// of their links.
func sheetRows(book *excelize.File, sheet string) ([]tableRow, error) {
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, damagedArchive(spreadsheet, "a sheet is broken")
	}
	defer rows.Close()
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
		for i, c := range cells {
			at, err := excelize.CoordinatesToCellName(i+1, line)
			if err != nil || strings.TrimSpace(c) == "" {
				continue
			}
			if linked, target, err := book.GetCellHyperLink(sheet, at); err == nil && linked {
				w := walker{report: &Report{}}
				if target, _ := w.target(target); target != "" && len(c) <= maxLinkText {
					cells[i] = markLink(clean(c), target)
				}
			}
		}
		all = append(all, tableRow{line, cells})
	}
	return all, nil
}

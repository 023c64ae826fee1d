package office

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"regexp"

	"pamphlet/internal/source/draft"
)

// A sheetCount is what the sheets of a workbook hold.
type sheetCount struct {
	cells, links int
	struck       bool // something may be struck out
	merged       bool // cells may be merged
}

// countSheets counts in one pass, before the workbook is opened, and refuses what
// would cost too much. A file that is no archive is left to the library.
func countSheets(ctx context.Context, body []byte) (has sheetCount, err error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return sheetCount{}, nil
	}
	if len(archive.File) > maxParts || SaysMore(archive, maxUnzipped) {
		return sheetCount{}, draft.Refusal(draft.ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
	}
	room := maxUnzipped
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			continue // the library says what is wrong
		}
		room, err = has.add(draft.Stoppable(ctx, r), room)
		r.Close()
		switch {
		case ctx.Err() != nil:
			return sheetCount{}, ctx.Err()
		case room <= 0:
			return sheetCount{}, draft.Refusal(draft.ErrTooLarge, "it unpacks to more than 64 MiB", "split it into smaller files")
		case has.cells > maxSheetCells:
			return sheetCount{}, draft.Refusal(draft.ErrTooLarge, "a workbook of more than 50,000 cells", "split it into smaller files")
		case has.links > maxSheetLinks:
			return sheetCount{}, draft.Refusal(draft.ErrTooLarge, "a workbook of more than 2,000 links", "split it into smaller files")
		case err != nil && !errors.Is(err, io.EOF):
			continue
		}
	}
	return has, nil
}

var cellTag = regexp.MustCompile(`<(?:\w+:)?(?:c|si)[\s>/]`)

var (
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
		has.merged = has.merged || bytes.Contains(buffer[:last], []byte("mergeCell"))
		has.struck = has.struck || bytes.Contains(buffer[:last], []byte("strike"))
		if err != nil || has.cells > maxSheetCells || has.links > maxSheetLinks {
			return room, err
		}
		buffer = buffer[:copy(buffer, buffer[last:])]
	}
}

// Package office reads the documents, workbooks and books of office programs, which
// are archives of XML, into drafts.
package office

import (
	"archive/zip"
	"bytes"
	"context"
	"io"

	"pamphlet/internal/source/draft"
)

// Part unpacks one part of the archive, nil if there is none.
func Part(ctx context.Context, archive *zip.Reader, name string) ([]byte, error) {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, damagedDOCX(name)
		}
		defer r.Close()
		body, err := io.ReadAll(io.LimitReader(draft.Stoppable(ctx, r), maxPart+1))
		if len(body) > maxPart {
			return nil, draft.Refusal(draft.ErrTooLarge, name+" unpacks to more than 16 MiB", "split it into smaller documents")
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			return nil, damagedDOCX(name)
		}
		return body, nil
	}
	return nil, nil
}

// ZipKind tells what an archive is by its parts, or "" if it is none.
func ZipKind(body []byte) string {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return ""
	}
	has := map[string]bool{}
	for _, f := range archive.File[:min(len(archive.File), maxParts)] {
		has[f.Name] = true
	}
	switch {
	case has["word/document.xml"]:
		return draft.WordFile
	case has["xl/workbook.xml"]:
		return draft.Spreadsheet
	case has["META-INF/container.xml"]:
		return draft.BookFile
	case has["content.xml"]:
		return draft.OpenText
	case has["[Content_Types].xml"]:
		return draft.WordFile // or what is left of one
	}
	return draft.ArchiveFile
}

func damagedArchive(kind, why string) error {
	return draft.Refusal(draft.ErrDamaged, kind+": "+why, "open it in the program that made it, save it again, and import that")
}

// OpenArchive opens a document that is a zip archive.
func OpenArchive(body []byte, kind string) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(archive.File) > maxParts {
		return nil, damagedArchive(kind, "it is not a proper zip archive")
	}
	return archive, nil
}

// SaysMore reports whether the parts of an archive are larger than most bytes, by
// what it says itself. One that lies is found out when it is unpacked.
func SaysMore(archive *zip.Reader, most uint64) bool {
	size := uint64(0)
	for _, f := range archive.File {
		if size += min(f.UncompressedSize64, most+1); size > most {
			return true
		}
	}
	return false
}

package source

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"net/url"
	"path"
	"sort"
	"strings"
)

// zipKind tells what an archive is by its parts, or "" if it is none.
func zipKind(body []byte) string {
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
		return wordFile
	case has["xl/workbook.xml"]:
		return spreadsheet
	case has["META-INF/container.xml"]:
		return bookFile
	case has["content.xml"]:
		return openText
	case has["[Content_Types].xml"]:
		return wordFile // or what is left of one
	}
	return archiveFile
}

func damagedArchive(kind, why string) error {
	return refusal(ErrDamaged, kind+": "+why, "open it in the program that made it, save it again, and import that")
}

// openArchive opens a document that is a zip archive.
func openArchive(body []byte, kind string) (*zip.Reader, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(archive.File) > maxParts {
		return nil, damagedArchive(kind, "it is not a proper zip archive")
	}
	return archive, nil
}

// readEPUB reads the chapters of a book in their order.
func readEPUB(ctx context.Context, body []byte, report *Report) (draft, error) {
	archive, err := openArchive(body, bookFile)
	if err != nil {
		return draft{}, err
	}
	names, title, language, err := chapters(ctx, archive)
	if err != nil {
		return draft{}, err
	}
	d := draft{title: title, language: languageCode(language)}
	size := 0
	for _, name := range names {
		chapter, err := part(ctx, archive, name)
		if err != nil {
			return draft{}, err
		}
		if chapter == nil {
			report.leave(name, "a chapter that is not in the file")
			continue
		}
		if size += len(chapter); size > maxText {
			return draft{}, refusal(ErrTooLarge, "its chapters unpack to more than 4 MiB", "split it into smaller files")
		}
		page, err := parseHTML(ctx, string(chapter))
		if err != nil {
			return draft{}, err
		}
		d.blocks = append(d.blocks, walk(bodyOf(page), nil, report)...)
	}
	return d, nil
}

// chapters returns the parts of a book that are read, in order, and what the
// book says of itself.
func chapters(ctx context.Context, archive *zip.Reader) (names []string, title, language string, err error) {
	container, err := part(ctx, archive, "META-INF/container.xml")
	if err != nil {
		return nil, "", "", err
	}
	root := ""
	ignoreText, ignoreEnd := func(string) {}, func(string) {}
	_ = tokens(container, func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && root == "" {
			root = value(e, "full-path")
		}
	}, ignoreText, ignoreEnd)
	index, err := part(ctx, archive, root)
	if err != nil {
		return nil, "", "", err
	}
	if index == nil {
		return nil, "", "", damagedArchive(bookFile, "it has no list of chapters")
	}
	files := map[string]string{}
	element := ""
	err = tokens(index, func(e xml.StartElement) {
		element = e.Name.Local
		switch element {
		case "item":
			if kind := value(e, "media-type"); strings.Contains(kind, "html") && !strings.Contains(value(e, "properties"), "nav") {
				href, _, _ := strings.Cut(value(e, "href"), "#")
				if name, err := url.PathUnescape(href); err == nil {
					href = name
				}
				files[value(e, "id")] = path.Join(path.Dir(root), href)
			}
		case "itemref":
			if name := files[value(e, "idref")]; name != "" && len(names) < maxParts {
				names = append(names, name)
				delete(files, value(e, "idref")) // each is read once
			}
		}
	}, func(text string) {
		switch element {
		case "title":
			title += text
		case "language":
			language += text
		}
	}, func(string) { element = "" })
	return names, clean(title), language, err
}

// archived returns the names of the files within an archive that are read. An
// archive within an archive is read, one within that is not.
func archived(archive *zip.Reader, within bool, report *Report) []string {
	var names []string
	for _, f := range archive.File {
		base := path.Base(f.Name)
		switch kind := byExtension(path.Ext(base)); {
		case f.FileInfo().IsDir(), strings.HasPrefix(base, "."), strings.HasPrefix(f.Name, "__MACOSX/"):
		case kind == archiveFile && within:
			report.leave(f.Name, "an archive within one within another")
		case kind == "":
			report.leave(f.Name, firstOf(otherFormat(path.Ext(base)), "a format that is not read"))
		default:
			names = append(names, f.Name)
		}
	}
	sort.Strings(names)
	return names
}

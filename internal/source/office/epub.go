package office

import (
	"archive/zip"
	"context"
	"encoding/xml"
	"net/url"
	"path"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/internal/source/web"
)

// ReadEPUB reads the chapters of a book in their order.
func ReadEPUB(ctx context.Context, body []byte, report *draft.Report) (draft.Draft, error) {
	archive, err := OpenArchive(body, draft.BookFile)
	if err != nil {
		return draft.Draft{}, err
	}
	names, title, language, err := chapters(ctx, archive)
	if err != nil {
		return draft.Draft{}, err
	}
	d := draft.Draft{Title: title, Language: prose.LanguageCode(language)}
	size := 0
	for _, name := range names {
		chapter, err := Part(ctx, archive, name)
		if err != nil {
			return draft.Draft{}, err
		}
		if chapter == nil {
			report.Leave(name, "a chapter that is not in the file")
			continue
		}
		if size += len(chapter); size > draft.MaxText {
			return draft.Draft{}, draft.Refusal(draft.ErrTooLarge, "its chapters unpack to more than 4 MiB", "split it into smaller files")
		}
		blocks, err := web.Blocks(ctx, string(chapter), nil, report)
		if err != nil {
			return draft.Draft{}, err
		}
		d.Blocks = append(d.Blocks, blocks...)
	}
	return d, nil
}

// chapters returns the parts of a book that are read, in order, and what the
// book says of itself.
func chapters(ctx context.Context, archive *zip.Reader) (names []string, title, language string, err error) {
	container, err := Part(ctx, archive, "META-INF/container.xml")
	if err != nil {
		return nil, "", "", err
	}
	root := ""
	ignoreText, ignoreEnd := func(string) {}, func(string) {}
	_ = Tokens(container, func(e xml.StartElement) {
		if e.Name.Local == "rootfile" && root == "" {
			root = value(e, "full-path")
		}
	}, ignoreText, ignoreEnd)
	index, err := Part(ctx, archive, root)
	if err != nil {
		return nil, "", "", err
	}
	if index == nil {
		return nil, "", "", damagedArchive(draft.BookFile, "it has no list of chapters")
	}
	files := map[string]string{}
	element := ""
	err = Tokens(index, func(e xml.StartElement) {
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
	return names, prose.Clean(title), language, err
}

package office

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// Limits of a DOCX file. What an entry says of its own size is not trusted.
const (
	maxParts    = 10_000
	maxPart     = 16 << 20 // bytes of one unpacked part
	maxXMLDepth = 512
)

// ReadDOCX reads a document of Word or another office program.
func ReadDOCX(ctx context.Context, body []byte, report *draft.Report) (draft.Draft, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(archive.File) > maxParts {
		return draft.Draft{}, damagedDOCX("it is not a proper zip archive")
	}
	document, err := Part(ctx, archive, "word/document.xml")
	if err != nil {
		return draft.Draft{}, err
	}
	if document == nil {
		return draft.Draft{}, damagedDOCX("it holds no document")
	}
	styles, err := Part(ctx, archive, "word/styles.xml")
	if err != nil {
		return draft.Draft{}, err
	}
	numbering, err := Part(ctx, archive, "word/numbering.xml")
	if err != nil {
		return draft.Draft{}, err
	}
	core, err := Part(ctx, archive, "docProps/core.xml")
	if err != nil {
		return draft.Draft{}, err
	}
	levels, codes := readStyles(styles)
	reader := documentReader{styles: levels, codes: codes, numbering: readNumbering(numbering), report: report,
		links: map[string]string{}, footnotes: map[string]string{}}
	if err := reader.readBeside(ctx, archive); err != nil {
		return draft.Draft{}, err
	}
	if err := reader.read(document); err != nil {
		return draft.Draft{}, err
	}
	d := readCore(core)
	d.Title = prose.FirstOf(reader.title, d.Title)
	d.Blocks = reader.Blocks
	return d, nil
}

// readBeside reads the parts that a document refers to: targets of its links,
// and its notes.
func (r *documentReader) readBeside(ctx context.Context, archive *zip.Reader) error {
	for _, name := range []string{"word/_rels/document.xml.rels", "word/footnotes.xml", "word/endnotes.xml"} {
		body, err := Part(ctx, archive, name)
		if err != nil {
			return err
		}
		id, inText := "", false
		var note strings.Builder
		_ = Tokens(body, func(e xml.StartElement) {
			switch e.Name.Local {
			case "Relationship":
				if value(e, "TargetMode") == "External" {
					r.links[value(e, "Id")] = value(e, "Target")
				}
			case "footnote", "endnote":
				id = e.Name.Local[:4] + value(e, "id")
			case "p":
				if note.Len() > 0 {
					note.WriteByte(' ')
				}
			}
			inText = e.Name.Local == "t"
		}, func(text string) {
			if inText && id != "" {
				note.WriteString(text)
			}
		}, func(name string) {
			if inText = false; name == "footnote" || name == "endnote" {
				r.footnotes[id] = note.String()
				id = ""
				note.Reset()
			}
		}) // without them the words of the document remain
	}
	return r.leaveBeside(ctx, archive)
}

// leaveBeside reports the words of headers, footers and comments.
func (r *documentReader) leaveBeside(ctx context.Context, archive *zip.Reader) error {
	size := 0
	for _, f := range archive.File {
		why := besideText(f.Name)
		if why == "" || size > maxPart {
			continue
		}
		body, err := Part(ctx, archive, f.Name)
		if err != nil {
			return err
		}
		size += len(body)
		inText := false
		var words strings.Builder
		_ = Tokens(body, func(e xml.StartElement) {
			if inText = e.Name.Local == "t"; e.Name.Local == "p" {
				words.WriteByte(' ')
			}
		}, func(text string) {
			if inText {
				words.WriteString(text)
			}
		}, func(string) { inText = false })
		r.report.Leave(words.String(), why)
	}
	return nil
}

// besideText says what a part of a document is whose words are not the text's.
func besideText(name string) string {
	switch {
	case strings.HasPrefix(name, "word/header"), strings.HasPrefix(name, "word/footer"):
		return "header or footer of the pages"
	case name == "word/comments.xml":
		return "a comment"
	}
	return ""
}

func damagedDOCX(why string) error {
	return draft.Refusal(draft.ErrDamaged, why, "open it in a word processor, save it again as DOCX or as plain text, and import that")
}

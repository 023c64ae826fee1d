package source

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// Limits of a DOCX file. What an entry says of its own size is not trusted.
const (
	maxParts    = 10_000
	maxPart     = 16 << 20 // bytes of one unpacked part
	maxXMLDepth = 512
)

// readDOCX reads a document of Word or another office program.
func readDOCX(ctx context.Context, body []byte, report *Report) (draft, error) {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(archive.File) > maxParts {
		return draft{}, damagedDOCX("it is not a proper zip archive")
	}
	document, err := part(ctx, archive, "word/document.xml")
	if err != nil {
		return draft{}, err
	}
	if document == nil {
		return draft{}, damagedDOCX("it holds no document")
	}
	styles, err := part(ctx, archive, "word/styles.xml")
	if err != nil {
		return draft{}, err
	}
	numbering, err := part(ctx, archive, "word/numbering.xml")
	if err != nil {
		return draft{}, err
	}
	core, err := part(ctx, archive, "docProps/core.xml")
	if err != nil {
		return draft{}, err
	}
	levels, codes := readStyles(styles)
	reader := documentReader{styles: levels, codes: codes, numbering: readNumbering(numbering), report: report,
		links: map[string]string{}, footnotes: map[string]string{}}
	if err := reader.readBeside(ctx, archive); err != nil {
		return draft{}, err
	}
	if err := reader.read(document); err != nil {
		return draft{}, err
	}
	d := readCore(core)
	d.title = firstOf(reader.title, d.title)
	d.blocks = reader.blocks
	return d, nil
}

// readBeside reads the parts that a document refers to: targets of its links,
// and its notes.
func (r *documentReader) readBeside(ctx context.Context, archive *zip.Reader) error {
	for _, name := range []string{"word/_rels/document.xml.rels", "word/footnotes.xml", "word/endnotes.xml"} {
		body, err := part(ctx, archive, name)
		if err != nil {
			return err
		}
		id, inText := "", false
		var note strings.Builder
		_ = tokens(body, func(e xml.StartElement) {
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
		body, err := part(ctx, archive, f.Name)
		if err != nil {
			return err
		}
		size += len(body)
		inText := false
		var words strings.Builder
		_ = tokens(body, func(e xml.StartElement) {
			if inText = e.Name.Local == "t"; e.Name.Local == "p" {
				words.WriteByte(' ')
			}
		}, func(text string) {
			if inText {
				words.WriteString(text)
			}
		}, func(string) { inText = false })
		r.report.leave(words.String(), why)
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
	return refusal(ErrDamaged, why, "open it in a word processor, save it again as DOCX or as plain text, and import that")
}

// part unpacks one part of the archive, nil if there is none.
func part(ctx context.Context, archive *zip.Reader, name string) ([]byte, error) {
	for _, f := range archive.File {
		if f.Name != name {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return nil, damagedDOCX(name)
		}
		defer r.Close()
		body, err := io.ReadAll(io.LimitReader(stoppable{ctx, r}, maxPart+1))
		if len(body) > maxPart {
			return nil, refusal(ErrTooLarge, name+" unpacks to more than 16 MiB", "split it into smaller documents")
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

// tokens calls start, text and end for the parts of an XML text, text once for all
// between two tags.
func tokens(body []byte, start func(xml.StartElement), text func(string), end func(string)) error {
	decoder := xml.NewDecoder(bytes.NewReader(body))
	var between bytes.Buffer
	flush := func() {
		if between.Len() > 0 {
			text(between.String())
			between.Reset()
		}
	}
	for depth, elements := 0, 0; ; {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			flush()
			return nil
		}
		if err != nil {
			return damagedDOCX("its text is broken")
		}
		switch t := token.(type) {
		case xml.StartElement:
			if depth++; depth > maxXMLDepth {
				return refusal(ErrNesting, "", "save it as plain text and import that")
			}
			if elements += 1 + len(t.Attr); elements > maxElementsXML {
				return tooMuch("it has too many elements", "save it as plain text and import that")
			}
			flush()
			start(t)
		case xml.EndElement:
			flush()
			depth--
			end(t.Name.Local)
		case xml.CharData:
			between.Write(t)
		}
	}
}

// value returns an attribute of e by its local name.
func value(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// readStyles returns for each style of a heading its level, 0 for the title, and
// the styles of code. Styles are known by their English names, which every
// language of Word keeps.
func readStyles(body []byte) (levels map[string]int, codes map[string]bool) {
	levels, codes = map[string]int{"Title": 0}, map[string]bool{}
	if body == nil { // then their usual ids
		for level := 1; level <= 6; level++ {
			levels[fmt.Sprintf("Heading%d", level)] = level
		}
	}
	id := ""
	ignore := func(string) {}
	_ = tokens(body, func(e xml.StartElement) {
		switch e.Name.Local {
		case "style":
			id = value(e, "styleId")
		case "name":
			var level int
			name := strings.ToLower(value(e, "val"))
			if name == "title" {
				levels[id] = 0
			} else if codeStyle.MatchString(name) {
				codes[id] = true
			} else if _, err := fmt.Sscanf(name, "heading %d", &level); err == nil && level >= 1 && level <= 9 {
				levels[id] = min(level, 6)
			}
		}
	}, ignore, ignore) // without styles there are no headings by style
	return levels, codes
}

// codeStyle matches the names of styles for lines of code.
var codeStyle = regexp.MustCompile(`^(?:html preformatted|preformatted text|source code|macro text|macro|code|code block|code example|console|listing|verbatim)$`)

// readNumbering returns whether each list level, "numId/ilvl", is numbered.
func readNumbering(body []byte) map[string]bool {
	abstract := map[string]bool{}
	numbered := map[string]bool{}
	var id, level, num string
	ignore := func(string) {}
	_ = tokens(body, func(e xml.StartElement) {
		switch e.Name.Local {
		case "abstractNum":
			id = value(e, "abstractNumId")
		case "lvl":
			level = value(e, "ilvl")
		case "numFmt":
			abstract[id+"/"+level] = value(e, "val") != "bullet" && value(e, "val") != "none"
		case "num":
			num = value(e, "numId")
		case "abstractNumId":
			of := value(e, "val")
			for i := range 9 {
				numbered[fmt.Sprintf("%s/%d", num, i)] = abstract[fmt.Sprintf("%s/%d", of, i)]
			}
		}
	}, ignore, ignore) // without it every list has bullets
	return numbered
}

// readCore reads what a document says about itself.
func readCore(body []byte) draft {
	var d draft
	name := ""
	_ = tokens(body, func(e xml.StartElement) { name = e.Name.Local }, func(text string) {
		switch name {
		case "title":
			d.title = clean(text)
		case "language":
			d.language = languageCode(text)
		case "modified":
			d.updated = firstDate(text)
		}
	}, func(string) { name = "" })
	return d
}

package office

import (
	"context"
	"encoding/xml"
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/web"
)

// ReadODT reads a text document of LibreOffice and its like, by making HTML of it.
func ReadODT(ctx context.Context, body []byte, report *draft.Report) (draft.Draft, error) {
	archive, err := OpenArchive(body, draft.OpenText)
	if err != nil {
		return draft.Draft{}, err
	}
	content, err := Part(ctx, archive, "content.xml")
	if err != nil {
		return draft.Draft{}, err
	}
	if content == nil {
		return draft.Draft{}, damagedArchive(draft.OpenText, "it holds no document")
	}
	styles, err := Part(ctx, archive, "styles.xml")
	if err != nil {
		return draft.Draft{}, err
	}
	o := odtReader{styles: map[string]odtStyle{}, numbered: map[string]bool{}, report: report}
	_ = Tokens(styles, o.start, o.text, o.end) // without them the words of the document remain
	o.page.Reset()
	if err := Tokens(content, o.start, o.text, o.end); err != nil {
		return draft.Draft{}, err
	}
	o.closeCode()
	blocks, err := web.Fragment(ctx, o.page.String(), nil, report)
	return draft.Draft{Blocks: blocks}, err
}

// An odtReader writes the text of an OpenDocument file as HTML.
type odtReader struct {
	styles map[string]odtStyle
	style  string // the one being read
	// numbered are the levels of lists that have numbers, as "L1/2".
	numbered  map[string]bool
	listStyle string   // of lists, the one being read
	lists     []string // styles of the open lists
	report    *draft.Report

	page      strings.Builder
	open      []string        // end tags of open elements
	inText    int             // open paragraphs and headings
	inNote    bool            // within a note, whose paragraphs are no paragraphs
	noteBegun bool            // and it has one
	inCode    bool            // within lines of code, which go on until another part begins
	alt       string          // what a picture shows
	inAlt     bool            // within that
	skip      int             // open elements whose text is not the document's
	left      strings.Builder // that text
}

// An odtStyle is what of a style changes what its words say.
type odtStyle struct{ struck, raised, code, title bool }

// tags returns the tags around words of the style.
func (s odtStyle) tags() (begin, end string) {
	switch {
	case s.struck:
		return "<del>", "</del>"
	case s.raised:
		return "<sup>", "</sup>"
	}
	return "", ""
}

// odtLeft says why the text below an element is not the document's.
var odtLeft = map[string]string{
	"tracked-changes": "struck out", "annotation": "a comment", "note-citation": "", "forms": "form or button", "sequence-decls": "",
	"header": "header or footer of the pages", "footer": "header or footer of the pages",
}

func (o *odtReader) start(e xml.StartElement) {
	style := o.styles[value(e, "style-name")]
	if name := e.Name.Local; o.inCode && o.inText == 0 && (name != "p" || !style.code) {
		o.closeCode()
	}
	begin, end := "", ""
	switch e.Name.Local {
	case "style":
		o.style = value(e, "name")
		parent := value(e, "parent-style-name")
		s := o.styles[parent]
		s.code = s.code || strings.HasPrefix(o.style, "Preformatted") || strings.HasPrefix(parent, "Preformatted")
		s.title = s.title || o.style == "Title" || parent == "Title"
		o.styles[o.style] = s
	case "list-style":
		o.listStyle = value(e, "name")
	case "list-level-style-number":
		o.numbered[o.listStyle+"/"+value(e, "level")] = value(e, "num-format") != ""
	case "text-properties":
		s := o.styles[o.style]
		if through := value(e, "text-line-through-style"); through != "" {
			s.struck = through != "none"
		}
		s.raised = s.raised || strings.HasPrefix(value(e, "text-position"), "super")
		o.styles[o.style] = s
	case "h":
		level, _ := strconv.Atoi(value(e, "outline-level"))
		tag := "h" + strconv.Itoa(min(max(level, 1), 6))
		begin, end = "<"+tag+">", "</"+tag+">"
		o.inText++
	case "p":
		style.title = style.title || value(e, "style-name") == "Title"
		begin, end = o.paragraph(style)
		o.inText++
	case "span":
		begin, end = style.tags()
	case "list":
		begin, end = o.list(value(e, "style-name"))
	case "list-item":
		begin, end = "<li>", "</li>"
	case "a":
		begin, end = `<a href="`+html.EscapeString(value(e, "href"))+`">`, "</a>"
	case "table":
		begin, end = "<table>", "</table>"
	case "table-row":
		begin, end = "<tr>", "</tr>"
	case "table-cell":
		begin, end = `<td colspan="`+html.EscapeString(value(e, "number-columns-spanned"))+`" rowspan="`+html.EscapeString(value(e, "number-rows-spanned"))+`">`, "</td>"
	case "line-break":
		if begin = "<br>"; o.inCode {
			begin = "\n"
		}
	case "tab":
		begin = " "
	case "s":
		count, _ := strconv.Atoi(value(e, "c"))
		begin = strings.Repeat(" ", min(max(count, 1), 200))
	case "note-body":
		begin, end, o.inNote, o.noteBegun = " (", ")", true, false
	case "title", "desc":
		o.inAlt = true
	}
	if _, ok := odtLeft[e.Name.Local]; ok {
		o.skip++
	}
	if o.skip == 0 {
		o.page.WriteString(begin)
	}
	o.open = append(o.open, end)
}

// paragraph returns the tags around a paragraph of a style.
func (o *odtReader) paragraph(style odtStyle) (begin, end string) {
	begin, end = style.tags()
	switch {
	case o.inNote && o.noteBegun:
		return " " + begin, end
	case o.inNote:
		o.noteBegun = true
		return begin, end
	case style.title && o.inText == 0:
		return "<h1>" + begin, end + "</h1>"
	case style.code && o.inCode:
		return "\n", ""
	case style.code && o.skip == 0:
		o.inCode = true
		return "<pre>\n", ""
	}
	return "<p>" + begin, end + "</p>"
}

// list opens a list of a style, which a list within it has as well.
func (o *odtReader) list(style string) (begin, end string) {
	if last := len(o.lists) - 1; style == "" && last >= 0 {
		style = o.lists[last]
	}
	o.lists = append(o.lists, style)
	if o.numbered[style+"/"+strconv.Itoa(len(o.lists))] {
		return "<ol>", "</ol>"
	}
	return "<ul>", "</ul>"
}

func (o *odtReader) closeCode() {
	if o.inCode {
		o.page.WriteString("</pre>")
		o.inCode = false
	}
}

func (o *odtReader) text(text string) {
	switch {
	case o.skip > 0:
		o.left.WriteString(text)
	case o.inAlt:
		o.alt = text // a description comes behind a title, and says more
	case o.inText > 0:
		o.page.WriteString(html.EscapeString(text))
	}
}

func (o *odtReader) end(name string) {
	last := len(o.open) - 1
	if last < 0 {
		return
	}
	end := o.open[last]
	o.open = o.open[:last]
	switch name {
	case "p", "h":
		o.inText--
		o.left.WriteByte(' ')
	case "note-body":
		o.inNote = false
	case "list":
		o.lists = o.lists[:max(len(o.lists)-1, 0)]
	case "title", "desc":
		o.inAlt = false
	case "frame":
		if o.alt != "" && o.skip == 0 {
			o.page.WriteString(`<img alt="` + html.EscapeString(o.alt) + `">`)
		}
		o.alt = ""
	}
	if o.skip == 0 {
		o.page.WriteString(end)
	}
	if why, ok := odtLeft[name]; ok {
		if o.skip--; o.skip == 0 {
			if why != "" {
				o.report.Leave(o.left.String(), why)
			}
			o.left.Reset()
		}
	}
}

package office

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/markup"
	"pamphlet/internal/source/prose"
	"pamphlet/internal/source/web"
	"pamphlet/knowledge/passage"
)

// A documentReader turns the main part of a DOCX file into blocks.
type documentReader struct {
	styles    map[string]int
	codes     map[string]bool // styles of code
	numbering map[string]bool
	links     map[string]string // targets of links by their id
	footnotes map[string]string // by their id
	repeats   markup.Repeats    // of them
	report    *draft.Report

	draft.Builder
	title   string
	p       wordParagraph
	row     []string // cells of the row being read, one that spans columns in each
	cells   int      // how many there are
	cell    []string // paragraphs of the cell being read
	framed  []string // the same, with the marks of items and their lines
	merged  bool     // the cell goes on with the one above
	above   []string // cells of the row above
	spans   int      // how many columns the cell spans
	tables  int      // open tables
	begun   bool     // the open table has a row
	numbers map[string]int
	skip    int             // open elements whose text is not the document's
	inText  bool            // within w:t
	outer   []wordParagraph // those that open text boxes stand in
	struck  string          // words struck out or deleted since the last report
	deleted bool            // within w:delText
	inField bool            // within w:instrText
	field   string          // code of the field being read
	lastNum string          // list of the last paragraph, "" if none
}

// A wordParagraph is the paragraph being read.
type wordParagraph struct {
	text       strings.Builder
	style      string
	outline    int // level it says itself, 0 for none
	num, level string
	runBold    bool
	plain      bool // has words that are not bold
	inRun      bool
	runStruck  bool
	raised     bool   // the run is above the line
	hidden     bool   // the run is not shown
	link       string // where the open link leads to, or ""
	linkAt     int    // where its words begin in text
}

func (r *documentReader) read(body []byte) error {
	r.numbers = map[string]int{}
	return Tokens(body, r.start, r.text, r.end)
}

func (r *documentReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "del", "moveFrom", "Fallback":
		r.skip++ // deleted words, doubles
	case "delText":
		r.deleted = true
	case "txbxContent":
		if r.skip == 0 {
			r.outer = append(r.outer, r.p)
			r.p = wordParagraph{}
		}
	case "docPr":
		if r.skip == 0 {
			r.picture(prose.Clean(value(e, "descr")))
		}
	case "hyperlink":
		r.openLink(r.links[value(e, "id")])
	case "fldSimple":
		r.openLink(fieldTarget(value(e, "instr")))
	case "fldChar":
		switch value(e, "fldCharType") {
		case "begin":
			r.field = ""
		case "separate":
			r.openLink(fieldTarget(r.field))
		case "end":
			r.closeLink()
		}
	case "footnoteReference", "endnoteReference":
		if note := r.footnotes[e.Name.Local[:4]+value(e, "id")]; note != "" && r.skip == 0 && r.repeats.Allow(note) {
			r.p.text.WriteString(" (" + strings.TrimRight(prose.Clean(note), ".") + ")")
		}
	case "vertAlign":
		r.p.raised = r.p.inRun && value(e, "val") == "superscript"
	case "vanish":
		if v := value(e, "val"); r.p.inRun && v != "0" && v != "false" {
			r.p.hidden = true
		}
	case "strike", "dstrike":
		if v := value(e, "val"); r.p.inRun && v != "0" && v != "false" {
			r.p.runStruck = true
		}
	case "p":
		if r.skip == 0 {
			r.p = wordParagraph{}
		}
	case "pStyle":
		r.p.style = value(e, "val")
	case "outlineLvl":
		if level, err := strconv.Atoi(value(e, "val")); err == nil && level < 6 {
			r.p.outline = level + 1
		}
	case "ilvl":
		r.p.level = value(e, "val")
	case "numId":
		r.p.num = value(e, "val")
	case "r":
		r.p.inRun, r.p.runBold, r.p.runStruck, r.p.raised, r.p.hidden = true, false, false, false, false
	case "b":
		if r.p.inRun {
			v := value(e, "val")
			r.p.runBold = v != "0" && v != "false"
		}
	case "instrText":
		r.inField = true
	case "t":
		r.inText = true
	case "tab":
		if r.p.inRun && r.skip == 0 {
			r.p.text.WriteByte(' ')
		}
	case "br", "cr":
		if r.p.inRun && r.skip == 0 {
			r.p.text.WriteString(draft.LineBreak)
		}
	case "sym":
		if r.skip == 0 {
			r.report.Leave(value(e, "font")+" "+value(e, "char"), "a sign of a font of pictures")
		}
	case "noBreakHyphen":
		if r.skip == 0 {
			r.p.text.WriteByte('-')
		}
	case "tbl":
		r.tables++
		if r.tables == 1 {
			r.begun, r.above = false, nil
		}
	case "tr":
		if r.tables == 1 {
			r.row, r.cells = nil, 0
		}
	case "tc":
		if r.tables == 1 {
			r.cell, r.framed, r.merged, r.spans = nil, nil, false, 1
		}
	case "gridSpan":
		if n, err := strconv.Atoi(value(e, "val")); err == nil && r.tables == 1 {
			r.spans = min(max(n, 1), 20)
		}
	case "vMerge":
		r.merged = r.tables == 1 && value(e, "val") != "restart"
	}
}

// picture writes the description of a picture.
func (r *documentReader) picture(alt string) {
	switch {
	case alt == "":
	case draft.IsFileName(alt):
		r.report.Leave(alt, "description of a picture")
	default:
		r.p.text.WriteString(" " + passage.PictureSign + alt + " ")
		r.p.plain = true
	}
}

func (r *documentReader) text(text string) {
	switch {
	case r.deleted:
		r.struck += text
	case !r.inText && r.skip == 0 && r.inField:
		r.field += text
	}
	if !r.inText || r.skip > 0 {
		return
	}
	if r.p.runStruck {
		r.struck += text
		return
	}
	if r.p.hidden {
		r.report.Leave(text, "hidden")
		return
	}
	if r.p.raised {
		text = web.Raised(r.p.text.String(), text) + text
	}
	r.p.text.WriteString(text)
	r.p.plain = r.p.plain || !r.p.runBold && strings.TrimSpace(text) != ""
}

func (r *documentReader) end(name string) {
	switch name {
	case "del", "moveFrom", "Fallback":
		r.skip = max(r.skip-1, 0)
	case "delText":
		r.deleted = false
	case "instrText":
		r.inField = false
	case "hyperlink", "fldSimple":
		r.closeLink()
	case "txbxContent":
		if last := len(r.outer) - 1; r.skip == 0 && last >= 0 {
			r.p, r.outer = r.outer[last], r.outer[:last]
		}
	case "r":
		r.p.inRun = false
	case "t":
		r.inText = false
	case "p":
		if r.skip == 0 {
			r.paragraph()
		}
	case "tc":
		if r.tables == 1 {
			text := strings.Join(r.cell, "\n")
			if at := len(r.row); text == "" && r.merged && at < len(r.above) {
				text = r.above[at]
			}
			for range r.spans {
				r.row = append(r.row, text)
			}
			r.cells++
		}
	case "tr":
		if r.tables == 1 && strings.TrimSpace(strings.Join(r.row, "")) != "" {
			if r.cells == 1 {
				r.AddLines(strings.Join(r.framed, draft.LineBreak+draft.LineBreak), false) // a frame
			} else {
				r.Blocks = append(r.Blocks, draft.Block{Kind: draft.Row, First: !r.begun, Cells: r.row})
			}
			r.begun, r.above = true, r.row
		}
	case "tbl":
		r.tables = max(r.tables-1, 0)
	}
}

// openLink begins a link to target, if that is an address.
func (r *documentReader) openLink(target string) {
	if target, _ = draft.LinkTarget(nil, target); target != "" && r.skip == 0 {
		r.p.link, r.p.linkAt = target, r.p.text.Len()
	}
}

// closeLink makes what was read since a link.
func (r *documentReader) closeLink() {
	p := &r.p
	if p.link == "" || r.skip > 0 || p.linkAt > p.text.Len() {
		return
	}
	whole := p.text.String()
	before, words := whole[:p.linkAt], prose.Clean(whole[p.linkAt:])
	if words != "" && len(words) <= draft.MaxLinkText {
		p.text.Reset()
		p.text.WriteString(before + draft.MarkLink(words, p.link))
	}
	p.link = ""
}

var fieldLink = regexp.MustCompile(`HYPERLINK\s+"([^"]+)"`)

// fieldTarget returns where a field that is a link leads to, or "".
func fieldTarget(code string) string {
	if m := fieldLink.FindStringSubmatch(code); m != nil {
		return m[1]
	}
	return ""
}

// paragraph ends the paragraph being read.
func (r *documentReader) paragraph() {
	text := prose.Clean(r.p.text.String())
	p := &r.p
	if r.struck != "" {
		r.report.Leave(r.struck, "struck out")
		r.struck = ""
	}
	if text == "" {
		if last := len(r.Blocks) - 1; r.codes[p.style] && last >= 0 && r.Blocks[last].Kind == draft.Code {
			r.Blocks[last].Parts = append(r.Blocks[last].Parts, "")
		}
		return
	}
	num := p.num
	if num == "0" {
		num = ""
	}
	if r.tables > 0 {
		r.cell = append(r.cell, text)
		framed := p.text.String()
		if num != "" {
			framed = "- " + framed
		}
		r.framed = append(r.framed, framed)
		return
	}
	if r.codes[p.style] {
		r.addCode(p.text.String())
		return
	}
	level, isHeading := r.styles[p.style]
	switch {
	case isHeading && level == 0 && p.style != "" && r.title == "":
		r.title = text
	case isHeading && p.style != "" || p.outline > 0:
		r.Blocks = append(r.Blocks, draft.Block{Kind: draft.Heading, Level: max(level, p.outline, 1), Text: text})
	case num != "" || strings.HasPrefix(p.style, "List"):
		r.Blocks = append(r.Blocks, r.itemBlock(num, prose.CleanItem(p.text.String())))
	default:
		r.AddLines(p.text.String(), !p.plain)
	}
	r.lastNum = num
}

// addCode adds a line of code to the block of those above it.
func (r *documentReader) addCode(text string) {
	line := strings.Join(draft.CodeLines(strings.ReplaceAll(text, draft.LineBreak, "\n")), "\n")
	if last := len(r.Blocks) - 1; last >= 0 && r.Blocks[last].Kind == draft.Code {
		r.Blocks[last].Parts = append(r.Blocks[last].Parts, line)
		return
	}
	r.Blocks = append(r.Blocks, draft.Block{Kind: draft.Code, Text: line})
}

// itemBlock makes a paragraph of a list an item and counts its number.
func (r *documentReader) itemBlock(num, text string) draft.Block {
	level, _ := strconv.Atoi(r.p.level)
	level = min(max(level, 0), 5)
	key := num + "/" + strconv.Itoa(level)
	r.numbers[key]++
	for deeper := level + 1; deeper < 9; deeper++ {
		delete(r.numbers, num+"/"+strconv.Itoa(deeper))
	}
	mark := "-"
	if r.numbering[key] {
		mark = strconv.Itoa(r.numbers[key]) + "."
	}
	last := len(r.Blocks) - 1
	first := last < 0 || r.Blocks[last].Kind != draft.Item || level == 0 && num != r.lastNum
	return draft.Block{Kind: draft.Item, Level: level, Mark: mark, Text: text, First: first && level == 0}
}

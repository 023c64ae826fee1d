package source

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// A documentReader turns the main part of a DOCX file into blocks.
type documentReader struct {
	styles    map[string]int
	numbering map[string]bool

	blocks  []block
	title   string
	p       wordParagraph
	row     []string // cells of the row being read
	cell    []string // paragraphs of the cell being read
	tables  int      // open tables
	begun   bool     // the open table has a row
	numbers map[string]int
	skip    int    // open elements whose text is not the document's
	inText  bool   // within w:t
	lastNum string // list of the last paragraph, "" if none
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
}

func (r *documentReader) read(body []byte) error {
	r.numbers = map[string]int{}
	return tokens(body, r.start, r.text, r.end)
}

func (r *documentReader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "del", "moveFrom", "Fallback", "txbxContent", "instrText", "pict":
		r.skip++ // deleted words, doubles, floating boxes, codes of fields
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
		r.p.inRun, r.p.runBold = true, false
	case "b":
		if r.p.inRun {
			v := value(e, "val")
			r.p.runBold = v != "0" && v != "false"
		}
	case "t":
		r.inText = true
	case "tab", "br", "cr":
		if r.p.inRun && r.skip == 0 {
			r.p.text.WriteByte(' ')
		}
	case "noBreakHyphen":
		if r.skip == 0 {
			r.p.text.WriteByte('-')
		}
	case "tbl":
		r.tables++
		if r.tables == 1 {
			r.begun = false
		}
	case "tr":
		if r.tables == 1 {
			r.row = nil
		}
	case "tc":
		if r.tables == 1 {
			r.cell = nil
		}
	}
}

func (r *documentReader) text(text string) {
	if !r.inText || r.skip > 0 {
		return
	}
	r.p.text.WriteString(text)
	r.p.plain = r.p.plain || !r.p.runBold && strings.TrimSpace(text) != ""
}

func (r *documentReader) end(name string) {
	switch name {
	case "del", "moveFrom", "Fallback", "txbxContent", "instrText", "pict":
		r.skip = max(r.skip-1, 0)
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
			r.row = append(r.row, strings.Join(r.cell, " "))
		}
	case "tr":
		if r.tables == 1 && strings.TrimSpace(strings.Join(r.row, "")) != "" {
			r.blocks = append(r.blocks, r.rowBlock())
			r.begun = true
		}
	case "tbl":
		r.tables = max(r.tables-1, 0)
	}
}

// rowBlock makes the row a block; one of a single cell is a framed paragraph.
func (r *documentReader) rowBlock() block {
	if len(r.row) == 1 {
		return block{text: r.row[0]}
	}
	return block{kind: row, first: !r.begun, cells: r.row}
}

// paragraph ends the paragraph being read.
func (r *documentReader) paragraph() {
	text := clean(r.p.text.String())
	p := &r.p
	if text == "" {
		return
	}
	if r.tables > 0 {
		r.cell = append(r.cell, text)
		return
	}
	num := p.num
	if num == "0" {
		num = ""
	}
	level, isHeading := r.styles[p.style]
	switch {
	case isHeading && level == 0 && p.style != "" && r.title == "":
		r.title = text
	case isHeading && p.style != "" || p.outline > 0:
		r.blocks = append(r.blocks, block{kind: heading, level: max(level, p.outline, 1), text: text})
	case num != "" || strings.HasPrefix(p.style, "List"):
		r.blocks = append(r.blocks, r.itemBlock(num, text))
	default:
		r.blocks = append(r.blocks, block{text: text, bold: !p.plain})
	}
	r.lastNum = num
}

// itemBlock makes a paragraph of a list an item and counts its number.
func (r *documentReader) itemBlock(num, text string) block {
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
	last := len(r.blocks) - 1
	first := last < 0 || r.blocks[last].kind != item || level == 0 && num != r.lastNum
	return block{kind: item, level: level, mark: mark, text: text, first: first && level == 0}
}

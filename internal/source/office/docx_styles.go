package office

import (
	"encoding/xml"
	"fmt"
	"regexp"
	"strings"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

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
	_ = Tokens(body, func(e xml.StartElement) {
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
	_ = Tokens(body, func(e xml.StartElement) {
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
func readCore(body []byte) draft.Draft {
	var d draft.Draft
	name := ""
	_ = Tokens(body, func(e xml.StartElement) { name = e.Name.Local }, func(text string) {
		switch name {
		case "title":
			d.Title = prose.Clean(text)
		case "language":
			d.Language = prose.LanguageCode(text)
		case "modified":
			d.Updated = prose.FirstDate(text)
		}
	}, func(string) { name = "" })
	return d
}

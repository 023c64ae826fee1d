package layout

import (
	"math"
	"regexp"
	"slices"

	"pamphlet/internal/source/draft"
)

// margin is the part of a page's height, above and below, in which lines may be
// running headers and footers.
const margin = 0.15

var pageNumber = regexp.MustCompile(`(?i)^(?:(?:page|seite|p\.|página|sida|side|стр\.) ?)?[-–] ?\d{1,4} ?[-–]$|^(?:page|seite|p\.|página|sida|side|стр\.) ?\d{1,4}(?: ?(?:of|/|von|de|av|из) ?\d{1,4})?$|^\d{1,4}(?: ?/ ?\d{1,4})?$`)

var (
	digits = regexp.MustCompile(`\d+`)
)

// withoutRunning drops the lines that stand at the same place of most pages,
// numbers aside, and the numbers of pages. Large ones whose numbers differ, such as
// "Step 1", are headings.
func withoutRunning(lines []pdfLine, report *draft.Report) []pdfLine {
	type place struct {
		text string
		at   int
	}
	body := bodySize(lines)
	placeOf := func(l pdfLine) place {
		text := l.text
		if l.size <= body*largerThanText {
			text = digits.ReplaceAllString(text, "#")
		}
		return place{text, int(math.Round(l.base / 4))}
	}
	pages, seen := map[int]bool{}, map[place]map[int]bool{}
	for _, l := range lines {
		pages[l.page] = true
		if l.inMargin() {
			at := placeOf(l)
			if seen[at] == nil {
				seen[at] = map[int]bool{}
			}
			seen[at][l.page] = true
		}
	}
	told := map[string]bool{}
	return slices.DeleteFunc(lines, func(l pdfLine) bool {
		on := len(seen[placeOf(l)])
		running := l.inMargin() && (on >= 2 && on*3 >= len(pages) || pageNumber.MatchString(l.text))
		if running && !told[placeOf(l).text] {
			told[placeOf(l).text] = true
			report.Leave(l.text, "header or footer of the pages")
		}
		return running
	})
}

func (l pdfLine) inMargin() bool {
	return l.bottom > l.height*(1-margin) || l.top < l.height*margin
}

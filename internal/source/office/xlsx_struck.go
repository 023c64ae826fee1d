package office

import (
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"pamphlet/internal/source/draft"
)

// struckCells knows what is struck out in a workbook.
type struckCells struct {
	book   *excelize.File
	styles map[int]bool // by their number, as far as they were asked for
}

// without returns the text of a cell less what is struck out, which is reported.
func (s *struckCells) without(sheet, at, text string, report *draft.Report) string {
	if s == nil {
		return text
	}
	if id, err := s.book.GetCellStyle(sheet, at); err == nil && s.style(id) {
		report.Leave(text, "struck out")
		return ""
	}
	runs, err := s.book.GetCellRichText(sheet, at)
	if err != nil || !slices.ContainsFunc(runs, func(r excelize.RichTextRun) bool { return r.Font != nil && r.Font.Strike }) {
		return text
	}
	var stands strings.Builder
	for _, r := range runs {
		if r.Font != nil && r.Font.Strike {
			report.Leave(r.Text, "struck out")
			continue
		}
		stands.WriteString(r.Text)
	}
	return strings.TrimSpace(stands.String())
}

func (s *struckCells) style(id int) bool {
	struck, known := s.styles[id]
	if !known {
		style, err := s.book.GetStyle(id)
		struck = err == nil && style.Font != nil && style.Font.Strike
		s.styles[id] = struck
	}
	return struck
}

// Package layout reads PDF files into drafts: from where their letters stand it tells
// lines, columns, tables, headings and paragraphs.
package layout

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode"

	"pamphlet/internal/pdf"
	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// MaxTime is how long reading a PDF may take once its reader has started.
const MaxTime = 30 * time.Second

// remedyPDF is what to do about a PDF that cannot be read.
const remedyPDF = "save the document it was made of as DOCX or HTML, or copy its words into a .txt file"

// Read reads a PDF, which knows letters and places only: what is a line, a
// column, a heading or a table is told by where its letters stand.
func Read(ctx context.Context, body []byte, given draft.Options, report *draft.Report) (draft.Draft, error) {
	file, err := pdf.Read(ctx, body, given.Cache, MaxTime)
	switch {
	case errors.Is(err, pdf.ErrPassword):
		return draft.Draft{}, draft.Refusal(draft.ErrFormat, "a PDF with a password", "save it without the password")
	case errors.Is(err, pdf.ErrDamaged):
		return draft.Draft{}, draft.Refusal(draft.ErrDamaged, "a PDF that cannot be opened", remedyPDF)
	case errors.Is(err, pdf.ErrTooLarge):
		return draft.Draft{}, draft.TooMuch(fmt.Sprintf("a PDF of more than %d pages or %d letters", pdf.MaxPages, pdf.MaxLetters), "split it, or import only the pages that matter")
	case errors.Is(err, context.DeadlineExceeded), ctx.Err() != nil:
		return draft.Draft{}, err
	case err != nil:
		return draft.Draft{}, draft.Refusal(draft.ErrFormat, "PDF cannot be read here: "+prose.Excerpt(prose.Clean(err.Error())), remedyPDF)
	}
	if err := checkPDF(file, report); err != nil {
		return draft.Draft{}, err
	}
	d := draft.Draft{Blocks: Blocks(file.Pages, report)}
	if d.Title = draft.TitleAmong(d.Blocks, false); d.Title == "" && isTitle(file.Title) {
		d.Title = prose.Clean(file.Title)
	}
	return d, nil
}

// Blocks returns the text of pages without what runs above and below it.
func Blocks(pages []pdf.Page, report *draft.Report) []draft.Block {
	var lines []pdfLine
	for n, page := range pages {
		lines = append(lines, linesOfPage(n, page, report)...)
	}
	return blocksOfLines(withoutRunning(lines, report))
}

// checkPDF refuses a file without words, and notes the pages that have none.
func checkPDF(file pdf.Document, report *draft.Report) error {
	letters, unknown := 0, 0
	var silent []string
	for n, page := range file.Pages {
		before := letters
		for _, l := range page.Letters {
			switch {
			case l.Rune == 0, l.Rune == unicode.ReplacementChar, unicode.Is(unicode.Co, l.Rune) && bulletOf(l.Rune) == 0:
				unknown++
			case !unicode.IsSpace(l.Rune):
				letters++
			}
		}
		switch {
		case page.Unread:
			report.Note("Page %d is damaged and was left out.", n+1)
		case letters == before:
			silent = append(silent, fmt.Sprint(n+1))
		}
	}
	switch {
	case letters+unknown == 0:
		return draft.Refusal(draft.ErrEmpty, "a PDF of pictures, such as a scan", "have its text recognised, or type the text")
	case unknown*5 > letters:
		return draft.Refusal(draft.ErrFormat, "a PDF that does not say which letters it shows", remedyPDF)
	case len(silent) > 0:
		report.Note("No text on %s: pictures of text are not read.", pagesInWords(silent))
	}
	return nil
}

func pagesInWords(pages []string) string {
	if len(pages) == 1 {
		return "page " + pages[0]
	}
	return "pages " + strings.Join(pages[:min(len(pages), 20)], ", ")
}

// fileTitle matches what programs write where a title should be.
var fileTitle = regexp.MustCompile(`(?i)^(?:microsoft word|powerpoint|untitled|document ?\d*$|slide)|\.(?:docx?|rtf|odt|indd|qxp|pdf|pages|html?|txt|ms|tex)$|^\S+$`)

func isTitle(title string) bool {
	return !fileTitle.MatchString(strings.TrimSpace(title)) && draft.LooksLikeHeading(prose.Clean(title))
}

// bulletOf returns the bullet that a symbol stands for, or 0. Some fonts of
// symbols have theirs in a private range.
func bulletOf(r rune) rune {
	switch r {
	case '\uf0b7', '\uf0a7', '\uf0d8', '\uf0fc', '\uf076', '\uf0a8', '\uf02d', '\u25cf', '\u25cb', '\u25aa', '\u25a0', '\u2022', '\u25e6', '\u2023', '\u2043', '\u00b7':
		return '•'
	}
	return 0
}

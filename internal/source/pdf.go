package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
	"unicode"

	"pamphlet/internal/pdf"
)

// remedyPDF is what to do about a PDF that cannot be read.
const remedyPDF = "save the document it was made of as DOCX or HTML, or copy its words into a .txt file"

// CacheFolder is this user's folder for Options.Cache, or "" if there is none.
func CacheFolder() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "pamphlet")
}

// Preparation is how long Prepare may take for a document: no time for most.
func Preparation(name string, body []byte, given Options) time.Duration {
	if format(name, given.Type, body) == portable {
		return maxStart
	}
	return 0
}

// Prepare does what a reader needs before it reads a document of this kind for
// the first time. Nothing depends on what the document says.
func Prepare(ctx context.Context, name string, body []byte, given Options) error {
	if format(name, given.Type, body) != portable || given.Cache == "" {
		return nil
	}
	return pdf.Prepare(ctx, given.Cache)
}

// readPDF reads a PDF, which knows letters and places only: what is a line, a
// column, a heading or a table is told by where its letters stand.
func readPDF(ctx context.Context, body []byte, given Options, report *Report) (draft, error) {
	file, err := pdf.Read(ctx, body, given.Cache, maxTimePDF)
	switch {
	case errors.Is(err, pdf.ErrPassword):
		return draft{}, refusal(ErrFormat, "a PDF with a password", "save it without the password")
	case errors.Is(err, pdf.ErrDamaged):
		return draft{}, refusal(ErrDamaged, "a PDF that cannot be opened", remedyPDF)
	case errors.Is(err, pdf.ErrTooLarge):
		return draft{}, tooMuch(fmt.Sprintf("a PDF of more than %d pages or %d letters", pdf.MaxPages, pdf.MaxLetters), "split it, or import only the pages that matter")
	case errors.Is(err, context.DeadlineExceeded), ctx.Err() != nil:
		return draft{}, err
	case err != nil:
		return draft{}, refusal(ErrFormat, "PDF cannot be read here: "+excerpt(clean(err.Error())), remedyPDF)
	}
	if err := checkPDF(file, report); err != nil {
		return draft{}, err
	}
	var lines []pdfLine
	for n, page := range file.Pages {
		lines = append(lines, linesOfPage(n, page, report)...)
	}
	d := draft{blocks: blocksOfLines(withoutRunning(lines, report), report)}
	if d.title = titleAmong(d.blocks, false); d.title == "" && isTitle(file.Title) {
		d.title = clean(file.Title)
	}
	return d, nil
}

// checkPDF refuses a file without words, and notes the pages that have none.
func checkPDF(file pdf.Document, report *Report) error {
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
			report.note("Page %d is damaged and was left out.", n+1)
		case letters == before:
			silent = append(silent, fmt.Sprint(n+1))
		}
	}
	switch {
	case letters+unknown == 0:
		return refusal(ErrEmpty, "a PDF of pictures, such as a scan", "have its text recognised, or type the text")
	case unknown*5 > letters:
		return refusal(ErrFormat, "a PDF that does not say which letters it shows", remedyPDF)
	case len(silent) > 0:
		report.note("No text on %s: pictures of text are not read.", pagesInWords(silent))
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
	return !fileTitle.MatchString(strings.TrimSpace(title)) && looksLikeHeading(clean(title))
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

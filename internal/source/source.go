package source

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"pamphlet/internal/source/charset"
	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/faq"
	"pamphlet/internal/source/layout"
	"pamphlet/internal/source/markup"
	"pamphlet/internal/source/office"
	"pamphlet/internal/source/prose"
	"pamphlet/internal/source/web"
	"pamphlet/knowledge"
)

// Read reads the articles in body. Its format comes from given.Type, else from
// the extension of name, else from body itself. A document or a list of
// questions and answers is one article, a collection of passages is many.
//
// An error wraps one of this package's sentinels and begins with name, but for
// that of ctx, which ends the reading. A body over 10 MiB is refused, except for
// a collection of passages, for which Passages is the frugal way; so is one that
// would take much time or memory for its size, before it does, see limits.go.
func Read(ctx context.Context, name string, body []byte, given Options) ([]knowledge.Article, Report, error) {
	return readWithin(ctx, name, body, given, nil)
}

// readWithin is Read for a file from an archive of which so many bytes were
// unpacked before; nil for a file from none.
func readWithin(ctx context.Context, name string, body []byte, given Options, unpacked *int) ([]knowledge.Article, Report, error) {
	limit := maxTime
	if start := Preparation(name, body, given); start > 0 {
		limit = start + layout.MaxTime
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	articles, report, err := read(limited, name, body, given, unpacked)
	if err != nil {
		return nil, Report{}, naming(name, outOfTime(ctx, err))
	}
	if report.Pictures > 0 {
		report.Note("%s without a description was left out.", prose.Plural(report.Pictures, "picture"))
	}
	return articles, report, nil
}

func read(ctx context.Context, name string, body []byte, given Options, unpacked *int) ([]knowledge.Article, Report, error) {
	report := Report{Format: format(name, given.Type, body)}
	if report.Format == draft.Collection {
		articles, err := readCollection(ctx, body, given, &report)
		return articles, report, err
	}
	if len(body) == 0 {
		return nil, report, draft.Empty()
	}
	if int64(len(body)) > MaxFile {
		return nil, report, tooLarge(int64(len(body)))
	}
	switch report.Format {
	case draft.ArchiveFile:
		articles, err := readArchive(ctx, body, given, unpacked, &report)
		return articles, report, err
	case draft.WordPress:
		text, err := charset.Read(body, &report)
		if err != nil {
			return nil, report, err
		}
		articles, err := readWordPress(ctx, text, given, &report)
		return articles, report, err
	case draft.Unread:
		what, remedy, _ := strings.Cut(otherFormat(filepath.Ext(name)), "; ")
		return nil, report, draft.Refusal(ErrFormat, what, prose.FirstOf(remedy, "import its text"))
	}
	if bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")) {
		return nil, report, draft.Refusal(ErrFormat, "an old Office file, or one with a password", "save it as DOCX or XLSX without a password")
	}
	d, text, err := readDraft(ctx, body, given, &report)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, report, err
	}
	article, err := d.Article(name, given, &report)
	if err != nil {
		return nil, report, err
	}
	place(text, report.Left)
	report.Articles = 1
	report.Words = prose.Words(article.Text)
	return []knowledge.Article{article}, report, nil
}

// readDraft calls the reader of the report's format. It also returns the text
// that was read, so that places in it can be named.
func readDraft(ctx context.Context, body []byte, given Options, report *Report) (draft.Draft, string, error) {
	switch report.Format {
	case draft.WordFile:
		d, err := office.ReadDOCX(ctx, body, report)
		return d, "", err
	case draft.OpenText:
		d, err := office.ReadODT(ctx, body, report)
		return d, "", err
	case draft.BookFile:
		d, err := office.ReadEPUB(ctx, body, report)
		return d, "", err
	case draft.Portable:
		d, err := layout.Read(ctx, body, given, report)
		return d, "", err
	case draft.Spreadsheet:
		d, err := office.ReadXLSX(ctx, body, given, report)
		return d, "", err
	}
	if report.Format == draft.WebPage {
		body = charset.Recode(body, given.Type)
	}
	text, err := charset.Read(body, report)
	if err != nil {
		return draft.Draft{}, "", err
	}
	if strings.TrimSpace(text) == "" {
		return draft.Draft{}, "", draft.Empty()
	}
	if err := checkText(report.Format, text); err != nil {
		return draft.Draft{}, "", err
	}
	if err := ctx.Err(); err != nil {
		return draft.Draft{}, "", err
	}
	var d draft.Draft
	switch report.Format {
	case draft.WebPage:
		d, err = readHTML(ctx, text, given, report)
	case draft.Markdown:
		d, err = web.ReadMarkdown(ctx, text, given, report)
	case draft.Structured:
		d, err = web.ReadMarkdown(ctx, markup.FromRST(text, report.Leave), given, report)
	case draft.AsciiDoc:
		d, err = web.ReadMarkdown(ctx, markup.FromAsciiDoc(text, report.Leave), given, report)
	case draft.Exported:
		d, err = readExport(text, report)
	case draft.CommaList, draft.TabList, draft.JSONList, draft.YAMLList:
		d, err = faq.Read(ctx, text, given, report)
	default:
		d = readPlain(text, report)
	}
	return d, text, err
}

// place finds the line each piece begins at. Texts over a mebibyte are not
// searched, so that the time stays small.
func place(text string, left []Left) {
	if len(text) > 1<<20 {
		return
	}
	for i := range left {
		begin := left[i].Text
		if words := strings.Fields(begin); len(words) > 4 {
			begin = strings.Join(words[:4], " ")
		}
		if at := strings.Index(text, begin); at >= 0 {
			left[i].Line = strings.Count(text[:at], "\n") + 1
		}
	}
}

// readHTML reads the main content of a web page.
func readHTML(ctx context.Context, text string, given Options, report *Report) (draft.Draft, error) {
	p, err := web.OpenPage(ctx, text, given, report)
	if err != nil {
		return draft.Draft{}, err
	}
	d := p.Article(report)
	d.Blocks = faq.WithLinkedData(ctx, d.Blocks, p.LinkedData(), p.Base, report)
	p.LeaveOthers(d, report)
	return d, nil
}

// naming puts the name of the file before err.
func naming(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s %w", name, err)
}

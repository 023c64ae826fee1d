package source

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"time"

	"pamphlet/internal/source/markup"
	"pamphlet/knowledge"
	"pamphlet/knowledge/passage"
)

// Options are what a person says about an article, which wins over what is found, and
// where its file comes from. The zero value says nothing.
type Options struct {
	Title, Source, Language, Slug string
	// Identity is where the file comes from, for knowledge.Base.Name. One that
	// ends in "#" is completed by the title.
	Identity string
	// Base is the address that relative links start from, if the file does not
	// say it itself.
	Base string
	// Columns names the columns of a table of questions and answers: role, such
	// as "answer", to name, letter or number. Without it they are known by name.
	Columns           map[string]string
	Published, Review time.Time
	Tags              []string // added to those found
	// Type is a media type such as "text/html; charset=utf-8", as a web server
	// says it; it wins over the name's extension. It may be "".
	Type string
	// Cache is the folder where readers keep what takes long to prepare; "" for
	// none. It holds nothing of the file.
	Cache string
	// unpacked counts the bytes of an archive that a file is from; nil for none.
	unpacked *int
}

// A Report says what became of a file.
type Report struct {
	Format   string // "plain text", "Markdown", "HTML", "DOCX", …
	Articles int
	Passages int // given passages; 0 for articles that are yet to be cut
	Words    int // words kept
	Left     []Left
	More     int      // how much more was left out than Left lists
	Notes    []string // sentences a person should know, such as an unclear date
	Pictures int      // left out, as nothing describes them
}

// A Left is a piece of a file that did not become part of the article.
type Left struct {
	Text  string // its beginning, at most 80 characters
	Line  int    // where it stands, from 1; 0 if that cannot be told
	Why   string // such as "share line"
	Words int    // of the whole piece; 0 if they were not counted
}

// maxLeft is how many left-out pieces a report lists; a person reads no more.
const maxLeft = 200

// leave adds a piece to the report.
func (r *Report) leave(text, why string) {
	if text = passage.Plain(clean(text)); text == "" {
		return
	}
	if len(r.Left) == maxLeft {
		r.More++
		return
	}
	r.Left = append(r.Left, Left{Text: excerpt(text), Why: why, Words: words(text)})
}

// note adds a sentence to the report.
func (r *Report) note(format string, args ...any) {
	if note := fmt.Sprintf(format, args...); len(r.Notes) < maxLeft {
		r.Notes = append(r.Notes, note)
	}
}

// Read reads the articles in body. Its format comes from given.Type, else from
// the extension of name, else from body itself. A document or a list of
// questions and answers is one article, a collection of passages is many.
//
// An error wraps one of this package's sentinels and begins with name, but for
// that of ctx, which ends the reading. A body over 10 MiB is refused, except for
// a collection of passages, for which Passages is the frugal way; so is one that
// would take much time or memory for its size, before it does, see limits.go.
func Read(ctx context.Context, name string, body []byte, given Options) ([]knowledge.Article, Report, error) {
	limit := maxTime
	if start := Preparation(name, body, given); start > 0 {
		limit = start + maxTimePDF
	}
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	articles, report, err := read(limited, name, body, given)
	if err != nil {
		return nil, Report{}, naming(name, outOfTime(ctx, err))
	}
	if report.Pictures > 0 {
		report.note("%s without a description was left out.", plural(report.Pictures, "picture"))
	}
	return articles, report, nil
}

func read(ctx context.Context, name string, body []byte, given Options) ([]knowledge.Article, Report, error) {
	report := Report{Format: format(name, given.Type, body)}
	if report.Format == collection {
		articles, err := readCollection(ctx, body, given, &report)
		return articles, report, err
	}
	if len(body) == 0 {
		return nil, report, errEmpty()
	}
	if int64(len(body)) > MaxFile {
		return nil, report, tooLarge(int64(len(body)))
	}
	switch report.Format {
	case archiveFile:
		articles, err := readArchive(ctx, body, given, &report)
		return articles, report, err
	case wordPress:
		text, err := readText(body, &report)
		if err != nil {
			return nil, report, err
		}
		articles, err := readWordPress(ctx, text, given, &report)
		return articles, report, err
	case unread:
		what, remedy, _ := strings.Cut(otherFormat(filepath.Ext(name)), "; ")
		return nil, report, refusal(ErrFormat, what, firstOf(remedy, "import its text"))
	}
	if bytes.HasPrefix(body, []byte("\xd0\xcf\x11\xe0")) {
		return nil, report, refusal(ErrFormat, "an old Office file, or one with a password", "save it as DOCX or XLSX without a password")
	}
	d, text, err := readDraft(ctx, body, given, &report)
	if err == nil {
		err = ctx.Err()
	}
	if err != nil {
		return nil, report, err
	}
	article, err := d.article(name, given, &report)
	if err != nil {
		return nil, report, err
	}
	place(text, report.Left)
	report.Articles = 1
	report.Words = words(article.Text)
	return []knowledge.Article{article}, report, nil
}

// readDraft calls the reader of the report's format. It also returns the text
// that was read, so that places in it can be named.
func readDraft(ctx context.Context, body []byte, given Options, report *Report) (draft, string, error) {
	switch report.Format {
	case wordFile:
		d, err := readDOCX(ctx, body, report)
		return d, "", err
	case openText:
		d, err := readODT(ctx, body, report)
		return d, "", err
	case bookFile:
		d, err := readEPUB(ctx, body, report)
		return d, "", err
	case portable:
		d, err := readPDF(ctx, body, given, report)
		return d, "", err
	case spreadsheet:
		d, err := readXLSX(ctx, body, given, report)
		return d, "", err
	}
	if report.Format == webPage {
		body = recode(body, given.Type)
	}
	text, err := readText(body, report)
	if err != nil {
		return draft{}, "", err
	}
	if strings.TrimSpace(text) == "" {
		return draft{}, "", errEmpty()
	}
	if err := checkText(report.Format, text); err != nil {
		return draft{}, "", err
	}
	if err := ctx.Err(); err != nil {
		return draft{}, "", err
	}
	var d draft
	switch report.Format {
	case webPage:
		d, err = readHTML(ctx, text, given, report)
	case markdown:
		d, err = readMarkdown(ctx, text, given, report)
	case structured:
		d, err = readMarkdown(ctx, markup.FromRST(text, report.leave), given, report)
	case asciiDoc:
		d, err = readMarkdown(ctx, markup.FromAsciiDoc(text, report.leave), given, report)
	case exported:
		d, err = readExport(text, report)
	case commaList, tabList, jsonList, yamlList:
		d, err = readQuestions(ctx, text, given, report)
	default:
		d = readPlain(text, report)
	}
	return d, text, err
}

func errEmpty() error {
	return refusal(ErrEmpty, "", "import a file with at least one sentence of an article")
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

package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"

	"pamphlet/internal/source/markup"
)

// Limits of what one document may cost. They are counted in one pass before a
// reader begins, since most readers cannot be stopped once they run. Within
// them each reader stays below a second and 256 MB; see limits_test.go.
const (
	maxText  = 4 << 20 // bytes of a document's text: two long books
	maxLine  = 1 << 20 // bytes of one line: pictures within Markdown are such lines
	maxLines = 50_000  // lines with words: a long book broken at a margin
	// maxCells bounds the tables of a Markdown file: its parser makes columns
	// times rows cells, also where the file writes none.
	maxCells = 100_000
	// maxEscapedBars bounds "\|" in Markdown: within a table each is held
	// against each.
	maxEscapedBars = 2000
	maxMarksInAll  = 300_000 // emphasis, links and code of a Markdown file
	maxNesting     = 50      // lists and quotes within each other in Markdown
	maxNestingSum  = 200_000 // the same, summed over all lines
	maxTags        = 100_000 // tags and attributes of a page
	maxDescribed   = 2 << 20 // bytes of the classes, ids and styles of a page
	maxColumnsCSV  = 1000    // of a row
	maxRoots       = 100     // <html> and <body> of a page, each of whose attributes go to one element
	maxElementsXML = 1 << 20 // of one part of a document
	maxBlocks      = 100_000 // headings, paragraphs, items and rows of an article
	// maxOutput bounds the HTML that Markdown becomes, in bytes.
	maxOutput = 6 * maxText
	// maxTime ends what is slow all the same. A busy machine needs some of it.
	maxTime = 10 * time.Second
	// The reader of PDF may take maxStart to start, once, and then maxTimePDF.
	maxStart   = time.Minute
	maxTimePDF = 30 * time.Second
)

func tooMuch(detail, remedy string) error {
	return refusal(ErrTooLarge, detail, remedy)
}

// itemMark matches what begins an item of a list.
var itemMark = regexp.MustCompile(`^(?:[-*+]|\d{1,9}[.)])[ \t\n]+`)

// checkText refuses a text that would cost the reader of its format too much.
func checkText(format, text string) error {
	if format == webPage {
		return nil // checkPage does
	}
	if len(text) > maxText {
		return tooMuch(fmt.Sprintf("%d MiB of text", len(text)>>20), "split it into files of at most 4 MiB of text")
	}
	lines, longest := 0, 0
	for l := range strings.Lines(text) {
		longest = max(longest, len(l))
		if strings.TrimSpace(l) != "" {
			lines++
		}
	}
	switch {
	case lines > maxLines:
		return tooMuch(plural(lines, "line"), "split it into files of at most 50,000 lines")
	case longest > maxLine && format != jsonList:
		return tooMuch("a line of more than 1 MiB", "break its text into paragraphs")
	case format != markdown:
		return nil
	}
	return checkMarkdown(text)
}

// checkMarkdown refuses tables and lists that cost more than their text says.
func checkMarkdown(text string) error {
	const remedy = "copy its text into a .txt file and import that"
	switch {
	case markdownCells(text) > maxCells:
		return tooMuch("its tables have too many cells", "split them, or save them as CSV")
	case markup.CountMarks(text) > maxMarksInAll:
		return tooMuch("it has too many marks such as *", remedy)
	case strings.Count(text, `\|`) > maxEscapedBars:
		return tooMuch("it escapes too many bars", remedy)
	}
	if n := nestingOf(text); n.deepest > maxNesting || n.sum > maxNestingSum {
		return refusal(ErrNesting, "", remedy)
	}
	return nil
}

// markdownCells returns how many cells the tables of a text can become, at
// most: below a delimiter row every line has as many cells as that.
func markdownCells(text string) int {
	cells, columns := 0, 0
	for l := range strings.Lines(text) {
		bare := strings.TrimLeft(strings.TrimSpace(l), "> \t")
		switch {
		case bare == "":
			columns = 0
		case strings.Trim(bare, "|-: \t") == "" && strings.Contains(bare, "-"):
			columns = max(columns, strings.Count(bare, "|")+1)
		}
		cells += columns
	}
	return cells
}

// A nesting is how deep the lists and quotes of a Markdown file stand within
// each other, and the sum of that over its lines: each line is held against
// each list and quote that is open.
type nesting struct{ deepest, sum int }

// nestingOf reckons by the indents of list items. A line at the margin below a
// blank one ends the lists.
func nestingOf(text string) nesting {
	var n nesting
	var open []int // indents of the open lists
	blank := true
	for l := range strings.Lines(text) {
		rest := strings.TrimLeft(l, "> \t")
		if strings.TrimSpace(rest) == "" {
			blank = true
			continue
		}
		indent := len(l) - len(rest)
		item := itemMark.FindString(rest)
		if blank || item != "" {
			for len(open) > 0 && open[len(open)-1] >= indent {
				open = open[:len(open)-1]
			}
		}
		for ; item != ""; item = itemMark.FindString(rest) {
			open = append(open, len(l)-len(rest))
			rest = rest[len(item):]
		}
		depth := len(open) + strings.Count(l[:indent], ">")
		n.deepest = max(n.deepest, depth)
		n.sum += depth
		blank = false
	}
	return n
}

// checkPage refuses a page of more elements, attributes and text than an article
// has.
func checkPage(text string) error {
	const remedy = "copy the page's text into a .txt file and import that"
	tokens := html.NewTokenizer(strings.NewReader(text))
	tokens.SetMaxBuf(maxText)
	count, size, described, roots, isText := 0, 0, 0, 0, true
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if errors.Is(tokens.Err(), html.ErrBufferExceeded) {
				return tooMuch("one tag or text of more than 4 MiB", remedy)
			}
			return nil // the end; what else is wrong, the parser says
		case html.TextToken:
			if isText {
				size += len(tokens.Raw())
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := tokens.TagName()
			isText = string(name) != "script" && string(name) != "style"
			if string(name) == "html" || string(name) == "body" {
				roots++
			}
			for count++; more && count <= 2*maxTags; count++ {
				var key, value []byte
				if key, value, more = tokens.TagAttr(); string(key) == "class" || string(key) == "id" || string(key) == "style" {
					described += len(value)
				}
			}
		}
		switch {
		case count > 2*maxTags, described > maxDescribed, roots > maxRoots:
			return tooMuch("it has too many elements", remedy)
		case size > maxText+maxText/2: // some of it is space between elements
			return tooMuch(fmt.Sprintf("%d MiB of text", size>>20), "split it into files of at most 4 MiB of text")
		}
	}
}

// check refuses more text than one article should have.
func (d draft) check() error {
	size := 0
	for _, b := range d.blocks {
		size += len(b.text)
		for _, c := range b.cells {
			size += len(c)
		}
	}
	switch {
	case size > maxText:
		return tooMuch(fmt.Sprintf("%d MiB of text", size>>20), "split it into files of at most 4 MiB of text")
	case len(d.blocks) > maxBlocks:
		return tooMuch(plural(len(d.blocks), "paragraph"), "split it into files of at most 100,000 paragraphs")
	}
	return nil
}

// A limitedBuffer refuses what is written past its limit, and what is written
// after ctx ends.
type limitedBuffer struct {
	text bytes.Buffer
	ctx  context.Context
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.text.Len()+len(p) > maxOutput {
		return 0, tooMuch("its Markdown grows too large", "copy its text into a .txt file and import that")
	}
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.text.Write(p)
}

// A stoppable reader ends with the context's error.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (r stoppable) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// outOfTime says that a document took longer than maxTime; any other error of
// a context is the caller's own.
func outOfTime(outer context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) && outer.Err() == nil {
		return tooMuch("reading it takes too long", "split it, or copy its text into a .txt file and import that")
	}
	return err
}

package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"golang.org/x/net/html"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/markup"
)

// Limits of what one page or Markdown file may cost.
const (
	// maxCells bounds the tables of a Markdown file: its parser makes columns
	// times rows cells, also where the file writes none.
	maxCells = 100_000
	// maxEscapedBars bounds "\|" in Markdown: within a table each is held
	// against each.
	maxEscapedBars = 2000
	maxMarksInAll  = 300_000 // emphasis, links and code of a Markdown file
	maxNesting     = 50      // lists and quotes within each other in Markdown
	maxNestingSum  = 200_000 // the same, summed over all lines
	// maxMarkdown bounds Markdown in which notes stand where they are referred to, in bytes.
	maxMarkdown  = draft.MaxText + draft.MaxText/4
	maxTags      = 100_000 // tags and attributes of a page
	maxDescribed = 2 << 20 // bytes of the classes and ids of a page, and of half its styles
	maxRoots     = 100     // <html> and <body> of a page, each of whose attributes go to one element
	// maxOutput bounds the HTML that Markdown becomes, in bytes.
	maxOutput = 6 * draft.MaxText
)

// itemMark matches what begins an item of a list.
var itemMark = regexp.MustCompile(`^(?:[-*+]|\d{1,9}[.)])[ \t\n]+`)

// checkMarkdown refuses what grew too large as it became Markdown, and tables and lists
// that cost more than their text says.
func checkMarkdown(text string) error {
	const remedy = "copy its text into a .txt file and import that"
	switch {
	case len(text) > maxMarkdown:
		return repeatsTooOften()
	case markdownCells(text) > maxCells:
		return draft.TooMuch("its tables have too many cells", "split them, or save them as CSV")
	case markup.CountMarks(text) > maxMarksInAll:
		return draft.TooMuch("it has too many marks such as *", remedy)
	case strings.Count(text, `\|`) > maxEscapedBars:
		return draft.TooMuch("it escapes too many bars", remedy)
	}
	if n := nestingOf(text); n.deepest > maxNesting || n.sum > maxNestingSum {
		return draft.Refusal(draft.ErrNesting, "", remedy)
	}
	return nil
}

func repeatsTooOften() error {
	return draft.TooMuch("it repeats its notes too often", "copy its text into a .txt file and import that")
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
	tokens.SetMaxBuf(draft.MaxText)
	count, size, described, roots, isText := 0, 0, 0, 0, true
	for {
		switch tokens.Next() {
		case html.ErrorToken:
			if errors.Is(tokens.Err(), html.ErrBufferExceeded) {
				return draft.TooMuch("one tag or text of more than 4 MiB", remedy)
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
				switch key, value, more = tokens.TagAttr(); string(key) {
				case "class", "id":
					described += len(value)
				case "style": // is looked through less often
					described += len(value) / 2
				}
			}
		}
		switch {
		case count > 2*maxTags, described > maxDescribed, roots > maxRoots:
			return draft.TooMuch("it has too many elements", remedy)
		case size > draft.MaxText+draft.MaxText/2: // some of it is space between elements
			return draft.TooMuch(fmt.Sprintf("%d MiB of text", size>>20), "split it into files of at most 4 MiB of text")
		}
	}
}

// A limitedBuffer refuses what is written past its limit, and what is written
// after ctx ends.
type limitedBuffer struct {
	text bytes.Buffer
	ctx  context.Context
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.text.Len()+len(p) > maxOutput {
		return 0, draft.TooMuch("its Markdown grows too large", "copy its text into a .txt file and import that")
	}
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.text.Write(p)
}

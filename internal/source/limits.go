package source

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// Limits of what one text may cost. They are counted in one pass before a
// reader begins, since most readers cannot be stopped once they run. Within
// them each reader stays below a second and 256 MB; see limits_test.go.
const (
	maxLine  = 1 << 20 // bytes of one line: pictures within Markdown are such lines
	maxLines = 50_000  // lines with words: a long book broken at a margin
	// maxTime ends what is slow all the same. A busy machine needs some of it.
	maxTime = 10 * time.Second
)

// checkText refuses a text that would cost the reader of its format too much.
func checkText(format, text string) error {
	if format == draft.WebPage {
		return nil // the package web does
	}
	if len(text) > draft.MaxText {
		return draft.TooMuch(fmt.Sprintf("%d MiB of text", len(text)>>20), "split it into files of at most 4 MiB of text")
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
		return draft.TooMuch(prose.Plural(lines, "line"), "split it into files of at most 50,000 lines")
	case longest > maxLine && format != draft.JSONList:
		return draft.TooMuch("a line of more than 1 MiB", "break its text into paragraphs")
	}
	return nil
}

// outOfTime says that a document took longer than maxTime; any other error of
// a context is the caller's own.
func outOfTime(outer context.Context, err error) error {
	if errors.Is(err, context.DeadlineExceeded) && outer.Err() == nil {
		return draft.TooMuch("reading it takes too long", "split it, or copy its text into a .txt file and import that")
	}
	return err
}

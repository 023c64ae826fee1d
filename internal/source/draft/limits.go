package draft

import (
	"context"
	"fmt"
	"io"

	"pamphlet/internal/source/prose"
)

// Limits of what one document may cost, whatever its format.
const (
	MaxText   = 4 << 20 // bytes of a document's text: two long books
	maxBlocks = 100_000 // headings, paragraphs, items and rows of an article
)

// TooMuch refuses a document that would cost too much.
func TooMuch(detail, remedy string) error {
	return Refusal(ErrTooLarge, detail, remedy)
}

// check refuses more text than one article should have.
func (d Draft) check() error {
	size := 0
	for _, b := range d.Blocks {
		size += len(b.Text)
		for _, c := range b.Cells {
			size += len(c)
		}
	}
	switch {
	case size > MaxText:
		return TooMuch(fmt.Sprintf("%d MiB of text", size>>20), "split it into files of at most 4 MiB of text")
	case len(d.Blocks) > maxBlocks:
		return TooMuch(prose.Plural(len(d.Blocks), "paragraph"), "split it into files of at most 100,000 paragraphs")
	}
	return nil
}

// Stoppable reads r until ctx ends, and then returns its error.
func Stoppable(ctx context.Context, r io.Reader) io.Reader { return stoppableReader{ctx, r} }

type stoppableReader struct {
	ctx context.Context
	io.Reader
}

func (r stoppableReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

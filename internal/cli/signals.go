package cli

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Signals returns a context that ends at the first interrupt or TERM. The
// second ends the program at once, whatever it does.
func Signals(parent context.Context) (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// waiting reads from something that may never say anything more, such as
// standard input, until ctx ends.
type waiting struct {
	ctx context.Context
	io.Reader
}

// Read returns as soon as ctx ends. The read that it began is then not waited
// for, and what it still finds is lost.
func (w waiting) Read(p []byte) (int, error) {
	type result struct {
		n   int
		err error
	}
	own := make([]byte, len(p)) // p is the caller's again once this returns
	done := make(chan result, 1)
	go func() {
		n, err := w.Reader.Read(own)
		done <- result{n, err}
	}()
	select {
	case r := <-done:
		return copy(p, own[:r.n]), r.err
	case <-w.ctx.Done():
		return 0, w.ctx.Err()
	}
}

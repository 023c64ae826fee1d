package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
)

// Signals returns a context that ends at the first interrupt or TERM. The
// second ends the program at once, whatever it does.
func Signals(parent context.Context) (ctx context.Context, stop func()) {
	ctx, stop = signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// interruptible runs compute, and returns as soon as ctx ends. Then compute,
// which must change nothing that outlives the program, is not waited for.
func interruptible[T any](ctx context.Context, compute func() (T, error)) (T, error) {
	type result struct {
		value T
		err   error
	}
	done := make(chan result, 1)
	go func() {
		value, err := compute()
		done <- result{value, err}
	}()
	select {
	case r := <-done:
		return r.value, r.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}

// waiting reads from something that may never say anything more, such as
// standard input, until ctx ends.
type waiting struct {
	ctx context.Context
	io.Reader
}

func (w waiting) Read(p []byte) (int, error) {
	own := make([]byte, len(p)) // p is the caller's again once this returns
	n, err := interruptible(w.ctx, func() (int, error) { return w.Reader.Read(own) })
	return copy(p, own[:n]), err
}

// writeWhole writes a file so that it is never there in part.
func writeWhole(name string, write func(io.Writer) error) error {
	file, err := os.CreateTemp(filepath.Dir(name), ".part-*")
	if err != nil {
		return err
	}
	err = errors.Join(write(file), file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// Pamphlet answers a community's questions with the exact words of articles
// its moderators trust. See README.md.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"pamphlet/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.Environ())
	stop()
	os.Exit(code)
}

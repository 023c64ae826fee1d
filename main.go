// Pamphlet answers a community's questions with the exact words of articles
// its moderators trust. See README.md.
package main

import (
	"context"
	"os"
	"runtime/debug"

	"pamphlet/internal/cli"
)

// gcPercent makes Go collect its garbage twice as often as it would: on a small
// machine memory is dearer than time. With 10,000 passages, 56 MB instead of 64.
const gcPercent = 50

func main() {
	debug.SetGCPercent(gcPercent)
	ctx, stop := cli.Signals(context.Background())
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}, os.Environ())
	stop()
	os.Exit(code)
}

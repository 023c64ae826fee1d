// Package cli is the command line: it reads what was asked for, calls the
// packages that do it, and prints. It is the only door to cobra.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/internal/config"
	"pamphlet/internal/fetch"
	"pamphlet/internal/sandbox"
	"pamphlet/internal/script"
)

// Streams are where a command reads and writes: data goes to Out, talk to Err.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2 // the command was not understood
)

// errSilent fails a command that has said already what is wrong.
var errSilent = errors.New("failed")

// An env is what all commands share.
type env struct {
	Streams
	settings config.Settings
	now      func() time.Time
	web      *fetch.Fetcher
	// chosen are --db and --guild as they were given, for a command that goes
	// on where this one ends.
	chosen string
	// database is the --db of these.
	database string
	// waits is whether the database is a cluster that could not be used.
	waits bool
	// owner is the name of this process as an owner of leases.
	owner string
}

// Run carries out a command line and returns the exit code.
func Run(ctx context.Context, args []string, streams Streams, environ []string) int {
	if len(args) == 1 && args[0] == sandbox.Command {
		if err := sandbox.Serve(ctx, streams.In, streams.Out); err != nil {
			return exitFailed
		}
		return exitOK
	}
	settings, err := config.Load(environ, ".")
	if err != nil {
		fmt.Fprintln(streams.Err, "pamphlet:", err)
		return exitFailed
	}
	a := &env{Streams: streams, settings: settings, now: time.Now, web: fetch.New()}
	understood := false
	root := a.root()
	root.PersistentPreRunE = func(c *cobra.Command, _ []string) error {
		if a.settings.Database == "" || a.settings.Guild == "" {
			return errors.New("--db and --guild, or PAMPHLET_DB and PAMPHLET_GUILD, may not be empty")
		}
		for _, flag := range []string{"db", "guild"} {
			if f := c.Flag(flag); f.Changed {
				a.chosen += " --" + flag + " " + shellWord(f.Value.String())
				if flag == "db" {
					a.database = a.chosen
				}
			}
		}
		if err := checkGuild(a.settings.Guild); err != nil {
			return err
		}
		understood = true
		return nil
	}
	root.SetArgs(args)
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	command, err := root.ExecuteContextC(ctx)
	switch {
	case err == nil:
		return exitOK
	case !understood:
		fmt.Fprintf(streams.Err, "%s: %v\n%sTry \"%s --help\".\n", command.CommandPath(), usage(command, err), meantLine(command, args, err), command.CommandPath())
		return exitUsage
	case ctx.Err() != nil:
		fmt.Fprintln(streams.Err, "pamphlet: interrupted; nothing was left half done")
	case !errors.Is(err, errSilent):
		fmt.Fprintln(streams.Err, "pamphlet:", plainly(err))
	}
	return exitFailed
}

func (a *env) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "pamphlet",
		Short: "Answer questions with the exact words of articles you trust",
		Long: `Pamphlet answers a community's questions with the exact words of articles its
moderators trust. It never writes a sentence of its own about health, and it
says so when it does not know.`,
		Example: `  pamphlet ask "How long does an infusion take?"
  pamphlet import articles/ faq.csv
  pamphlet chat`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetVersionTemplate(versionLine())
	root.PersistentFlags().StringVar(&a.settings.Database, "db", a.settings.Database, "database `FILE`, or the nodes of an rqlite cluster: http://HOST:4001,… (PAMPHLET_DB)")
	root.PersistentFlags().StringVar(&a.settings.Guild, "guild", a.settings.Guild, "whose articles: a Discord server's id, * for all, or a `NAME` that begins with a letter (PAMPHLET_GUILD)")
	must(root.RegisterFlagCompletionFunc("guild", a.completeGuild))
	root.AddCommand(
		a.botCommand(), a.askCommand(), a.chatCommand(), a.importCommand(), a.articlesCommand(), a.searchCommand(),
		a.evalCommand(), a.testCommand(), a.backupCommand(), a.moveDatabaseCommand(), a.doctorCommand(), a.healthCommand(), a.versionCommand(),
		a.safetyCommand(), a.lintCommand(), a.synonymsCommand(),
		a.kbCommand(), a.queueCommand(), a.auditCommand(), a.setupCommand(), a.statsCommand(), a.exportBundleCommand(), a.manCommand(),
		&cobra.Command{Use: "scripts", Short: "How to write scripted conversations", Long: script.Guide},
	)
	return root
}

// must panics where a command is put together wrongly, which every run would
// meet.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// terminal reports whether stream is a terminal, where a person looks at it.
func terminal(stream any) bool {
	f, ok := stream.(*os.File)
	if !ok {
		return false
	}
	status, err := f.Stat()
	return err == nil && status.Mode()&os.ModeCharDevice != 0
}

// bold returns the strings that turn bold on and off, empty where nobody would
// see it.
func (a *env) bold() (on, off string) {
	if a.settings.NoColor != "" || !terminal(a.Out) {
		return "", ""
	}
	return "\x1b[1m", "\x1b[0m"
}

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

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"regexp"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/knowledge"
)

// meantLine asks whether another command or flag was meant, where one is spelt
// much like what was typed; else it is "".
func meantLine(c *cobra.Command, args []string, err error) string {
	var near []string
	if name, unknown := strings.CutPrefix(err.Error(), "unknown flag: --"); unknown {
		near = nearFlags(c, name)
	} else if strings.HasPrefix(err.Error(), "unknown command ") {
		_, rest, found := c.Root().Find(args)
		for _, arg := range rest {
			if found == nil && strings.Contains(err.Error(), "\""+arg+"\"") {
				near = nearCommands(c, arg)
			}
		}
		if len(near) == 0 && strings.ContainsAny(args[0], " ?") { // a question
			near = []string{fmt.Sprintf("%s ask %q", c.Root().Name(), args[0])}
		}
	}
	if len(near) == 0 {
		return ""
	}
	return "Did you mean " + strings.Join(near, " or ") + "?\n"
}

// usage is what is wrong with how a command was used. Of a wrong number of
// arguments, it says which the command takes.
func usage(c *cobra.Command, err error) string {
	if !strings.Contains(err.Error(), " arg(s)") {
		return err.Error()
	}
	_, takes, _ := strings.Cut(c.Use, " ")
	if takes == "" {
		return "it takes flags only, such as --name VALUE"
	}
	return "it takes " + takes + ", one word each; put several words into quotation marks"
}

// nearLetters is how many letters may be wrong in what is still taken for a
// command or a flag.
const nearLetters = 2

func nearCommands(c *cobra.Command, typed string) (near []string) {
	c.SuggestionsMinimumDistance = nearLetters
	for _, name := range c.SuggestionsFor(typed) {
		near = append(near, "\""+c.CommandPath()+" "+name+"\"")
	}
	return near
}

// listedFlag is a flag in a command's help, where hidden ones are not.
var listedFlag = regexp.MustCompile(`(?m)^ +(?:-\w, )?--([-a-z]+)`)

// nearFlags lists the flags that are named much like what was typed.
func nearFlags(c *cobra.Command, typed string) (near []string) {
	var names []string
	for _, flag := range listedFlag.FindAllStringSubmatch(c.Flags().FlagUsages(), -1) {
		names = append(names, flag[1])
	}
	for _, name := range nearNames(names, typed) {
		near = append(near, "--"+name)
	}
	return near
}

// nearNames compares names, which have no spaces, as cobra compares commands.
func nearNames(names []string, typed string) []string {
	all := &cobra.Command{SuggestionsMinimumDistance: nearLetters}
	for _, name := range names {
		all.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	return all.SuggestionsFor(typed)
}

// plainly is an error's text without names of system calls: what is wrong with
// a path, and what to do.
func plainly(err error) string {
	var path *fs.PathError
	if !errors.As(err, &path) {
		return err.Error()
	}
	why := path.Err.Error()
	switch {
	case errors.Is(err, os.ErrNotExist):
		why = "there is no such file or folder; check the path"
	case errors.Is(err, os.ErrPermission):
		why = "that is not permitted; check who owns it"
	}
	return strings.Replace(err.Error(), path.Error(), path.Path+": "+why, 1)
}

// webAddress reports whether path is the address of a web page.
func webAddress(path string) bool {
	u, err := url.Parse(path)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != ""
}

func (a *env) manCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "man FOLDER",
		Short:   "Write the manual pages of all commands",
		Example: "  pamphlet man /usr/local/share/man/man1",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := os.MkdirAll(args[0], 0o755); err != nil {
				return err
			}
			// The pages are for everybody; the default is this account's.
			c.Root().PersistentFlags().Lookup("db").DefValue = ""
			// Its date is today's, or that of SOURCE_DATE_EPOCH.
			header := &doc.GenManHeader{Section: "1", Source: "Pamphlet " + version(), Manual: "Pamphlet"}
			if err := doc.GenManTree(c.Root(), header, args[0]); err != nil {
				return fmt.Errorf("manual pages: %w", err)
			}
			fmt.Fprintf(a.Out, "%s: manual pages of all commands; read the first with man -l %s/pamphlet.1\n", args[0], args[0])
			return nil
		},
	}
}

func (a *env) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Example: "  pamphlet version",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprint(a.Out, versionLine())
			return nil
		},
	}
}

// versionLine is what "pamphlet version" and --version print.
func versionLine() string {
	return fmt.Sprintf("pamphlet %s %s %s/%s\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

// stamped is the version of a release: deploy/release sets it with
// -ldflags "-X pamphlet/internal/cli.stamped=v1.2.3".
var stamped string

// version is the program's, as its release or its build knows it.
func version() string {
	if stamped != "" {
		return stamped
	}
	if build, ok := debug.ReadBuildInfo(); ok && build.Main.Version != "" {
		return build.Main.Version
	}
	return "(devel)"
}

// completeGuild suggests the guilds of the base, and all of them.
func (a *env) completeGuild(c *cobra.Command, _ []string, _ string) (names []string, _ cobra.ShellCompDirective) {
	return a.completed(c, func(ctx context.Context, b *knowledge.Base) ([]string, error) {
		all, err := b.Guilds(ctx)
		return append(all, bot.Shared), err
	})
}

// completeUsage suggests for a moderator's command what Discord suggests for it.
func (a *env) completeUsage(c *cobra.Command, u moderate.Usage, required []moderate.Parameter) {
	given := func(args []string) map[string]string {
		options := map[string]string{}
		for i, p := range required[:min(len(args), len(required))] {
			options[p.Name] = args[i]
		}
		return options
	}
	c.ValidArgsFunction = func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) >= len(required) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.suggested(c, u.Name, required[len(args)].Name, typed, given(args))
	}
	for _, p := range u.Parameters {
		if !p.Required && p.Suggests() {
			must(c.RegisterFlagCompletionFunc(p.Name, func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
				return a.suggested(c, u.Name, p.Name, typed, given(args))
			}))
		}
	}
}

// completing makes the arguments of a command complete as an option of a
// moderator's command does. Only the first argument does, unless all are alike.
func (a *env) completing(command, option string, all bool, commands ...*cobra.Command) {
	for _, c := range commands {
		c.ValidArgsFunction = func(c *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
			if len(args) > 0 && !all {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return a.suggested(c, command, option, typed, nil)
		}
	}
}

// suggested asks the bot what an option of a command can be. A number that
// stands for something is followed by what that is.
func (a *env) suggested(c *cobra.Command, command, option, typed string, options map[string]string) ([]string, cobra.ShellCompDirective) {
	return a.completed(c, func(ctx context.Context, b *knowledge.Base) ([]string, error) {
		reply, err := moderate.New(moderate.Parts{Parts: bot.Parts{Base: b, Now: a.now}}).Handle(ctx, bot.Request{
			Kind: bot.Suggest, Name: command, Args: []string{option}, Text: typed, Options: options,
			Guild: a.settings.Guild, Member: operator(), Time: a.now(),
		})
		for i, value := range reply.Choices {
			if number, about, found := strings.Cut(value, ": "); found && strings.Trim(number, "0123456789") == "" {
				reply.Choices[i] = number + "\t" + about
			}
		}
		return reply.Choices, err
	})
}

// completed reads suggestions from the base. A base that cannot be read
// suggests nothing: the command itself will say why.
func (a *env) completed(c *cobra.Command, read func(context.Context, *knowledge.Base) ([]string, error)) (names []string, _ cobra.ShellCompDirective) {
	err := a.withBase(c.Context(), func(ctx context.Context, b *knowledge.Base) (err error) {
		names, err = read(ctx, b)
		return err
	})
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}

package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

// An invocation is how a moderator's command was called on the command line.
type invocation struct {
	asJSON, yes bool
	file, out   string
	set         map[string]string
}

func (d *invocation) flags(c *cobra.Command) {
	f := c.PersistentFlags()
	f.BoolVar(&d.asJSON, "json", false, "print each reply as a JSON object")
	f.BoolVar(&d.yes, "yes", false, "also carry out what the reply offers first, such as Publish")
	f.StringVar(&d.out, "out", "", "save attached files in `FOLDER`")
}

// kbCommand is Discord's /kb on the command line, made of the same list of commands.
func (a *env) kbCommand() *cobra.Command {
	var d invocation
	root := &cobra.Command{
		Use:   "kb",
		Short: "Draft, preview, publish and take back, as moderators do in Discord",
		Long: `Draft, preview, publish and take back, as moderators do with /kb in Discord: the
same commands, checks and audit.`,
		Example: "  pamphlet kb add --file parking.md\n  pamphlet kb publish 1\n  pamphlet kb rollback parking 1 --yes",
		Args:    cobra.NoArgs,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	d.flags(root)
	for _, u := range moderate.New(moderate.Parts{}).Commands() {
		if name, ok := strings.CutPrefix(u.Name, "kb "); ok {
			c := a.commandOf(&d, name, u)
			c.Hidden = name == "list" // "pamphlet articles" lists them
			root.AddCommand(c)
		}
	}
	root.AddCommand(a.pressCommand(&d))
	return root
}

// setupCommand is Discord's /setup on the command line.
func (a *env) setupCommand() *cobra.Command {
	var d invocation
	for _, u := range moderate.New(moderate.Parts{}).Commands() {
		if u.Name == "setup" {
			c := a.commandOf(&d, u.Name, u)
			c.Example = "  pamphlet setup\n  pamphlet setup --setting retention --value 14 --yes"
			d.flags(c)
			return c
		}
	}
	panic("no setup") // Unreachable: the bot always has the command.
}

// statsCommand is Discord's /kb stats on the command line, in a place of its own.
func (a *env) statsCommand() *cobra.Command {
	var d invocation
	for _, u := range moderate.New(moderate.Parts{}).Commands() {
		if u.Name == "kb stats" {
			c := a.commandOf(&d, "stats", u)
			c.Example = "  pamphlet stats\n  pamphlet stats --days 7 --json\n  pamphlet stats --out ."
			d.flags(c)
			return c
		}
	}
	panic("no stats") // Unreachable: the bot always has the command.
}

// noteChannel is said where a channel is set without asking Discord.
const noteChannel = "note: whether that channel is this server's cannot be seen from here; nothing is ever sent to another server"

// commandOf makes a command of a moderator's command: required parameters are
// arguments, the others flags.
func (a *env) commandOf(d *invocation, name string, u moderate.Usage) *cobra.Command {
	var required []moderate.Parameter
	use := name
	c := &cobra.Command{Short: u.Summary}
	for _, p := range u.Parameters {
		if p.Required {
			required = append(required, p)
			use += " " + strings.ToUpper(p.Name)
			continue
		}
		c.Flags().String(p.Name, "", p.Hint)
	}
	if u.File {
		c.Flags().StringVar(&d.file, "file", "", "the article, a `PATH`; - is standard input")
	}
	var editor bool
	if name == "edit" {
		c.Flags().BoolVar(&editor, "editor", false, "edit the whole article in your editor ($EDITOR)")
	}
	c.Use, c.Example, c.Args = use, example(name), cobra.ExactArgs(len(required))
	a.completeUsage(c, u, required)
	c.RunE = func(c *cobra.Command, args []string) error {
		r := bot.Request{Kind: bot.Command, Name: u.Name, Options: map[string]string{}}
		for i, p := range required {
			r.Options[p.Name] = args[i]
		}
		for _, p := range u.Parameters {
			if f := c.Flags().Lookup(p.Name); f != nil && f.Changed {
				r.Options[p.Name] = f.Value.String()
			}
		}
		if r.Options["channel"] != "" {
			fmt.Fprintln(a.Err, noteChannel)
		}
		if editor {
			return a.edited(c.Context(), args[0], func(path string) error {
				d := *d
				d.file = path
				return a.moderate(c.Context(), r, d)
			})
		}
		return a.moderate(c.Context(), r, *d)
	}
	return c
}

// example shows how a command of /kb is used on the command line.
func example(name string) string {
	lines := map[string][]string{
		"list":     {"kb list --json"},
		"show":     {"kb show parking --out .", "kb show parking --revision 1 --out ."},
		"add":      {"kb add --file parking.md", "kb add --url https://example.org/parking", "kb add --file - --title Parking < parking.txt"},
		"edit":     {"kb edit parking --file parking.md", "kb edit parking --editor", "kb edit parking --passage \"Is there a bus?\"", "kb edit parking --title \"Parking and bikes\"", "kb edit parking --review 2027-05-01 --yes"},
		"remove":   {"kb remove parking --yes"},
		"refresh":  {"kb refresh parking", "kb refresh parking --every week"},
		"history":  {"kb history parking"},
		"diff":     {"kb diff parking", "kb diff parking --from 1 --to 3"},
		"rollback": {"kb rollback parking 1 --yes"},
		"audit":    {"kb audit --article parking"},
		"drafts":   {"kb drafts"},
		"preview":  {"kb preview 1 --out ."},
		"publish":  {"kb publish 1", "kb publish 1 --why \"the clinic has moved\""},
		"discard":  {"kb discard 1"},
		"tests":    {"kb tests --add \"Where can I park?\"", "kb tests --run yes", "kb tests --remove 1"},
		"queue":    {"kb queue --stage new", "kb queue --question 3", "kb queue --question 3 --passage 17"},
		"synonym":  {"kb synonym --add \"lift, elevator\" --yes", "kb synonym --remove 1 --yes"},
		"export":   {"kb export --out backup"},
		"stats":    {"kb stats", "kb stats --days 7 --out ."},
	}[name]
	return "  pamphlet " + strings.Join(lines, "\n  pamphlet ")
}

// pressCommand presses what a reply offers, or sends in a form.
func (a *env) pressCommand(d *invocation) *cobra.Command {
	c := &cobra.Command{
		Use:     "press BUTTON [ARG…]",
		Short:   "Press a button or send in a form, as a reply named it",
		Example: "  pamphlet kb press publish 1\n  pamphlet kb press new --set title=Parking --set \"question=Where can I park?\" --set \"answer=Behind the house.\"",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			r := bot.Request{Kind: bot.Press, Verb: bot.Verb(args[0]), Args: args[1:], Options: d.set}
			if len(d.set) > 0 {
				r.Kind = bot.Submit
			}
			return a.moderate(c.Context(), r, *d)
		},
	}
	c.Flags().StringToStringVar(&d.set, "set", nil, "a field of a form, as `NAME=VALUE`")
	return c
}

// operator is who works on the command line. Whoever can write the database
// may do everything.
func operator() bot.Member {
	return bot.Member{ID: "command line", Name: "command line", Manage: true, Operator: true}
}

// moderate carries out a moderator's request and prints the reply.
func (a *env) moderate(ctx context.Context, r bot.Request, d invocation) error {
	if d.file != "" {
		file, err := a.attachment(d.file)
		if err != nil {
			return err
		}
		r.Files = []bot.File{file}
	}
	r.Guild, r.Channel, r.Member, r.Time = a.settings.Guild, "", operator(), a.now()
	return a.withWritten(ctx, func(ctx context.Context, base *knowledge.Base) error {
		return a.handle(ctx, a.bot(base, true), r, d)
	})
}

// handle gives a moderator's request to the bot and shows the reply, after the
// one before if that is to be carried out.
func (a *env) handle(ctx context.Context, talker *moderate.Bot, r bot.Request, d invocation) error {
	reply, err := talker.Handle(ctx, r)
	if err != nil {
		return err
	}
	if first, ok := primary(reply); ok && d.yes {
		r.Kind, r.Verb, r.Args, r.Options, r.Files = bot.Press, first.Verb, first.Args, nil, nil
		if err := a.show(reply, d); err != nil {
			return err
		}
		if reply, err = talker.Handle(ctx, r); err != nil {
			return err
		}
	}
	return a.show(reply, d)
}

// primary is the button that a reply wants pressed.
func primary(r bot.Reply) (bot.Action, bool) {
	for _, action := range r.Actions {
		if action.Style == bot.Primary && r.Kind == bot.Done {
			return action, true
		}
	}
	return bot.Action{}, false
}

// attachment reads a file to be sent along.
func (a *env) attachment(path string) (bot.File, error) {
	in, name := a.In, "standard input"
	if path != source.Stdin {
		file, err := os.Open(path)
		if err != nil {
			return bot.File{}, err
		}
		defer file.Close()
		in, name = file, filepath.Base(path)
	}
	body, err := io.ReadAll(io.LimitReader(in, source.MaxFile+1)) // one more is refused
	return bot.File{Name: name, Body: body}, err
}

package cli

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/peterh/liner"
	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/script"
	"pamphlet/knowledge"
)

func (a *env) chatCommand() *cobra.Command {
	var c chat
	command := &cobra.Command{
		Use:   "chat",
		Short: "Talk to the bot in the terminal",
		Long: `Talk to the bot in the terminal, with the same engine and memory as in Discord.
The number of a button or of a menu's line presses it, and commands are written
as Discord shows them: /help, /kb history article: parking. /quit or Ctrl-D ends.

What you ask does not go to the moderators, unless --keep says so. With --as
moderator you may do what moderators may, on the real articles.

With --record the conversation is saved as a script that "pamphlet test" plays.`,
		Example: "  pamphlet chat\n  pamphlet chat --as moderator\n  pamphlet chat --record greeting.txt",
		Args:    cobra.NoArgs,
		RunE: func(command *cobra.Command, _ []string) error {
			if c.as != "member" && c.as != "moderator" {
				return fmt.Errorf("--as %s: want member or moderator", c.as)
			}
			return a.withBase(command.Context(), func(ctx context.Context, base *knowledge.Base) error {
				nowhere := base.Store().Path() == "" // to keep anything; and a script is played by a bot that keeps
				c.env, c.bot = a, a.bot(base, !c.keep && !(c.record != "" && nowhere))
				return c.run(ctx, base)
			})
		},
	}
	f := command.Flags()
	f.StringVar(&c.record, "record", "", "save the conversation as a script in `FILE`")
	f.StringVar(&c.as, "as", "member", "who you are: `member` or moderator")
	f.BoolVar(&c.keep, "keep", false, "keep what is asked, as the questions of a member")
	return command
}

// A chat is a conversation in the terminal.
type chat struct {
	*env
	bot        *moderate.Bot
	record, as string
	keep       bool
	prompt     func(string) (string, error)
	recorder   script.Recorder
	offered    []bot.Request // what can be pressed, by number from 1
}

func (c *chat) run(ctx context.Context, base *knowledge.Base) error {
	var end func()
	c.prompt, end = c.lines()
	defer end()
	if guild, err := bot.Reads(ctx, base, c.settings.Guild); err != nil {
		return err
	} else if guild == bot.Starter {
		c.recorder.Learned(script.Starter)
	}
	fmt.Fprintln(c.Err, "Ask a question. A number presses a button, /help names the commands, /quit ends.")
	for ctx.Err() == nil {
		line, err := c.prompt("you> ")
		if errors.Is(err, io.EOF) || errors.Is(err, liner.ErrPromptAborted) || strings.TrimSpace(line) == "/quit" {
			break
		}
		if err != nil {
			return err
		}
		if err := c.turn(ctx, strings.TrimSpace(line)); err != nil {
			return err
		}
	}
	if c.record == "" {
		return nil
	}
	if err := os.WriteFile(c.record, script.Format(c.recorder.Script()), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(c.Err, "saved as %s\n", c.record)
	return nil
}

// turn answers one line.
func (c *chat) turn(ctx context.Context, line string) error {
	request, err := c.said(line)
	if err != nil {
		fmt.Fprintln(c.Err, err)
		return nil
	}
	for request.Kind != "" {
		reply, err := c.bot.Handle(ctx, request)
		if err != nil {
			return err
		}
		c.recorder.Add(request, reply)
		c.shown(reply)
		if request, err = c.filled(reply.Form); err != nil {
			fmt.Fprintln(c.Err, "The form was not sent.")
			return nil
		}
	}
	return nil
}

// shown prints a reply, and numbers what can be pressed.
func (c *chat) shown(reply bot.Reply) {
	c.printReply(reply)
	c.offered = nil
	offer := func(label string, verb bot.Verb, args []string) {
		r := c.by(bot.Request{Kind: bot.Press, Verb: verb, Args: args})
		c.offered = append(c.offered, r)
		fmt.Fprintf(c.Out, "[%d] %s\n", len(c.offered), label)
	}
	for _, action := range reply.Actions {
		if action.URL != "" {
			fmt.Fprintf(c.Out, "%s: %s\n", action.Label, action.URL)
			continue
		}
		offer(action.Label, action.Verb, action.Args)
	}
	for _, menu := range reply.Menus {
		fmt.Fprintln(c.Out, menu.Placeholder+":")
		for _, option := range menu.Options {
			offer(option.Label, menu.Verb, append(slices.Clone(menu.Args), option.Value))
		}
	}
	fmt.Fprintln(c.Out)
}

// filled asks for the fields of a form and returns what is sent in; without a
// form, a request of no kind.
func (c *chat) filled(form *bot.Form) (bot.Request, error) {
	if form == nil {
		return bot.Request{}, nil
	}
	fmt.Fprintln(c.Out, form.Title)
	r := c.by(bot.Request{Kind: bot.Submit, Verb: form.Verb, Args: form.Args, Options: map[string]string{}})
	for _, field := range form.Fields {
		if field.Value != "" {
			fmt.Fprintf(c.Out, "%s, if left empty:\n%s\n", field.Label, field.Value)
		}
		line, err := c.prompt(field.Label + "> ")
		if err != nil {
			return r, err
		}
		r.Options[field.Name] = cmp.Or(line, field.Value)
	}
	return r, nil
}

// said makes a request of a line: a command, the number of a button, or a
// question. An empty line asks for nothing.
func (c *chat) said(line string) (bot.Request, error) {
	if line == "" {
		return bot.Request{}, nil
	}
	if n, err := strconv.Atoi(line); err == nil {
		if n < 1 || n > len(c.offered) {
			return bot.Request{}, fmt.Errorf("there is no button %d", n)
		}
		return c.offered[n-1], nil
	}
	if command, ok := strings.CutPrefix(line, "/"); ok {
		return c.command(command), nil
	}
	return c.by(bot.Request{Kind: bot.Ask, Text: line}), nil
}

// optionName is the name of a command's option, as Discord shows it.
var optionName = regexp.MustCompile(`(?:^| )([a-z]+): `)

// command reads "kb history article: parking".
func (c *chat) command(line string) bot.Request {
	r := bot.Request{Kind: bot.Command, Name: line, Options: map[string]string{}}
	names := optionName.FindAllStringSubmatchIndex(line, -1)
	for i, at := range names {
		end := len(line)
		if i+1 < len(names) {
			end = names[i+1][0]
		}
		r.Options[line[at[2]:at[3]]] = strings.TrimSpace(line[at[1]:end])
	}
	if len(names) > 0 {
		r.Name = line[:names[0][0]]
	}
	r.Name = strings.TrimSpace(r.Name)
	if question, asks := strings.CutPrefix(r.Name, "ask"); asks && (question == "" || question[0] == ' ') {
		r.Kind, r.Name, r.Text = bot.Ask, "ask", cmp.Or(strings.TrimSpace(question), r.Options["question"])
		r.Options = nil
	}
	return c.by(r)
}

// by fills in who says it, where and when.
func (c *chat) by(r bot.Request) bot.Request {
	from := c.request("you", r.Text)
	r.Guild, r.Channel, r.Member, r.Time = from.Guild, from.Channel, from.Member, from.Time
	r.Member.Name, r.Member.Manage = "you", c.as == "moderator"
	return r
}

// lines returns what asks for a line, with editing on a terminal, and what
// ends it. Its history is never written: what is asked here may be private.
func (a *env) lines() (ask func(string) (string, error), end func()) {
	if !terminal(a.In) {
		lines := bufio.NewReader(a.In)
		return func(string) (string, error) {
			line, err := lines.ReadString('\n')
			if line != "" {
				err = nil
			}
			return strings.TrimSuffix(line, "\n"), err
		}, func() {}
	}
	l := liner.NewLiner()
	l.SetCtrlCAborts(true)
	ask = func(p string) (string, error) {
		line, err := l.Prompt(p)
		if err == nil {
			l.AppendHistory(line)
		}
		return line, err
	}
	return ask, func() { l.Close() }
}

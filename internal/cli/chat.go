package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/peterh/liner"
	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/internal/script"
	"pamphlet/knowledge"
)

func (a *env) chatCommand() *cobra.Command {
	var record string
	c := &cobra.Command{
		Use:   "chat",
		Short: "Talk to the bot in the terminal",
		Long: `Talk to the bot in the terminal, with the same engine and memory as in Discord.
The number of a button presses it; /quit or Ctrl-D ends. With --record the
conversation is saved as a script that "pamphlet test" plays.`,
		Example: "  pamphlet chat\n  pamphlet chat --record greeting.txt",
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return a.withBase(c.Context(), func(ctx context.Context, base *knowledge.Base) error {
				return a.chat(ctx, base, a.bot(base, false), record)
			})
		},
	}
	c.Flags().StringVar(&record, "record", "", "save the conversation as a script in `FILE`")
	return c
}

func (a *env) chat(ctx context.Context, base *knowledge.Base, b *bot.Bot, record string) error {
	ask, end := a.prompt()
	defer end()
	var recorder script.Recorder
	if guild, err := bot.Reads(ctx, base, a.settings.Guild); err != nil {
		return err
	} else if guild == bot.Starter {
		recorder.Learned(script.Starter)
	}
	var last bot.Reply
	for ctx.Err() == nil {
		line, err := ask("you> ")
		if errors.Is(err, io.EOF) || errors.Is(err, liner.ErrPromptAborted) || strings.TrimSpace(line) == "/quit" {
			break
		}
		if err != nil {
			return err
		}
		if strings.TrimSpace(line) == "" {
			continue
		}
		request := a.said(line, last)
		reply, err := b.Handle(ctx, request)
		if err != nil {
			return err
		}
		recorder.Add(request, reply)
		a.printReply(reply)
		for i, action := range reply.Actions {
			if action.URL != "" {
				fmt.Fprintf(a.Out, "%s: %s\n", action.Label, action.URL)
				continue
			}
			fmt.Fprintf(a.Out, "[%d] %s\n", i+1, action.Label)
		}
		fmt.Fprintln(a.Out)
		last = reply
	}
	if record == "" {
		return nil
	}
	if err := os.WriteFile(record, script.Format(recorder.Script()), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(a.Err, "saved as %s\n", record)
	return nil
}

// said makes a request of a line: a question, or the number of a button.
func (a *env) said(line string, last bot.Reply) bot.Request {
	r := a.request("you", line)
	r.Member.Name = "you"
	if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil && 1 <= n && n <= len(last.Actions) && last.Actions[n-1].URL == "" {
		r.Kind, r.Text, r.Verb, r.Args = bot.Press, "", last.Actions[n-1].Verb, last.Actions[n-1].Args
	}
	return r
}

// prompt returns what asks for a line, with editing on a terminal, and what
// ends it. Its history is never written: what is asked here may be private.
func (a *env) prompt() (ask func(string) (string, error), end func()) {
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

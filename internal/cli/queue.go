package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/knowledge"
)

func (a *env) queueCommand() *cobra.Command {
	var d invocation
	var stage string
	list := func(c *cobra.Command, _ []string) error {
		return a.moderate(c.Context(), bot.Request{Kind: bot.Command, Name: "kb queue", Options: map[string]string{"stage": stage}}, d)
	}
	root := &cobra.Command{
		Use:     "queue",
		Short:   "List, answer and sort the questions that got no good answer",
		Example: "  pamphlet queue\n  pamphlet queue way 3 17 --yes\n  pamphlet queue export --format csv > queue.csv",
		Args:    cobra.NoArgs,
		RunE:    list,
	}
	d.flags(root)
	root.Flags().StringVar(&stage, "stage", "", "new, drafted, answered or ignored")
	press := func(use, short, example string, n int, request func(args []string) bot.Request) *cobra.Command {
		return &cobra.Command{Use: use, Short: short, Example: "  pamphlet queue " + example, Args: cobra.ExactArgs(n),
			RunE: func(c *cobra.Command, args []string) error { return a.moderate(c.Context(), request(args), d) }}
	}
	sort := func(to string) func([]string) bot.Request {
		return func(args []string) bot.Request {
			return bot.Request{Kind: bot.Command, Name: "kb queue", Options: map[string]string{"question": args[0], moderate.OptionSort: to}}
		}
	}
	root.AddCommand(
		press("show QUESTION", "Show one question and what can be done with it", "show 3", 1, func(args []string) bot.Request {
			return bot.Request{Kind: bot.Command, Name: "kb queue", Options: map[string]string{"question": args[0]}}
		}),
		press("way QUESTION PASSAGE", "Make a draft in which a passage also answers a question", "way 3 17", 2, func(args []string) bot.Request {
			return bot.Request{Kind: bot.Command, Name: "kb queue", Options: map[string]string{"question": args[0], "passage": args[1]}}
		}),
		press("ignore QUESTION", "Ignore a question from now on", "ignore 3", 1, sort(moderate.SortIgnore)),
		press("snooze QUESTION", "Hide a question for a week", "snooze 3", 1, sort(moderate.SortSnooze)),
		a.answerQueued(&d),
	)
	a.completing("kb queue", "question", false, root.Commands()...)
	root.AddCommand(a.exportQueue())
	return root
}

func (a *env) answerQueued(d *invocation) *cobra.Command {
	fields := map[string]*string{"title": nil, "question": nil, "answer": nil, "ways": nil, "source": nil}
	c := &cobra.Command{
		Use:     "answer QUESTION",
		Short:   "Make a draft that answers a question",
		Example: "  pamphlet queue answer 3 --title Parking --question \"Where can I park?\" --answer \"Behind the house.\" --yes",
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			r := bot.Request{Kind: bot.Submit, Verb: moderate.VerbWritten, Args: args, Options: map[string]string{}}
			for name, value := range fields {
				if name != "ways" || c.Flags().Changed(name) { // not given, it is the wording that was asked
					r.Options[name] = *value
				}
			}
			return a.moderate(c.Context(), r, *d)
		},
	}
	for name, about := range map[string]string{
		"title": "title of the article", "question": "the question", "answer": "its answer",
		"ways": "other ways to ask, one a line (default: as it was asked)", "source": "a web address",
	} {
		fields[name] = c.Flags().String(name, "", about)
	}
	return c
}

// exportQueue prints all queued questions for another program.
func (a *env) exportQueue() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:     "export",
		Short:   "Print the queue as CSV or JSON lines",
		Example: "  pamphlet queue export --format jsonl",
		Args:    cobra.NoArgs,
		RunE:    a.reading(func(ctx context.Context, b *knowledge.Base, _ []string) error { return a.printQueue(ctx, b, format) }),
	}
	c.Flags().StringVar(&format, "format", "csv", "csv or jsonl")
	return c
}

func (a *env) printQueue(ctx context.Context, b *knowledge.Base, format string) error {
	if format != "csv" && format != "jsonl" {
		return fmt.Errorf("--format %s: want csv or jsonl", format)
	}
	body, _, err := moderate.ExportQueue(ctx, b, a.settings.Guild, format, a.now())
	if err != nil {
		return err
	}
	_, err = a.Out.Write(body)
	return err
}

func (a *env) auditCommand() *cobra.Command {
	var d invocation
	c := &cobra.Command{
		Use:     "audit [ARTICLE]",
		Short:   "List who changed what, when and why",
		Example: "  pamphlet audit\n  pamphlet audit parking --json",
		Args:    cobra.MaximumNArgs(1),
		RunE: a.reading(func(ctx context.Context, b *knowledge.Base, args []string) error {
			return a.audit(ctx, b, strings.Join(args, ""), d.asJSON)
		}),
	}
	c.Flags().BoolVar(&d.asJSON, "json", false, "print JSON")
	return c
}

// maxAudit is how many rows of the audit are printed, the newest.
const maxAudit = 10_000

func (a *env) audit(ctx context.Context, b *knowledge.Base, slug string, asJSON bool) error {
	all, err := b.Audit(ctx, a.settings.Guild, slug, maxAudit)
	if err != nil {
		return err
	}
	if asJSON {
		if all == nil {
			all = []knowledge.Entry{}
		}
		return a.printJSON(all)
	}
	for _, e := range all {
		fmt.Fprintln(a.Out, strings.Join(strings.Fields(fmt.Sprintf("%s  %s: %s %s %s",
			e.At.Format(time.DateTime), e.Who, e.What, e.Article, e.Detail)), " "))
	}
	return nil
}

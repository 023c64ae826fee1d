package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/bot"
	"pamphlet/bot/moderate"
	"pamphlet/internal/bundle"
	"pamphlet/internal/eval"
	"pamphlet/internal/scriptbot"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
)

// name is how a passage is named outside: by the id it came with, or its own.
func name(p knowledge.Passage) string {
	if p.External != "" {
		return p.External
	}
	return strconv.FormatInt(p.ID, 10)
}

func (a *env) askCommand() *cobra.Command {
	var asJSON, why, batch, keep bool
	c := &cobra.Command{
		Use:   "ask QUESTION",
		Short: "Answer one question",
		Long: `Answer one question with the passage that answers it, word for word, or say that
none does. Without a database, the articles that come with Pamphlet answer. What
you ask does not go to the moderators, unless --keep says so.

With --batch, read JSON lines {"id","text","history":[…]} from standard input
and write one JSON line each, in order. Every line is a new member in a new
conversation; history holds what that member asked before.`,
		Example: `  pamphlet ask "How long does an infusion take?"
  pamphlet ask --json --why "side effects?"
  echo '{"id":"1","text":"How long?","history":["What is an infusion?"]}' | pamphlet ask --batch`,
		Args: func(c *cobra.Command, args []string) error {
			if batch != (len(args) == 0) {
				return fmt.Errorf("give a question, or --batch and questions on standard input")
			}
			return nil
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.withBase(c.Context(), func(ctx context.Context, base *knowledge.Base) error {
				nowhere := base.Store().Path() == "" // to keep a question
				talker := a.bot(base, batch || nowhere || !keep)
				if batch {
					return a.batch(ctx, talker, why)
				}
				return a.ask(ctx, talker, strings.Join(args, " "), asJSON, why)
			})
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object")
	c.Flags().BoolVar(&why, "why", false, "explain why this passage")
	c.Flags().BoolVar(&keep, "keep", false, "keep the question, as one of a member")
	c.Flags().BoolVar(&batch, "batch", false, "answer JSON lines from standard input")
	return c
}

// bot makes the bot that answers on the command line. An ephemeral one keeps
// no questions.
func (a *env) bot(base *knowledge.Base, ephemeral bool) *moderate.Bot {
	guards, err := scriptbot.Guards(a.settings.Safety)
	if err != nil {
		fmt.Fprintln(a.Err, "pamphlet: safety:", err, "(until this is mended, only a static card answers)")
	}
	return moderate.New(moderate.Parts{
		Parts: bot.Parts{Base: base, Now: a.now, NoStore: ephemeral, Guards: guards},
		Fetch: scriptbot.Fetch(), Export: bundle.Export(base, a.now),
	})
}

func (a *env) ask(ctx context.Context, b *moderate.Bot, question string, asJSON, why bool) error {
	reply, err := b.Handle(ctx, a.request("cli", question))
	if err != nil {
		return err
	}
	if asJSON {
		return a.printJSON(answerOf("", question, reply, why))
	}
	a.printReply(reply)
	if reply.Kind == bot.Clarify && len(reply.Notes) == 0 { // or they are listed there
		a.printQuestions("Ask one of these:", reply.Related)
	}
	if why {
		a.printWhy(reply)
	}
	return nil
}

func (a *env) request(member, text string) bot.Request {
	return bot.Request{Kind: bot.Ask, Guild: a.settings.Guild, Channel: "cli", Member: bot.Member{ID: member}, Text: text, Time: a.now()}
}

// asked is one line of a batch.
type asked struct {
	ID      string   `json:"id"`
	Text    string   `json:"text"`
	History []string `json:"history"`
}

// maxLine is the longest line of a batch, in bytes.
const maxLine = 16 << 20

func (a *env) batch(ctx context.Context, b *moderate.Bot, why bool) error {
	lines := bufio.NewScanner(a.In)
	lines.Buffer(nil, maxLine)
	out := bufio.NewWriter(a.Out)
	defer out.Flush()
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var q asked
		if err := json.Unmarshal(lines.Bytes(), &q); err != nil {
			return fmt.Errorf("standard input, line %d: not a JSON object with \"text\": %w", n, err)
		}
		member := "line " + strconv.Itoa(n)
		for _, earlier := range q.History {
			if _, err := b.Handle(ctx, a.request(member, earlier)); err != nil {
				return err
			}
		}
		reply, err := b.Handle(ctx, a.request(member, q.Text))
		if err != nil {
			return err
		}
		line, err := json.Marshal(answerOf(q.ID, q.Text, reply, why))
		if err != nil {
			return err
		}
		out.Write(append(line, '\n'))
		if err := out.Flush(); err != nil {
			return err
		}
	}
	return lines.Err()
}

// A searching is a search as it was asked for.
type searching struct {
	top             int
	format, queries string
}

func (a *env) searchCommand() *cobra.Command {
	var s searching
	c := &cobra.Command{
		Use:   "search QUESTION | --queries FILE",
		Short: "List the passages that rank best, answer or not",
		Long: `List the passages that rank best for a question, or for each question of a file
of JSON lines {"id","text"}. The ranking is the one that ask, eval, scripts and
Discord use. Passages imported from JSONL go by the id they came with.`,
		Example: `  pamphlet search --top 5 "side effects"
  pamphlet search --format json "side effects"
  pamphlet search --queries questions.jsonl --format trec > run.txt`,
		Args: func(_ *cobra.Command, args []string) error {
			if (s.queries == "") == (len(args) == 0) {
				return fmt.Errorf("give a question, or --queries and a file")
			}
			switch s.format {
			case "text", "json", "trec":
				return nil
			}
			return fmt.Errorf("--format %s: want text, json or trec", s.format)
		},
		RunE: func(c *cobra.Command, args []string) error {
			return a.withBase(c.Context(), func(ctx context.Context, b *knowledge.Base) error {
				return a.search(ctx, b, s, strings.Join(args, " "))
			})
		},
	}
	c.Flags().IntVar(&s.top, "top", 10, "`NUMBER` of passages")
	c.Flags().StringVar(&s.format, "format", "text", "text, json or trec")
	c.Flags().StringVar(&s.queries, "queries", "", "`FILE` of JSON lines with id and text")
	return c
}

func (a *env) search(ctx context.Context, b *knowledge.Base, s searching, question string) error {
	questions := []eval.Question{{ID: "1", Text: question}}
	if s.queries != "" {
		var err error
		if questions, err = eval.ReadQuestions(s.queries); err != nil {
			return err
		}
	}
	guild, err := bot.Reads(ctx, b, a.settings.Guild)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(a.Out)
	defer out.Flush()
	for _, q := range questions {
		found, err := b.Search(ctx, search.Query{Guild: guild, Text: q.Text, Limit: s.top})
		if err != nil {
			return err
		}
		if err := printFound(out, s.format, q, found); err != nil {
			return err
		}
	}
	return nil
}

// printFound prints one result in a format. TREC's has the columns query, Q0,
// passage, rank, score, run (https://trec.nist.gov).
func printFound(out io.Writer, format string, q eval.Question, found search.Result) error {
	if format == "json" {
		passages := []quoted{}
		for _, m := range found.Matches {
			passages = append(passages, quotedOf(m))
		}
		line, err := json.Marshal(map[string]any{"id": q.ID, "question": q.Text, "passages": passages})
		if err != nil {
			return err
		}
		_, err = out.Write(append(line, '\n'))
		return err
	}
	for i, m := range found.Matches {
		var err error
		if format == "trec" {
			err = printTREC(out, q.ID, name(m.Passage), i+1, m.Score)
		} else {
			_, err = fmt.Fprintf(out, "%2d  %8.4f  %3.0f %%  %s  %s › %s\n", i+1, m.Score, 100*m.Confidence, name(m.Passage), m.Title, strings.Join(m.Heading, " › "))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func printTREC(out io.Writer, question, passage string, place int, score float64) error {
	_, err := fmt.Fprintf(out, "%s Q0 %s %d %s pamphlet\n", question, passage, place, strconv.FormatFloat(score, 'g', -1, 64))
	return err
}

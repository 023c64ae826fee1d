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
	"pamphlet/internal/eval"
	"pamphlet/knowledge"
)

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
		found, err := b.Search(ctx, knowledge.Query{Guild: guild, Text: q.Text, Limit: s.top})
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
func printFound(out io.Writer, format string, q eval.Question, found knowledge.Result) error {
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

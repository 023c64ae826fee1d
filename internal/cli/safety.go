package cli

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"pamphlet/internal/safety"
	"pamphlet/internal/scriptbot"
)

func (a *env) safetyCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "safety",
		Short: "Try the safety rules, and confirm the crisis lines",
		Example: `  pamphlet safety why "this wait is killing me"
  pamphlet safety test
  pamphlet safety resources`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.safetyTestCommand(), a.safetyWhyCommand(), a.resourcesCommand())
	return c
}

func (a *env) safetyTestCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "test [FILE.jsonl]",
		Short: "Run the rules' examples, or compare them with labelled messages",
		Long: `Classify labelled messages, JSON lines {"text","class"}, and print how often the
rules gave which class. No message of the file is printed. Without a file, the
examples that stand with each rule are run.`,
		Example: "  pamphlet safety test\n  pamphlet safety test ours.jsonl",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			guards, err := scriptbot.Guards(a.settings.Safety)
			if err != nil {
				return err
			}
			fmt.Fprintf(a.Out, "rules %s: %d\n", guards.Rules.Version(), guards.Rules.Len())
			if len(args) == 1 {
				return a.safetyTestFile(guards.Rules, args[0])
			}
			return examplesHold(a.Out, guards.Rules)
		},
	}
}

// examplesHold runs the examples that every rule carries, the operator's own
// among them.
func examplesHold(to io.Writer, rules *safety.Rules) error {
	faults := rules.Check()
	for _, fault := range faults {
		fmt.Fprintln(to, fault)
	}
	if len(faults) > 0 {
		return errSilent
	}
	fmt.Fprintln(to, "every rule matches what it must, and nothing that it must not")
	return nil
}

func (a *env) safetyTestFile(rules *safety.Rules, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	corpus, err := readLabelled(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	fmt.Fprintf(a.Out, "\n%d messages of %s\n%s", len(corpus), path, confused(rules, corpus))
	return nil
}

func (a *env) safetyWhyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "why MESSAGE",
		Short:   "Name the rule that decides for a message",
		Example: `  pamphlet safety why "my friend just told me she wants to die"`,
		Args:    cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			guards, err := scriptbot.Guards(a.settings.Safety)
			if err != nil {
				return err
			}
			message := strings.Join(args, " ")
			_, err = fmt.Fprint(a.Out, explained(guards.Rules.Why(message), message))
			return err
		},
	}
}

// explained writes e for a terminal, quoting message's words: for the person
// who typed them, never for a log.
func explained(e safety.Explanation, message string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s", e.Class, e.Class.Meaning())
	if e.Rule != "" {
		fmt.Fprintf(&b, ", topic %s, stance %s, by rule %s", e.Topic, e.Stance, e.Rule)
	}
	if e.Retracting {
		b.WriteString(", taken back (which clears nothing)")
	}
	b.WriteString("\n")
	for _, f := range e.Fired {
		fmt.Fprintf(&b, "  %s %s", f.Class, f.Rule)
		if f.End > 0 {
			fmt.Fprintf(&b, " on %q at %d–%d", message[f.Start:f.End], f.Start, f.End)
		}
		if f.Joking {
			b.WriteString(" beside a joke marker")
		}
		b.WriteString("\n")
	}
	for _, s := range e.Stopped {
		fmt.Fprintf(&b, "  stopped: %s on %q by guard %s\n", s.Rule, message[s.Start:s.End], s.Guard)
	}
	return b.String()
}

// A labelled is a message and the class a person gave it.
type labelled struct {
	Text  string       `json:"text"`
	Class safety.Class `json:"class"`
}

// longestLine is the longest line of labelled messages, in bytes.
const longestLine = 1 << 20

// readLabelled reads labelled messages, one JSON object a line.
func readLabelled(from io.Reader) ([]labelled, error) {
	var list []labelled
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if strings.TrimSpace(lines.Text()) == "" {
			continue
		}
		var l labelled
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		list = append(list, l)
	}
	return list, lines.Err()
}

// A confusion counts messages by the class they were given, then by the
// class the rules gave.
type confusion [8][8]int

// confused classifies every message of list.
func confused(rules *safety.Rules, list []labelled) (t confusion) {
	for _, l := range list {
		t[l.Class][rules.Classify(l.Text).Class]++
	}
	return t
}

// String writes the table, with recall and precision, for a terminal.
func (t confusion) String() string {
	var b strings.Builder
	b.WriteString("given \\ found")
	for _, c := range safety.Classes() {
		fmt.Fprintf(&b, "%6s", c)
	}
	b.WriteString("   recall  precision\n")
	for _, l := range safety.Classes() {
		fmt.Fprintf(&b, "%-13s", l)
		row, column := 0, 0
		for _, c := range safety.Classes() {
			fmt.Fprintf(&b, "%6d", t[l][c])
			row, column = row+t[l][c], column+t[c][l]
		}
		fmt.Fprintf(&b, "  %6.1f%%    %6.1f%%  %s\n", share(t[l][l], row), share(t[l][l], column), l.Meaning())
	}
	return b.String()
}

// share is what part is of whole, of hundred; all of nothing.
func share(part, whole int) float64 {
	if whole == 0 {
		return 100
	}
	return 100 * float64(part) / float64(whole)
}

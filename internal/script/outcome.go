package script

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"pamphlet/bot"
)

// An Outcome is how a script went.
type Outcome struct {
	Turns         []Turn
	Conversations int
}

// A Turn is a played step of a script and its reply.
type Turn struct {
	Step         int // index in the script's Steps
	Conversation int // from 0
	Reply        bot.Reply
	Differences  []Difference // none if all was as expected
}

// A Difference is something expected that did not come.
type Difference struct {
	Line   int
	Detail int // index in the step's Details; -1 if the step itself could not be played
	Word   Word
	Want   string
	Got    string
}

// Failed returns how many conversations differ from the script.
func (o Outcome) Failed() int {
	failed := map[int]bool{}
	for _, turn := range o.Turns {
		if len(turn.Differences) > 0 {
			failed[turn.Conversation] = true
		}
	}
	return len(failed)
}

// Passed returns how many conversations went as the script says.
func (o Outcome) Passed() int { return o.Conversations - o.Failed() }

// Summary is one line on how many conversations passed and failed.
func (o Outcome) Summary() string { return Summary(o.Passed(), o.Failed()) }

// Summary is one line on how many conversations passed and failed, for
// several outcomes together.
func Summary(passed, failed int) string {
	return fmt.Sprintf("%d passed, %d failed", passed, failed)
}

// Diff shows where the outcome differs from s, the script that was played,
// like a diff: "-" is wanted, "+" came. Each place is "name:line". A reply that
// was not expected word for word is shown by its beginning. Diff is "" if
// nothing differs.
func (o Outcome) Diff(s Script, name string) string {
	var b strings.Builder
	for _, turn := range o.Turns {
		if len(turn.Differences) == 0 {
			continue
		}
		step := s.Steps[turn.Step]
		fmt.Fprintf(&b, "%s:%d: %s", name, step.Line, firstLine(step))
		for _, d := range turn.Differences {
			if d.Word != "" {
				fmt.Fprintf(&b, "  %s: (line %d)\n", d.Word, d.Line)
			}
			for _, line := range d.lines() {
				b.WriteString(strings.TrimRight("  "+line, " ") + "\n")
			}
		}
	}
	return b.String()
}

// firstLine is a turn as it stands in the script, its first line only.
func firstLine(step Step) string {
	var b strings.Builder
	writeTurn(&b, step)
	line, _, _ := strings.Cut(b.String(), "\n")
	return clip(line) + "\n"
}

// lines are the lines of d as a diff.
func (d Difference) lines() []string {
	switch d.Word {
	case Says:
		return exact(trimmedLines(d.Want), trimmedLines(d.Got))
	case Lacks:
		return append([]string{"- anything without: " + d.Want}, marked("+ ", excerpt(d.Got))...)
	case Has:
		return append(marked("- ", d.Want), marked("+ ", excerpt(d.Got))...)
	}
	return append(marked("- ", d.Want), marked("+ ", d.Got)...)
}

// exact are the lines of a unified diff without its heading.
func exact(want, got string) []string {
	unified := udiff.Unified("wanted", "got", want+"\n", got+"\n")
	_, hunks, _ := strings.Cut(unified, " @@\n")
	return strings.Split(strings.TrimRight(hunks, "\n"), "\n")
}

// excerpt is the beginning of a reply, so that many differences can be read
// one after the other.
func excerpt(text string) string {
	const most = 300 // characters: what a passage is about shows in its first lines
	if runes := []rune(text); len(runes) > most {
		return strings.TrimSpace(string(runes[:most])) + " ..."
	}
	return text
}

// marked puts mark before each line of text.
func marked(mark, text string) []string {
	if text == "" {
		text = "(nothing)"
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		lines[i] = mark + lines[i]
	}
	return lines
}

// Update returns s with each exact reply ("says:") as it came in o. All else
// stays as it is.
func (o Outcome) Update(s Script) Script {
	s.Steps = slices.Clone(s.Steps)
	for _, turn := range o.Turns {
		step := &s.Steps[turn.Step]
		for _, d := range turn.Differences {
			if d.Word == Says {
				step.Details = slices.Clone(step.Details)
				step.Details[d.Detail].Text = trimmedLines(lines(d.Got))
			}
		}
	}
	return s
}

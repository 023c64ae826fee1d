package script

import (
	"fmt"
	"strings"
	"time"
)

// Format writes s as text, in one settled layout. Parse reads it back as it
// was, but for the line numbers.
func Format(s Script) []byte {
	var b strings.Builder
	for _, step := range s.Steps {
		writeAbove(&b, "", step.Above)
		writeStep(&b, step)
		for _, d := range step.Details {
			writeAbove(&b, "  ", d.Above)
			writeDetail(&b, d)
		}
	}
	writeAbove(&b, "", s.Tail)
	return []byte(b.String())
}

// writeAbove writes comments and blank lines.
func writeAbove(b *strings.Builder, indent string, lines []string) {
	for _, line := range lines {
		if line != "" {
			b.WriteString(indent)
		}
		b.WriteString(line + "\n")
	}
}

func writeStep(b *strings.Builder, step Step) {
	switch step.Action {
	case Learn:
		b.WriteString(joined("article:", step.Text))
		if step.Text == "" {
			writeLines(b, "|", step.Body)
		}
	case Begin:
		fmt.Fprintf(b, "-- %s --\n", step.Text)
	case Wait:
		fmt.Fprintf(b, "wait: %s\n", waited(step.Wait))
	default:
		writeTurn(b, step)
	}
}

// waited writes d in the largest unit it is a whole number of.
func waited(d time.Duration) string {
	for _, u := range units {
		switch {
		case d == u.long:
			return "1 " + u.name
		case d%u.long == 0:
			return fmt.Sprintf("%d %ss", d/u.long, u.name)
		}
	}
	return d.String() // Unreachable: because a wait is whole seconds.
}

func writeTurn(b *strings.Builder, step Step) {
	if step.Moderator {
		b.WriteString("mod ")
	}
	b.WriteString(step.Speaker)
	if step.Action != Say {
		b.WriteString(" " + string(step.Action))
	}
	switch step.Channel {
	case "":
	case DirectChannel:
		b.WriteString(" in dm")
	default:
		b.WriteString(" in #" + step.Channel)
	}
	// A first line that trimming would change, or that is empty though more
	// follow, stands below with the others.
	first, rest, more := strings.Cut(step.Text, "\n")
	if first != strings.TrimSpace(first) || first == "" && more {
		b.WriteString(">\n")
		writeLines(b, ">", step.Text)
		return
	}
	b.WriteString(joined(">", first))
	if more {
		writeLines(b, ">", rest)
	}
}

func writeDetail(b *strings.Builder, d Detail) {
	head := string(d.Word)
	if d.Name != "" {
		head += " " + d.Name
	}
	if d.Word.block() || strings.Contains(d.Text, "\n") || d.Text != strings.TrimSpace(d.Text) {
		b.WriteString("  " + head + ":\n")
		if d.Text != "" {
			writeLines(b, "|", d.Text)
		}
		return
	}
	b.WriteString("  " + joined(head+":", d.Text))
}

// joined is a line of head and text, without a space at its end.
func joined(head, text string) string {
	if text == "" {
		return head + "\n"
	}
	return head + " " + text + "\n"
}

// writeLines writes each line of text after mark.
func writeLines(b *strings.Builder, mark, text string) {
	for line := range strings.SplitSeq(text, "\n") {
		b.WriteString("  " + joined(mark, line))
	}
}

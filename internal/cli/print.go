package cli

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/knowledge"
)

func (a *env) printJSON(v any) error {
	out := json.NewEncoder(a.Out)
	out.SetEscapeHTML(false)
	out.SetIndent("", "  ")
	return out.Encode(v)
}

// printReply prints a reply as a reader sees it, with the marked sentence in
// bold on a terminal.
func (a *env) printReply(r bot.Reply) {
	on, off := a.bold()
	text := r.Text()
	if len(r.Matches) > 0 && on != "" {
		if m := r.Matches[0]; !m.Sentence.Empty() {
			marked := m.Sentence.Of(m.Text)
			text = strings.Replace(text, marked, on+marked+off, 1)
		}
	}
	fmt.Fprintln(a.Out, a.wrapped(text))
	if r.Kind == bot.Answer {
		a.printQuestions("Related:", r.Related)
	}
}

// lineWidth is where lines end on a terminal, in characters.
const lineWidth = 80

// wrapped breaks long lines between words for a terminal, which would break
// them anywhere. In a pipe a line stays one.
func (a *env) wrapped(text string) string {
	if !terminal(a.Out) {
		return text
	}
	return wrap(text, lineWidth)
}

// wrap breaks lines longer than width between words. A word that is longer
// stays whole.
func wrap(text string, width int) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		at := 0
		for i, word := range strings.Split(line, " ") {
			n := utf8.RuneCountInString(strings.TrimRight(word, "\n"))
			switch {
			case i == 0:
			case at+1+n > width:
				out.WriteByte('\n')
				at = 0
			default:
				out.WriteByte(' ')
				at++
			}
			out.WriteString(word)
			at += n
		}
	}
	return out.String()
}

func (a *env) printQuestions(title string, all []knowledge.Related) {
	if len(all) == 0 {
		return
	}
	fmt.Fprintln(a.Out, "\n"+title)
	for _, q := range all {
		fmt.Fprintln(a.Out, "- "+q.Question)
	}
}

// printWhy explains the first match, and why it is no answer.
func (a *env) printWhy(r bot.Reply) {
	best := append(r.Matches[:len(r.Matches):len(r.Matches)], r.Near...)
	if r.WhyNot != "" {
		fmt.Fprintf(a.Out, "\nWhy nothing was answered: %s (%s)\n", r.WhyNot, string(r.Reason))
	}
	if len(best) == 0 {
		if r.WhyNot == "" {
			fmt.Fprintln(a.Out, "\nWhy: nothing was looked up, or what was found is not for this question.")
		}
		return
	}
	m := best[0]
	fmt.Fprintf(a.Out, "\nWhy: score %.4f, confidence %.2f\n", m.Score, m.Confidence)
	if r.WhyNot != "" {
		fmt.Fprintf(a.Out, "  best match: %s\n", strings.Join(append([]string{m.Title}, m.Heading...), " › "))
	}
	for _, f := range m.Why.Found {
		via := ""
		if f.Via != "" {
			via = " (" + f.Via + ")"
		}
		fmt.Fprintf(a.Out, "  found    %s%s in %s\n", f.Term, via, strings.Join(f.Fields, ", "))
	}
	for _, word := range m.Why.Missing {
		fmt.Fprintf(a.Out, "  missing  %s\n", word)
	}
	for _, f := range m.Why.Features {
		fmt.Fprintf(a.Out, "  %+8.4f  %s = %.4f × %.4f\n", f.Value*f.Weight, f.Name, f.Value, f.Weight)
	}
	if m.Why.Note != "" {
		fmt.Fprintln(a.Out, "  "+m.Why.Note)
	}
}

package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"pamphlet/bot"
	"pamphlet/internal/source"
	"pamphlet/knowledge"
	"pamphlet/knowledge/search"
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

func (a *env) printQuestions(title string, all []search.Related) {
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

// counted is a number with its noun: one passage, two passages.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// fewLeft is how much of what was left out is listed unless all is asked for.
const fewLeft = 5

// printSource tells what became of a file.
func (a *env) printSource(path string, r source.Report, verbose bool) {
	fmt.Fprintf(a.Err, "%s: %s\n", path, r.Format)
	for _, note := range r.Notes {
		fmt.Fprintf(a.Err, "  note: %s\n", note)
	}
	for n, left := range r.Left {
		if n == fewLeft && !verbose {
			fmt.Fprintf(a.Err, "  … and %d more left out; --verbose lists them\n", len(r.Left)+r.More-n)
			break
		}
		line := ""
		if left.Line > 0 {
			line = fmt.Sprintf("line %d: ", left.Line)
		}
		fmt.Fprintf(a.Err, "  left out: %s%q (%s)\n", line, left.Text, left.Why)
	}
}

func (a *env) printPassages(article knowledge.Article) {
	fmt.Fprintf(a.Out, "%s (%s)\n", article.Title, article.Slug)
	for _, p := range article.Passages() {
		fmt.Fprintf(a.Out, "\n[%d:%d] %s\n", p.Start, p.End, strings.Join(p.Heading, " › "))
		for _, q := range p.Questions {
			fmt.Fprintf(a.Out, "? %s\n", q)
		}
		fmt.Fprintln(a.Out, p.Text)
	}
	fmt.Fprintln(a.Out)
}

// maxReports is how many articles are reported one by one.
const maxReports = 50

func (a *env) printReports(reports []knowledge.Report) {
	var passages, unchanged int
	for _, r := range reports {
		passages += r.Passages
		if r.Unchanged {
			unchanged++
		}
		if len(reports) > maxReports {
			continue
		}
		if r.Unchanged {
			fmt.Fprintf(a.Out, "%s: unchanged, revision %d\n", r.Slug, r.Revision)
			continue
		}
		fmt.Fprintf(a.Out, "%s: revision %d, %s", r.Slug, r.Revision, counted(r.Passages, "passage"))
		if r.Revision > 1 {
			fmt.Fprintf(a.Out, " (%d as before, %d no longer answer)", r.Kept, r.Removed)
		}
		if r.Repeated > 0 {
			fmt.Fprintf(a.Out, "; repeated and answering once: %s", counted(r.Repeated, "paragraph"))
		}
		if r.New {
			fmt.Fprint(a.Out, ", new")
		} else {
			fmt.Fprint(a.Out, ", changed")
		}
		if r.Like != "" {
			fmt.Fprintf(a.Out, "; it has the same title as %s, which stays", r.Like)
		}
		fmt.Fprintln(a.Out)
	}
	fmt.Fprintf(a.Out, "%s saved with %s, %d unchanged\n", counted(len(reports)-unchanged, "article"), counted(passages, "passage"), unchanged)
}

// A progress is a bar on a terminal. In a pipe it prints nothing.
type progress struct {
	out   io.Writer // nil if nobody looks
	doing string
	of    int
	shown int // percent
}

// progress starts a bar for something of so many steps; 0 if that is said
// later, by atOf.
func (a *env) progress(doing string, of int) *progress {
	p := &progress{doing: doing, of: of, shown: -1}
	if terminal(a.Err) && of != 1 {
		p.out = a.Err
	}
	return p
}

// barWidth is how long the bar is, in characters.
const barWidth = 30

// at shows that n steps are done.
func (p *progress) at(n int) {
	percent := 100 * n / max(p.of, 1)
	if p.out == nil || percent == p.shown {
		return
	}
	p.shown = percent
	full := barWidth * percent / 100
	fmt.Fprintf(p.out, "\r%s [%s%s] %d of %d", p.doing, strings.Repeat("=", full), strings.Repeat(" ", barWidth-full), n, p.of)
}

// atOf shows that n of so many steps are done.
func (p *progress) atOf(n, of int) {
	p.of = of
	p.at(n)
}

// done takes the bar away, so that something can be printed. It comes back with
// the next step.
func (p *progress) done() {
	if p.out != nil && p.shown >= 0 {
		fmt.Fprint(p.out, "\r\x1b[K")
		p.shown = -1
	}
}

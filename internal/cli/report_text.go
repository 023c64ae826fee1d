package cli

import (
	"fmt"
	"strings"

	"pamphlet/internal/source"
	"pamphlet/knowledge"
)

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

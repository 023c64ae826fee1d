package source

import (
	"context"
	"errors"
	"regexp"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// readMarkdown reads CommonMark with GitHub's tables. It becomes HTML first:
// so HTML within Markdown, and Markdown within that, are read in one way.
func readMarkdown(ctx context.Context, text string, report *Report) (draft, error) {
	fields, text, err := frontMatter(text)
	if err != nil {
		return draft{}, err
	}
	if nestedTooDeep(text) {
		return draft{}, refusal(ErrNesting, "", "copy its text into a .txt file and import that")
	}
	page := limitedBuffer{ctx: ctx}
	reader := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough), goldmark.WithRendererOptions(html.WithUnsafe()))
	if err := reader.Convert([]byte(tame(loosen(text))), &page); err != nil {
		if ctx.Err() != nil || errors.Is(err, ErrTooLarge) {
			return draft{}, err
		}
		return draft{}, refusal(ErrDamaged, err.Error(), "save its text as .txt and import that")
	}
	blocks, err := markdownBlocks(ctx, page.text.String(), report)
	if err != nil {
		return draft{}, err
	}
	d := fields.draft(report)
	d.blocks = blocks
	return d, nil
}

var (
	// tagLine matches a line that begins and ends with tags of parts of a page.
	tagLine = regexp.MustCompile(`^ {0,3}</?(?:div|section|article|main|li|td|th|tr|ul|ol|details|summary|p|center|blockquote|figure|h[1-6])\b.*>\s*$`)
	// deepTag matches such a line indented like code.
	deepTag = regexp.MustCompile(`^(?:\t| {4,})\s*</?(?:div|section|article|main|li|ul|ol|details|summary|p|h[1-6])\b`)
)

// loosen helps where people mix HTML and Markdown in ways that CommonMark reads
// otherwise than they mean. Words right below a line of tags would be HTML up to
// the next blank line, and tags that are indented would be code.
func loosen(text string) string {
	if !strings.Contains(text, "<") {
		return text
	}
	var loose strings.Builder
	above, fenced := false, false
	for l := range strings.Lines(text) {
		trimmed := strings.TrimSpace(l)
		if strings.HasPrefix(trimmed, "```") || strings.HasPrefix(trimmed, "~~~") {
			fenced = !fenced
		}
		switch {
		case fenced:
		case deepTag.MatchString(l):
			l = trimmed + "\n"
		case above && trimmed != "" && !strings.HasPrefix(trimmed, "<") && indentOf(l) < 4:
			loose.WriteByte('\n')
		}
		above = !fenced && tagLine.MatchString(strings.TrimRight(l, "\n"))
		loose.WriteString(l)
	}
	return loose.String()
}

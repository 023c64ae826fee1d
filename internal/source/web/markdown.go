package web

import (
	"bytes"
	"context"
	"errors"
	"net/url"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/markup"
)

// ReadMarkdown reads CommonMark with GitHub's tables. It becomes HTML first:
// so HTML within Markdown, and Markdown within that, are read in one way.
func ReadMarkdown(ctx context.Context, text string, given draft.Options, report *draft.Report) (draft.Draft, error) {
	fields, text, err := draft.FrontMatter(text)
	if err != nil {
		return draft.Draft{}, err
	}
	if markup.NestedTooDeep(text) {
		return draft.Draft{}, draft.Refusal(draft.ErrNesting, "", "copy its text into a .txt file and import that")
	}
	d := fields.Draft(report)
	d.Blocks, err = MarkdownBlocks(ctx, text, draft.LinkBase(given.Base, d.Source, given.Source), report)
	return d, err
}

// MarkdownBlocks reads Markdown below its front matter. Options say how it
// becomes HTML.
func MarkdownBlocks(ctx context.Context, text string, base *url.URL, report *draft.Report, options ...renderer.Option) ([]draft.Block, error) {
	if err := checkMarkdown(text); err != nil {
		return nil, err
	}
	plain := markup.Plain(text, report.Leave)
	if len(plain) > maxMarkdown {
		return nil, repeatsTooOften()
	}
	page := limitedBuffer{ctx: ctx}
	reader := goldmark.New(
		goldmark.WithExtensions(extension.Table, extension.Strikethrough),
		goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(oneTilde{}, 499), util.Prioritized(glob{}, 498))),
		goldmark.WithRendererOptions(append(options, html.WithUnsafe())...))
	if err := reader.Convert([]byte(markup.Tame(markup.Loosen(plain))), &page); err != nil {
		if ctx.Err() != nil || errors.Is(err, draft.ErrTooLarge) {
			return nil, err
		}
		return nil, draft.Refusal(draft.ErrDamaged, err.Error(), "save its text as .txt and import that")
	}
	return renderedBlocks(ctx, page.text.String(), base, report)
}

// oneTilde reads a single "~" as itself: H~2~O lowers a 2, only two of them
// strike out.
type oneTilde struct{}

// Trigger is what Parse is called at.
func (oneTilde) Trigger() []byte { return []byte{'~'} }

// Parse takes one tilde as text.
func (oneTilde) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if block.PrecendingCharacter() == '~' || len(line) > 1 && line[1] == '~' {
		return nil
	}
	block.Advance(1)
	return ast.NewTextSegment(segment.WithStop(segment.Start + 1))
}

// glob reads the asterisks of a path such as **/docs/*.md as themselves.
type glob struct{}

// Trigger is what Parse is called at.
func (glob) Trigger() []byte { return []byte{'*'} }

// Parse takes the asterisks as text if slashes stand around them.
func (glob) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	run := len(line) - len(bytes.TrimLeft(line, "*"))
	before := block.PrecendingCharacter()
	after := byte(' ')
	if run < len(line) {
		after = line[run]
	}
	if !(before == '/' && (after == '/' || after == '.') || (before == ' ' || before == '\n') && after == '/') {
		return nil
	}
	block.Advance(run)
	return ast.NewTextSegment(segment.WithStop(segment.Start + run))
}

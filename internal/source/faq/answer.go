package faq

import (
	"context"
	"net/url"
	"regexp"
	"strings"

	renderhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/web"
	"pamphlet/knowledge/passage"
)

// htmlSign matches an answer that was written as HTML.
var htmlSign = regexp.MustCompile(`(?i)</(?:p|li|ul|ol|a|b|strong|div|em|i|s|del|code|pre|table|span)>|<br ?/?>`)

var askedMarkdown = regexp.MustCompile("\\]\\([a-z]+:|\\*\\*[^*\n]+\\*\\*|~~[^~\n]+~~")

// askedWords returns the words of a question that may be written as HTML or
// Markdown.
func askedWords(ctx context.Context, text string, base *url.URL, report *draft.Report) string {
	if !htmlSign.MatchString(text) && !askedMarkdown.MatchString(text) && !entity.MatchString(text) {
		return text
	}
	var all []string
	for _, b := range answerBlocks(ctx, text, base, report) {
		all = append(all, passage.Plain(b.Words()))
	}
	return strings.Join(all, " ")
}

// answerBlocks reads the answer in one cell or field: HTML, Markdown, or plain
// lines, each of which is kept.
func answerBlocks(ctx context.Context, answer string, base *url.URL, report *draft.Report) []draft.Block {
	mixed := inlineMarkdown.MatchString(answer) || cellMarkdown.MatchString(answer) && !partSign.MatchString(breakTag.ReplaceAllString(answer, ""))
	switch {
	case htmlSign.MatchString(answer) && !mixed:
		if !partSign.MatchString(answer) {
			answer = strings.ReplaceAll(strings.TrimSpace(answer), "\n", "<br>\n") // its lines are its own
		}
		if blocks, err := web.Fragment(ctx, answer, base, report); err == nil {
			return blocks
		}
	case htmlSign.MatchString(answer), cellMarkdown.MatchString(answer):
		if blocks, err := web.MarkdownBlocks(ctx, answer, base, report, renderhtml.WithHardWraps()); err == nil {
			return blocks
		}
	}
	if entity.MatchString(answer) {
		answer = html.UnescapeString(answer)
	}
	var b draft.Builder
	b.AddLines(draft.LineBreak+strings.ReplaceAll(answer, "\n", draft.LineBreak), false)
	return b.Blocks
}

// partSign matches an answer in HTML that says itself where its lines end.
var partSign = regexp.MustCompile(`(?i)<(?:p|div|ul|ol|li|br|table|pre|dl|h[1-6]|blockquote)\b`)

var breakTag = regexp.MustCompile(`(?i)<br ?/?>`)

// entity matches a letter written as HTML writes it.
var entity = regexp.MustCompile(`&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});`)

// inlineMarkdown matches an answer of both.
var inlineMarkdown = regexp.MustCompile("\\]\\([a-z]+:|~~[^~\n]+~~|(?m)^```")

// cellMarkdown matches an answer that was written as Markdown.
var cellMarkdown = regexp.MustCompile("`[^`\n]+`|(?m)^> |\\]\\([a-z]+:|\\*\\*[^*\n]+\\*\\*|~~[^~\n]+~~|(?m)^```|(?m)^ *[-*] |(?m)^\\|.*\\|\\s*$|(?m)^#{1,6} ")

// belowQuestion keeps the headings of an answer below its question.
func belowQuestion(answer []draft.Block) []draft.Block {
	for i := range answer {
		if answer[i].Kind == draft.Heading {
			answer[i].Level = max(answer[i].Level, 3)
		}
	}
	return answer
}

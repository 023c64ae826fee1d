package source

import (
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	renderhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"

	"pamphlet/knowledge/passage"
)

// A pair is one row of a list of questions and answers.
type pair struct {
	line       int // in the file, from 1; for JSON the number of the object
	id         string
	question   string
	alternates []string
	answer     string
	source     string
	title      string
	group      string // what it stands below with others, or ""
}

// readQuestions reads a list of questions and answers as one article: each
// question is a heading, its other wordings and its source stand below it.
func readQuestions(ctx context.Context, text string, given Options, report *Report) (draft, error) {
	var pairs []pair
	var err error
	title := ""
	switch report.Format {
	case jsonList:
		pairs, title, err = jsonPairs(text, report)
	case yamlList:
		pairs, title, err = yamlPairs(text, report)
	default:
		pairs, err = tablePairs(text, given, report)
	}
	if err != nil {
		return draft{}, err
	}
	d, err := listDraft(ctx, pairs, given, report)
	d.title = firstOf(d.title, title)
	return d, err
}

// listDraft makes the draft of a list of questions and answers.
func listDraft(ctx context.Context, pairs []pair, given Options, report *Report) (draft, error) {
	if err := checkPairs(pairs); err != nil {
		return draft{}, err
	}
	d := draft{list: true}
	grouped, group := severalGroups(pairs), ""
	for _, p := range pairs {
		if err := ctx.Err(); err != nil {
			return draft{}, err
		}
		d.title = firstOf(d.title, p.title)
		if grouped && p.group != group && p.group != "" {
			d.blocks = append(d.blocks, block{kind: heading, level: 1, text: p.group})
		}
		group = p.group
		d.blocks = append(d.blocks, p.blocks(ctx, baseOf(nil, given.Base, given.Source), report)...)
	}
	d.source = sharedSource(pairs)
	return d, nil
}

// severalGroups reports whether pairs stand below more than one name.
func severalGroups(pairs []pair) bool {
	return slices.ContainsFunc(pairs, func(p pair) bool { return p.group != pairs[0].group })
}

// checkPairs refuses rows that cannot answer, and ids that were there before. It
// names all of them.
func checkPairs(pairs []pair) error {
	var broken, twice []string
	ids := map[string]int{}
	for _, p := range pairs {
		switch {
		case clean(p.question) == "":
			broken = append(broken, fmt.Sprintf("row %d has no question", p.line))
		case clean(p.answer) == "":
			broken = append(broken, fmt.Sprintf("row %d has no answer", p.line))
		}
		if before, again := ids[p.id]; again && p.id != "" {
			twice = append(twice, fmt.Sprintf("rows %d and %d", before, p.line))
		}
		ids[p.id] = p.line
	}
	switch {
	case len(broken) > 0:
		return refusal(ErrRow, fewOf(broken), "give every row a question and an answer")
	case len(twice) > 0:
		return refusal(ErrDuplicate, fewOf(twice), "give every row its own id")
	}
	return nil
}

// htmlSign matches an answer that was written as HTML.
var htmlSign = regexp.MustCompile(`(?i)</(?:p|li|ul|ol|a|b|strong|div|em|i|s|del|code|pre|table|span)>|<br ?/?>`)

// blocks writes the pair as a part of an article.
func (p pair) blocks(ctx context.Context, base *url.URL, report *Report) []block {
	asks := askedWords(ctx, p.question, base, report)
	if asks == "" {
		return nil // struck out, as the report says
	}
	blocks := []block{{kind: heading, level: 2, text: asks}}
	for _, a := range p.alternates {
		blocks = append(blocks, block{kind: question, text: a})
	}
	if isLink(p.source) {
		blocks = append(blocks, block{kind: link, text: p.source})
	} else if p.source != "" {
		report.note("Row %d: its source is no web address and was left out.", p.line)
	}
	answer := answerBlocks(ctx, p.answer, base, report)
	if len(answer) == 0 {
		report.leave(asks, "nothing of its answer stands")
		return nil
	}
	return append(blocks, belowQuestion(answer)...)
}

// askedWords returns the words of a question that may be written as HTML or
// Markdown.
func askedWords(ctx context.Context, text string, base *url.URL, report *Report) string {
	if !htmlSign.MatchString(text) && !askedMarkdown.MatchString(text) && !entity.MatchString(text) {
		return text
	}
	var all []string
	for _, b := range answerBlocks(ctx, text, base, report) {
		all = append(all, passage.Plain(b.words()))
	}
	return strings.Join(all, " ")
}

var askedMarkdown = regexp.MustCompile("\\]\\([a-z]+:|\\*\\*[^*\n]+\\*\\*|~~[^~\n]+~~")

// answerBlocks reads the answer in one cell or field: HTML, Markdown, or plain
// lines, each of which is kept.
func answerBlocks(ctx context.Context, answer string, base *url.URL, report *Report) []block {
	mixed := inlineMarkdown.MatchString(answer) || cellMarkdown.MatchString(answer) && !partSign.MatchString(breakTag.ReplaceAllString(answer, ""))
	switch {
	case htmlSign.MatchString(answer) && !mixed:
		if !partSign.MatchString(answer) {
			answer = strings.ReplaceAll(strings.TrimSpace(answer), "\n", "<br>\n") // its lines are its own
		}
		if blocks, err := fragmentBlocks(ctx, answer, base, report); err == nil {
			return blocks
		}
	case htmlSign.MatchString(answer), cellMarkdown.MatchString(answer):
		if blocks, err := blocksOfMarkdown(ctx, answer, base, report, renderhtml.WithHardWraps()); err == nil {
			return blocks
		}
	}
	if entity.MatchString(answer) {
		answer = html.UnescapeString(answer)
	}
	w := &walker{report: report, bare: true}
	w.addLines(lineBreak+strings.ReplaceAll(answer, "\n", lineBreak), false)
	return w.blocks
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
func belowQuestion(answer []block) []block {
	for i := range answer {
		if answer[i].kind == heading {
			answer[i].level = max(answer[i].level, 3)
		}
	}
	return answer
}

// sharedSource returns the address all pairs name, or "".
func sharedSource(pairs []pair) string {
	shared := ""
	for i, p := range pairs {
		if i == 0 {
			shared = p.source
		}
		if p.source != shared || !isLink(p.source) {
			return ""
		}
	}
	return shared
}

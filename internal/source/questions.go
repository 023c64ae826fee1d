package source

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	renderhtml "github.com/yuin/goldmark/renderer/html"
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
}

// readQuestions reads a list of questions and answers as one article: each
// question is a heading, its other wordings and its source stand below it.
func readQuestions(text string, given Given, report *Report) (draft, error) {
	var pairs []pair
	var err error
	if report.Format == jsonList {
		pairs, err = jsonPairs(text, report)
	} else {
		pairs, err = tablePairs(text, report)
	}
	if err != nil {
		return draft{}, err
	}
	d := draft{list: true}
	ids := map[string]int{}
	for _, p := range pairs {
		if err := p.check(ids); err != nil {
			return draft{}, err
		}
		d.title = firstOf(d.title, p.title)
		d.blocks = append(d.blocks, p.blocks(baseOf(nil, given.Base, given.Source), report)...)
	}
	d.source = sharedSource(pairs)
	return d, nil
}

// check refuses a row that cannot answer, and an id that was there before.
func (p pair) check(ids map[string]int) error {
	remedy := "give every row a question and an answer"
	switch {
	case clean(p.question) == "":
		return refusal(ErrRow, fmt.Sprintf("row %d has no question", p.line), remedy)
	case clean(p.answer) == "":
		return refusal(ErrRow, fmt.Sprintf("row %d has no answer", p.line), remedy)
	}
	if before, again := ids[p.id]; again && p.id != "" {
		return refusal(ErrDuplicate, fmt.Sprintf("rows %d and %d", before, p.line), "give every row its own id")
	}
	ids[p.id] = p.line
	return nil
}

// htmlSign matches an answer that was written as HTML.
var htmlSign = regexp.MustCompile(`(?i)</(?:p|li|ul|ol|a|b|strong|div|em|i|s|del|code|pre|table|span)>|<br ?/?>`)

// blocks writes the pair as a part of an article.
func (p pair) blocks(base *url.URL, report *Report) []block {
	blocks := []block{{kind: heading, level: 2, text: p.question}}
	for _, a := range p.alternates {
		blocks = append(blocks, block{kind: question, text: a})
	}
	if isLink(p.source) {
		blocks = append(blocks, block{kind: link, text: p.source})
	} else if p.source != "" {
		report.note("Row %d: its source is no web address and was left out.", p.line)
	}
	return append(blocks, belowQuestion(answerBlocks(p.answer, base, report))...)
}

// answerBlocks reads the answer in one cell or field: HTML, Markdown, or plain
// lines, each of which is kept.
func answerBlocks(answer string, base *url.URL, report *Report) []block {
	switch {
	case htmlSign.MatchString(answer):
		if blocks, err := fragmentBlocks(answer, base, report); err == nil && len(blocks) > 0 {
			return blocks
		}
	case cellMarkdown.MatchString(answer):
		if blocks, err := blocksOfMarkdown(answer, base, report, renderhtml.WithHardWraps()); err == nil && len(blocks) > 0 {
			return blocks
		}
	}
	w := &walker{report: report, bare: true}
	w.addLines(lineBreak+strings.ReplaceAll(answer, "\n", lineBreak), false)
	return w.blocks
}

// cellMarkdown matches an answer that was written as Markdown.
var cellMarkdown = regexp.MustCompile("\\]\\([a-z]+:|\\*\\*[^*\n]+\\*\\*|~~[^~\n]+~~|(?m)^```|(?m)^ *[-*] |(?m)^\\|.*\\|\\s*$|(?m)^#{1,6} ")

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

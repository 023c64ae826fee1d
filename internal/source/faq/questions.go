// Package faq reads lists of questions and answers (tables, JSON, YAML, and what a
// page tells programs as a FAQPage) into drafts.
package faq

import (
	"context"
	"fmt"
	"net/url"
	"slices"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// A Pair is one row of a list of questions and answers.
type Pair struct {
	line       int // in the file, from 1; for JSON the number of the object
	id         string
	question   string
	alternates []string
	answer     string
	source     string
	title      string
	group      string // what it stands below with others, or ""
}

// Read reads a list of questions and answers as one article: each
// question is a heading, its other wordings and its source stand below it.
func Read(ctx context.Context, text string, given draft.Options, report *draft.Report) (draft.Draft, error) {
	var pairs []Pair
	var err error
	title := ""
	switch report.Format {
	case draft.JSONList:
		pairs, title, err = jsonPairs(text, report)
	case draft.YAMLList:
		pairs, title, err = yamlPairs(text, report)
	default:
		pairs, err = tablePairs(text, given, report)
	}
	if err != nil {
		return draft.Draft{}, err
	}
	d, err := Draft(ctx, pairs, given, report)
	d.Title = prose.FirstOf(d.Title, title)
	return d, err
}

// Draft makes the draft of a list of questions and answers.
func Draft(ctx context.Context, pairs []Pair, given draft.Options, report *draft.Report) (draft.Draft, error) {
	if err := checkPairs(pairs); err != nil {
		return draft.Draft{}, err
	}
	d := draft.Draft{List: true}
	grouped, group := severalGroups(pairs), ""
	for _, p := range pairs {
		if err := ctx.Err(); err != nil {
			return draft.Draft{}, err
		}
		d.Title = prose.FirstOf(d.Title, p.title)
		if grouped && p.group != group && p.group != "" {
			d.Blocks = append(d.Blocks, draft.Block{Kind: draft.Heading, Level: 1, Text: p.group})
		}
		group = p.group
		d.Blocks = append(d.Blocks, p.blocks(ctx, draft.LinkBase(p.source, given.Base, given.Source), report)...)
	}
	d.Source = sharedSource(pairs)
	return d, nil
}

// severalGroups reports whether pairs stand below more than one name.
func severalGroups(pairs []Pair) bool {
	return slices.ContainsFunc(pairs, func(p Pair) bool { return p.group != pairs[0].group })
}

// checkPairs refuses rows that cannot answer, and ids that were there before. It
// names all of them.
func checkPairs(pairs []Pair) error {
	var broken, twice []string
	ids := map[string]int{}
	for _, p := range pairs {
		switch {
		case prose.Clean(p.question) == "":
			broken = append(broken, fmt.Sprintf("row %d has no question", p.line))
		case prose.Clean(p.answer) == "":
			broken = append(broken, fmt.Sprintf("row %d has no answer", p.line))
		}
		if before, again := ids[p.id]; again && p.id != "" {
			twice = append(twice, fmt.Sprintf("rows %d and %d", before, p.line))
		}
		ids[p.id] = p.line
	}
	switch {
	case len(broken) > 0:
		return draft.Refusal(draft.ErrRow, fewOf(broken), "give every row a question and an answer")
	case len(twice) > 0:
		return draft.Refusal(draft.ErrDuplicate, fewOf(twice), "give every row its own id")
	}
	return nil
}

// blocks writes the pair as a part of an article.
func (p Pair) blocks(ctx context.Context, base *url.URL, report *draft.Report) []draft.Block {
	asks := askedWords(ctx, p.question, base, report)
	if asks == "" {
		return nil // struck out, as the report says
	}
	blocks := []draft.Block{{Kind: draft.Heading, Level: 2, Text: asks}}
	for _, a := range p.alternates {
		blocks = append(blocks, draft.Block{Kind: draft.Question, Text: a})
	}
	if prose.IsLink(p.source) {
		blocks = append(blocks, draft.Block{Kind: draft.Link, Text: p.source})
	} else if p.source != "" {
		report.Note("Row %d: its source is no web address and was left out.", p.line)
	}
	answer := answerBlocks(ctx, p.answer, base, report)
	if len(answer) == 0 {
		report.Leave(asks, "nothing of its answer stands")
		return nil
	}
	return append(blocks, belowQuestion(answer)...)
}

// sharedSource returns the address all pairs name, or "".
func sharedSource(pairs []Pair) string {
	shared := ""
	for i, p := range pairs {
		if i == 0 {
			shared = p.source
		}
		if p.source != shared || !prose.IsLink(p.source) {
			return ""
		}
	}
	return shared
}

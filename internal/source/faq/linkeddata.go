package faq

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
	"pamphlet/knowledge/passage"
)

// faqPairs returns the questions and answers that a page tells programs as a
// schema.org FAQPage, in JSON-LD.
func faqPairs(linkedData []string) []Pair {
	var pairs []Pair
	for _, text := range linkedData {
		if value, err := ordered(json.NewDecoder(strings.NewReader(text))); err == nil {
			pairs = linkedPairs(pairs, value, 0)
		}
	}
	return pairs
}

func linkedPairs(pairs []Pair, value any, depth int) []Pair {
	if depth > maxDepth {
		return pairs
	}
	switch v := value.(type) {
	case []any:
		for _, e := range v {
			pairs = linkedPairs(pairs, e, depth+1)
		}
	case object:
		if strings.Contains(strings.Join(texts(v.named("@type")), " "), "Question") {
			p := Pair{question: strings.Join(texts(v.named("name")), " ")}
			answers, _ := v.named("acceptedAnswer").([]any)
			if answers == nil {
				answers = []any{v.named("acceptedAnswer")}
			}
			for _, a := range answers {
				if o, ok := a.(object); ok {
					p.answer = strings.TrimSpace(p.answer + "\n" + strings.Join(texts(o.named("text")), "\n"))
				}
			}
			if prose.Clean(p.question) != "" && prose.Clean(p.answer) != "" {
				pairs = append(pairs, p)
			}
			return pairs
		}
		for _, f := range v {
			pairs = linkedPairs(pairs, f.value, depth+1)
		}
	}
	return pairs
}

// WithLinkedData puts the questions and answers of a page's JSON-LD before what it
// shows, less those of which it shows every word as well.
func WithLinkedData(ctx context.Context, blocks []draft.Block, linkedData []string, base *url.URL, report *draft.Report) []draft.Block {
	headings, shown := map[string]bool{}, map[string]bool{}
	for _, b := range blocks {
		if b.Kind == draft.Heading {
			headings[prose.Fold(b.Text)] = true
		}
		for _, word := range letterWords(b.Words()) {
			shown[word] = true
		}
	}
	var told []draft.Block
	for _, p := range faqPairs(linkedData) {
		p.question = prose.Clean(html.UnescapeString(p.question))
		var found draft.Report
		answer := p.blocks(ctx, base, &found)
		if headings[prose.Fold(p.question)] && !slices.ContainsFunc(answer, func(b draft.Block) bool {
			return slices.ContainsFunc(letterWords(b.Words()), func(word string) bool { return !shown[word] })
		}) {
			continue
		}
		for _, l := range found.Left {
			report.Leave(l.Text, l.Why)
		}
		told = append(told, answer...)
	}
	return append(told, blocks...)
}

// letterWords returns the runs of letters and digits of a text, in small letters.
// Addresses of links are none.
func letterWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(passage.Plain(text)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

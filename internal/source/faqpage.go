package source

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"pamphlet/knowledge/passage"
)

// faqPairs returns the questions and answers that a page tells programs as a
// schema.org FAQPage.
func faqPairs(page *html.Node) []pair {
	var pairs []pair
	for n := range page.Descendants() {
		if n.DataAtom != atom.Script || attribute(n, "type") != "application/ld+json" {
			continue
		}
		value, err := ordered(json.NewDecoder(strings.NewReader(textOf(n))))
		if err == nil {
			pairs = linkedPairs(pairs, value, 0)
		}
	}
	return pairs
}

func linkedPairs(pairs []pair, value any, depth int) []pair {
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
			p := pair{question: strings.Join(texts(v.named("name")), " ")}
			answers, _ := v.named("acceptedAnswer").([]any)
			if answers == nil {
				answers = []any{v.named("acceptedAnswer")}
			}
			for _, a := range answers {
				if o, ok := a.(object); ok {
					p.answer = strings.TrimSpace(p.answer + "\n" + strings.Join(texts(o.named("text")), "\n"))
				}
			}
			if clean(p.question) != "" && clean(p.answer) != "" {
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

// withPairs puts questions and answers before what a page shows, less those of
// which it shows every word as well.
func withPairs(ctx context.Context, blocks []block, pairs []pair, w *walker) []block {
	headings, shown := map[string]bool{}, map[string]bool{}
	for _, b := range blocks {
		if b.kind == heading {
			headings[fold(b.text)] = true
		}
		for _, word := range letterWords(b.words()) {
			shown[word] = true
		}
	}
	var told []block
	for _, p := range pairs {
		p.question = clean(html.UnescapeString(p.question))
		var report Report
		answer := p.blocks(ctx, w.base, &report)
		if headings[fold(p.question)] && !slices.ContainsFunc(answer, func(b block) bool {
			return slices.ContainsFunc(letterWords(b.words()), func(word string) bool { return !shown[word] })
		}) {
			continue
		}
		for _, l := range report.Left {
			w.report.leave(l.Text, l.Why)
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

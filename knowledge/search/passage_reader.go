package search

import (
	"context"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/internal/stem"
	"pamphlet/knowledge/passage"
)

// A textReader reads passages as they are compared with a question.
type textReader struct {
	dict     *rank.Dictionary
	analyzer Analyzer
	tokens   []stem.Token
}

// read reads the passages of a guild that have these ids.
func (t *textReader) read(ctx context.Context, store Store, guild int64, ids []int64) (map[int64]*rank.Text, error) {
	texts := make(map[int64]*rank.Text, len(ids))
	err := store.Texts(ctx, guild, ids, func(p StoredText) { texts[p.ID] = t.parse(&p) })
	return texts, err
}

func (t *textReader) parse(p *StoredText) *rank.Text {
	text := &rank.Text{Article: p.Article}
	t.addStems(text, p)
	t.addWords(text, p)
	addHeadings(text, p)
	return text
}

// addStems reads stems as they are stored.
func (t *textReader) addStems(text *rank.Text, p *StoredText) {
	fields := [...]string{p.Stems.Title, p.Stems.Heading, p.Stems.Questions, p.Stems.Body}
	stems, segments := 0, 0
	for _, field := range fields {
		lines := strings.Count(field, "\n") + 1
		stems += strings.Count(field, " ") + lines
		segments += lines
	}
	text.Stems, text.Ends = make([]uint32, 0, stems), make([]uint32, 0, segments)
	for i, field := range fields {
		if rank.Field(i) == rank.Questions {
			if field == "" {
				continue
			}
			text.Questions = strings.Count(field, "\n") + 1
		}
		for line := range strings.SplitSeq(field, "\n") {
			for stem := range strings.SplitSeq(line, " ") {
				if stem != "" {
					text.Stems = append(text.Stems, t.dict.Number(stem))
				}
			}
			text.Ends = append(text.Ends, uint32(len(text.Stems)))
		}
	}
}

// addWords reads the words of the body that its stems come from, and those that
// what it says turns on.
func (t *textReader) addWords(text *rank.Text, p *StoredText) {
	body := len(text.Stems) - int(text.Ends[1+text.Questions])
	text.Words = make([]uint32, 0, body)
	language := p.Language
	plain := passage.Plain(p.Text)
	t.tokens = t.analyzer.in(language).Tokens(t.tokens[:0], plain)
	for _, token := range t.tokens {
		if stem.Turning(token.Word, language) {
			text.Turns = append(text.Turns, t.dict.Word(token.Word))
		}
		if !token.Stop {
			text.Words = append(text.Words, t.dict.Word(token.Word))
		}
	}
	if len(text.Words) != body {
		text.Words = nil // indexed by another version of package stem
		return
	}
	t.addOffered(text, plain)
}

// addOffered notes the kinds of answer that each sentence has. A sentence takes
// the words up to the last that its stems come from.
func (t *textReader) addOffered(text *rank.Text, body string) {
	from, start := 0, text.Ends[1+text.Questions]
	for _, end := range text.Ends[2+text.Questions:] {
		to, left := from, int(end-start)
		for to < len(t.tokens) && (left > 0 || t.tokens[to].Stop && to > from && !endsBetween(t.tokens[to-1], t.tokens[to], body)) {
			if !t.tokens[to].Stop {
				left--
			}
			to++
		}
		text.Offered = append(text.Offered, lexicon.Offered(t.tokens[from:to], body))
		text.Needs = append(text.Needs, lexicon.Tells(t.tokens[from:to]))
		from, start = to, end
	}
}

// endsBetween reports whether a sentence of body ends between two tokens in
// turn. Both may be of one written word, "gonna" or "quelqu'un".
func endsBetween(a, b stem.Token, body string) bool {
	return a.End < b.Start && strings.ContainsAny(body[a.End:b.Start], ".?!\n")
}

// addHeadings reads the letters of what the passage stands under, the title if
// under nothing, and of the questions it answers.
func addHeadings(text *rank.Text, p *StoredText) {
	own := p.Title
	if len(p.Heading) > 0 {
		own = p.Heading[len(p.Heading)-1]
	}
	text.Headings = append(text.Headings, rank.Trigrams(nil, own))
	text.Announced = lexicon.Announces(own)
	text.Asks = lexicon.Asked(stem.Tokens(own, "en"))
	for _, q := range p.Questions {
		if q != own {
			text.Announced |= lexicon.Announces(q)
			text.Asks |= lexicon.Asked(stem.Tokens(q, "en"))
			text.Headings = append(text.Headings, rank.Trigrams(nil, q))
		}
	}
}

package knowledge

import (
	"context"
	"database/sql"
	"encoding/json"
	"strings"

	"pamphlet/internal/lexicon"
	"pamphlet/internal/rank"
	"pamphlet/internal/sqlite"
	"pamphlet/internal/stem"
	"pamphlet/knowledge/passage"
)

// A textReader reads passages as they are compared with a question.
type textReader struct {
	dict     *rank.Dictionary
	stemmers stemmers
	tokens   []stem.Token
}

// A storedText is a passage as it stands in the database.
type storedText struct {
	title, heading, questions, text, language sql.RawBytes
	stems                                     struct{ title, heading, questions, body sql.RawBytes }
}

// read reads the passages that have these ids, in no order. One that was
// removed in the meantime is not among them.
func (t *textReader) read(ctx context.Context, b *Base, number int64, ids []int64) (map[int64]*rank.Text, error) {
	texts := make(map[int64]*rank.Text, len(ids))
	_, err := sqlite.Select(ctx, b.db, func(rows *sql.Rows) (none struct{}, err error) {
		var id, article int64
		var p storedText
		if err = rows.Scan(&id, &article, &p.title, &p.heading, &p.questions, &p.text, &p.language,
			&p.stems.title, &p.stems.heading, &p.stems.questions, &p.stems.body); err != nil {
			return none, err
		}
		texts[id], err = t.parse(&p)
		if err == nil {
			texts[id].Article = article
		}
		return none, err
	}, `select s.id, p.article, p.title, p.heading, p.questions, p.text, r.language, s.title, s.heading, s.questions, s.body
		from json_each(?) j cross join stems s on s.id = j.value and s.guild = ? join passages p on p.id = s.id
		join articles a on a.id = p.article join revisions r on r.article = a.id and r.number = a.revision`,
		numbers(ids), number)
	return texts, err
}

func (t *textReader) parse(p *storedText) (*rank.Text, error) {
	text := new(rank.Text)
	t.addStems(text, p)
	t.addWords(text, p)
	return text, t.addHeadings(text, p)
}

// addStems reads stems as they are stored.
func (t *textReader) addStems(text *rank.Text, p *storedText) {
	fields := [...]string{string(p.stems.title), string(p.stems.heading), string(p.stems.questions), string(p.stems.body)}
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
func (t *textReader) addWords(text *rank.Text, p *storedText) {
	body := len(text.Stems) - int(text.Ends[1+text.Questions])
	text.Words = make([]uint32, 0, body)
	language := string(p.language)
	t.tokens = t.stemmers.in(language).Tokens(t.tokens[:0], passage.Plain(string(p.text)))
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
	t.addOffered(text, string(p.text))
}

// addOffered notes the kinds of answer that each sentence has. A sentence takes
// the words up to the last that its stems come from.
func (t *textReader) addOffered(text *rank.Text, body string) {
	from, start := 0, text.Ends[1+text.Questions]
	for _, end := range text.Ends[2+text.Questions:] {
		to, left := from, int(end-start)
		for to < len(t.tokens) && (left > 0 || t.tokens[to].Stop && to > from && !strings.ContainsAny(body[t.tokens[to-1].End:t.tokens[to].Start], ".?!\n")) {
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

// addHeadings reads the letters of what the passage stands under, the title if
// under nothing, and of the questions it answers.
func (t *textReader) addHeadings(text *rank.Text, p *storedText) error {
	var path, headings []string
	if err := json.Unmarshal(p.heading, &path); err != nil {
		return err
	}
	if err := json.Unmarshal(p.questions, &headings); err != nil {
		return err
	}
	own := string(p.title)
	if len(path) > 0 {
		own = path[len(path)-1]
	}
	text.Headings = append(text.Headings, rank.Trigrams(nil, own))
	for _, q := range headings {
		if q != own {
			text.Headings = append(text.Headings, rank.Trigrams(nil, q))
		}
	}
	return nil
}

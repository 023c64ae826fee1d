package knowledge

import (
	"strings"

	"pamphlet/internal/sentence"
	"pamphlet/internal/stem"
)

// stems are the terms of a passage as they are stored: parted by spaces, and
// questions and sentences by line breaks. words are the words, as written.
type stems struct {
	title, heading, questions, body string
	words                           []string
}

// stemmers has one stemmer for each language met.
type stemmers map[string]*stem.Stemmer

func newStemmers() stemmers { return make(stemmers) }

func (s stemmers) of(p Passage) stems {
	st := s[p.Language]
	if st == nil {
		st = stem.New(p.Language)
		s[p.Language] = st
	}
	w := &stemWriter{stemmer: st}
	var all stems
	all.title = w.line(p.Title)
	all.heading = w.line(strings.Join(p.Heading, " . "))
	for i, q := range p.Questions {
		if i > 0 {
			all.questions += "\n"
		}
		all.questions += w.line(q)
	}
	var body strings.Builder
	for _, span := range sentence.Split(p.Text) {
		if body.Len() > 0 {
			body.WriteByte('\n')
		}
		body.WriteString(w.line(p.Text[span.Start:span.End]))
	}
	all.body, all.words = body.String(), w.words
	return all
}

// A stemWriter turns lines into terms and keeps the words.
type stemWriter struct {
	stemmer *stem.Stemmer
	tokens  []stem.Token
	words   []string
}

func (w *stemWriter) line(text string) string {
	w.tokens = w.stemmer.Tokens(w.tokens[:0], text)
	var line strings.Builder
	for _, t := range w.tokens {
		if t.Stop {
			continue
		}
		if line.Len() > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(t.Term)
		w.words = append(w.words, t.Word)
	}
	return line.String()
}

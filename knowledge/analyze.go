package knowledge

import (
	"strings"

	"pamphlet/internal/stem"
	"pamphlet/knowledge/passage"
)

// stems are the terms of a passage as they are stored: parted by spaces, and
// questions and sentences by line breaks.
type stems struct{ title, heading, questions, body string }

// stemmers has one stemmer for each language met.
type stemmers map[string]*stem.Stemmer

func newStemmers() stemmers { return make(stemmers) }

// in returns the stemmer of a language.
func (s stemmers) in(language string) *stem.Stemmer {
	st := s[language]
	if st == nil {
		st = stem.New(language)
		s[language] = st
	}
	return st
}

func (s stemmers) of(p Passage) stems {
	w := &stemWriter{stemmer: s.in(p.Language)}
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
	body.Grow(len(p.Text))
	for _, span := range passage.Sentences(p.Text) {
		if body.Len() > 0 {
			body.WriteByte('\n')
		}
		body.WriteString(w.line(passage.Plain(p.Text[span.Start:span.End])))
	}
	all.body = body.String()
	return all
}

// fresh returns the words met for the first time since it was last called.
func (s stemmers) fresh() []string {
	var words []string
	for _, st := range s {
		words = append(words, st.Fresh()...)
	}
	return words
}

// A stemWriter turns lines into terms.
type stemWriter struct {
	stemmer *stem.Stemmer
	tokens  []stem.Token
}

func (w *stemWriter) line(text string) string {
	w.tokens = w.stemmer.Tokens(w.tokens[:0], text)
	var line strings.Builder
	line.Grow(len(text))
	for _, t := range w.tokens {
		if t.Stop {
			continue
		}
		if line.Len() > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(t.Term)
	}
	return line.String()
}

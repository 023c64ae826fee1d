package search

import (
	"strings"

	"pamphlet/internal/stem"
	"pamphlet/knowledge/passage"
)

// Stems are the terms of a passage as they are stored: parted by spaces, and
// questions and sentences by line breaks.
type Stems struct{ Title, Heading, Questions, Body string }

// An Analyzer makes terms of words. It has one stemmer for each language met, and is
// for one goroutine at a time.
type Analyzer map[string]*stem.Stemmer

// in returns the stemmer of a language.
func (a Analyzer) in(language string) *stem.Stemmer {
	st := a[language]
	if st == nil {
		st = stem.New(language)
		a[language] = st
	}
	return st
}

// Stems returns the stems of what is searched of p.
func (a Analyzer) Stems(p passage.Passage) Stems {
	w := &stemWriter{stemmer: a.in(p.Language)}
	var all Stems
	all.Title = w.line(p.Title)
	all.Heading = w.line(strings.Join(p.Heading, " . "))
	for i, q := range p.Questions {
		if i > 0 {
			all.Questions += "\n"
		}
		all.Questions += w.line(q)
	}
	var body strings.Builder
	body.Grow(len(p.Text))
	for _, span := range passage.Sentences(p.Text) {
		if body.Len() > 0 {
			body.WriteByte('\n')
		}
		body.WriteString(w.line(passage.Plain(p.Text[span.Start:span.End])))
	}
	all.Body = body.String()
	return all
}

// Fresh returns the words met for the first time since it was last called.
func (a Analyzer) Fresh() []string {
	var words []string
	for _, st := range a {
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

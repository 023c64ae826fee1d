package source

import (
	"regexp"
	"strings"
)

var notLetters = regexp.MustCompile(`[^a-z]+`)

// role tells what a column or field holds by its name; other names are "".
func role(name string) string {
	name = notLetters.ReplaceAllString(strings.ToLower(name), " ")
	switch strings.TrimSpace(name) {
	case "question", "q", "questions":
		return "question"
	case "answer", "a", "answers", "response", "reply":
		return "answer"
	case "alternate", "alternates", "alternative", "alternatives", "alternate question", "alternate questions",
		"alternative question", "alternative questions", "alt", "other questions", "variants", "variant", "phrasings", "synonyms":
		return "alternate"
	case "source", "url", "link", "source url":
		return "source"
	case "title", "article":
		return "title"
	case "id":
		return "id"
	}
	return ""
}

// put adds the value of a named field to p.
func (p *pair) put(name, value string) {
	value = strings.TrimSpace(value)
	switch role(name) {
	case "question":
		if p.question == "" {
			p.question = value
		} else {
			p.addAlternates(value)
		}
	case "alternate":
		p.addAlternates(value)
	case "answer":
		p.answer = firstOf(p.answer, value)
	case "source":
		p.source = firstOf(p.source, value)
	case "title":
		p.title = value
	case "id":
		p.id = value
	}
}

// maxAlternates is how many wordings of a question are kept.
const maxAlternates = 100

// addAlternates adds the questions of one cell, parted by "|" or line breaks.
func (p *pair) addAlternates(cell string) {
	for q := range strings.FieldsFuncSeq(cell, func(r rune) bool { return r == '|' || r == '\n' }) {
		if q = clean(q); q != "" && q != clean(p.question) && len(p.alternates) < maxAlternates {
			p.alternates = union(p.alternates, []string{q})
		}
	}
}

package faq

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"github.com/goccy/go-yaml"

	"pamphlet/internal/source/draft"
	"pamphlet/internal/source/prose"
)

// jsonPairs reads questions and answers from JSON of the shapes that programs
// write: lists of objects, wherever they stand, one object a line, or one object
// with the questions as names.
func jsonPairs(text string, report *draft.Report) ([]Pair, string, error) {
	l := pairList{unused: map[string]bool{}, report: report}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // 1000000 is not 1e+06
	for {
		value, err := ordered(decoder)
		if errors.Is(err, io.EOF) {
			return l.pairs, l.named(), nil
		}
		if err != nil {
			return nil, "", brokenJSON(text, decoder, err)
		}
		if err := l.read(value); err != nil {
			return nil, "", err
		}
	}
}

// yamlPairs is jsonPairs for YAML.
func yamlPairs(text string, report *draft.Report) ([]Pair, string, error) {
	if draft.RepeatsByName(text) {
		return nil, "", draft.Refusal(draft.ErrDamaged, "its YAML: it repeats a value by its name", "write the value itself")
	}
	var value any
	if err := yaml.UnmarshalWithOptions([]byte(text), &value, yaml.UseOrderedMap()); err != nil {
		reason, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
		return nil, "", draft.Refusal(draft.ErrDamaged, "its YAML: "+reason, `write each entry as "question: …" and "answer: …"`)
	}
	l := pairList{unused: map[string]bool{}, report: report}
	err := l.read(fromYAML(value, 0))
	return l.pairs, l.named(), err
}

// named returns the title of the list: its own, or that of its only group.
func (l *pairList) named() string {
	if l.title != "" || len(l.pairs) == 0 || severalGroups(l.pairs) {
		return l.title
	}
	return l.first
}

// A pairList gathers pairs from values.
type pairList struct {
	pairs  []Pair
	title  string
	group  string          // what the objects being read stand below
	titled bool            // that is a title, and not the name of a field
	first  string          // the first group that has a title
	unused map[string]bool // fields that a note was made of
	report *draft.Report
	number int // of the last object
}

// read reads a value that stands for itself.
func (l *pairList) read(value any) error {
	before := len(l.pairs)
	switch v := value.(type) {
	case object:
		if l.pairs = linkedPairs(l.pairs, v, 0); len(l.pairs) > before {
			return nil // of a FAQPage
		}
		l.object(v, false)
	case []any:
		for _, e := range v {
			if o, ok := e.(object); ok {
				l.object(o, true)
			} else if cells, ok := e.([]any); !ok || !l.cells(cells) {
				return draft.Refusal(draft.ErrRow, "it is no list of objects", "write one object with question and answer a line")
			}
		}
	default:
		return draft.Refusal(draft.ErrRow, "it is no list of objects", "write one object with question and answer a line")
	}
	if o, ok := value.(object); ok && len(l.pairs) == before {
		l.row(o) // of a question alone, which is told
	}
	return nil
}

// cells reads a list of two texts as a question and its answer.
func (l *pairList) cells(cells []any) bool {
	if len(cells) != 2 || len(texts(cells[0])) != 1 || len(texts(cells[1])) == 0 {
		return false
	}
	p := Pair{question: texts(cells[0])[0], answer: strings.Join(texts(cells[1]), "\n")}
	if role(p.question) != asksRole || role(p.answer) != answersRole { // the names of the columns
		l.add(p)
	}
	return true
}

// object reads an object: a pair, a list of pairs by their questions, or what
// holds such. A row of a list is a pair though it has a question or an answer
// alone, so that it is told.
func (l *pairList) object(o object, inList bool) {
	names := make([]string, len(o))
	for i, f := range o {
		names[i] = f.name
	}
	roles := RolesOf(names, nil)
	switch {
	case l.isPair(o, roles):
		l.row(o)
		return
	case l.byQuestion(o, roles):
		return
	case inList && holdsRole(o, roles):
		l.row(o)
		return
	}
	outer, titled := l.group, l.titled
	defer func() { l.group, l.titled = outer, titled }()
	for i, f := range o {
		if name, ok := f.value.(string); ok && inList && titles(roles[i], f) {
			l.group, l.titled = prose.Clean(name), true // of the questions below it
			l.first = prose.FirstOf(l.first, l.group)
		}
	}
	for i, f := range o {
		if !l.titled {
			l.group = prose.Clean(f.name)
		}
		switch v := f.value.(type) {
		case object:
			l.object(v, false)
		case []any:
			for _, e := range v {
				if below, ok := e.(object); ok {
					l.object(below, true)
				}
			}
		case string:
			switch {
			case titles(roles[i], f) && !inList:
				l.title = prose.FirstOf(l.title, prose.Clean(v))
			case titles(roles[i], f):
			case strings.HasSuffix(f.name, "?"):
				l.group = outer
				l.add(Pair{question: f.name, answer: v})
			case strings.Contains(prose.Clean(v), " "):
				l.unuse(f.name)
			}
		}
	}
}

// titles reports whether a field is the title of its object.
func titles(as string, f field) bool {
	return as == titleRole || as == asksRole && role(f.name) == titleRole
}

// add adds a pair that no object of its own holds.
func (l *pairList) add(p Pair) {
	l.number++
	p.line, p.group = l.number, l.group
	l.pairs = append(l.pairs, p)
}

// unuse notes, once, that a field is not used.
func (l *pairList) unuse(name string) {
	if !l.unused[name] {
		l.unused[name] = true
		l.report.Note("The field %q is not used.", prose.Excerpt(prose.Clean(name)))
	}
}

package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// jsonPairs reads questions and answers from JSON of the shapes that programs
// write: lists of objects, wherever they stand, one object a line, or one object
// with the questions as names.
func jsonPairs(text string, report *Report) ([]pair, string, error) {
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
func yamlPairs(text string, report *Report) ([]pair, string, error) {
	if repeatsByName(text) {
		return nil, "", refusal(ErrDamaged, "its YAML: it repeats a value by its name", "write the value itself")
	}
	var value any
	if err := yaml.UnmarshalWithOptions([]byte(text), &value, yaml.UseOrderedMap()); err != nil {
		reason, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
		return nil, "", refusal(ErrDamaged, "its YAML: "+reason, `write each entry as "question: …" and "answer: …"`)
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
	pairs  []pair
	title  string
	group  string          // what the objects being read stand below
	titled bool            // that is a title, and not the name of a field
	first  string          // the first group that has a title
	unused map[string]bool // fields that a note was made of
	report *Report
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
				return refusal(ErrRow, "it is no list of objects", "write one object with question and answer a line")
			}
		}
	default:
		return refusal(ErrRow, "it is no list of objects", "write one object with question and answer a line")
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
	p := pair{question: texts(cells[0])[0], answer: strings.Join(texts(cells[1]), "\n")}
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
	roles := rolesOf(names, nil)
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
			l.group, l.titled = clean(name), true // of the questions below it
			l.first = firstOf(l.first, l.group)
		}
	}
	for i, f := range o {
		if !l.titled {
			l.group = clean(f.name)
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
				l.title = firstOf(l.title, clean(v))
			case titles(roles[i], f):
			case strings.HasSuffix(f.name, "?"):
				l.group = outer
				l.add(pair{question: f.name, answer: v})
			case strings.Contains(clean(v), " "):
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
func (l *pairList) add(p pair) {
	l.number++
	p.line, p.group = l.number, l.group
	l.pairs = append(l.pairs, p)
}

// unuse notes, once, that a field is not used.
func (l *pairList) unuse(name string) {
	if !l.unused[name] {
		l.unused[name] = true
		l.report.note("The field %q is not used.", excerpt(clean(name)))
	}
}

// isPair reports whether o has a question and an answer, as words.
func (l *pairList) isPair(o object, roles []string) bool {
	var question, answer bool
	for i, f := range o {
		if len(texts(f.value)) == 0 {
			continue
		}
		question = question || roles[i] == asksRole
		answer = answer || roles[i] == answersRole
	}
	return question && answer
}

func holdsRole(o object, roles []string) bool {
	nested := false
	for i, f := range o {
		_, isObject := f.value.(object)
		list, isList := f.value.([]any)
		nested = nested || isObject || isList && len(list) > 0 && len(texts(f.value)) == 0
		if (roles[i] == asksRole && role(f.name) == asksRole || roles[i] == answersRole && role(f.name) == answersRole) && len(texts(f.value)) > 0 {
			return true
		}
	}
	return len(o) > 0 && !nested
}

// byQuestion reads an object whose names are the questions: {"Where?": "Here."}
// or {"rules": {"content": "…"}}.
func (l *pairList) byQuestion(o object, roles []string) bool {
	if len(o) == 0 {
		return false
	}
	for i, f := range o {
		if roles[i] != "" && roles[i] != bodyRole && roles[i] != titleRole || strings.HasPrefix(f.name, "@") {
			return false
		}
		switch v := f.value.(type) {
		case string:
			if !strings.Contains(clean(f.name), " ") && !strings.HasSuffix(f.name, "?") {
				return false // a setting, not a question
			}
		case object:
			if answerIn(v) == "" {
				return false
			}
		case []any:
			if len(texts(v)) == 0 || !strings.HasSuffix(f.name, "?") {
				return false
			}
		default:
			return false
		}
	}
	for _, f := range o {
		p := pair{question: f.name}
		if v, ok := f.value.(object); ok {
			p.answer = answerIn(v)
			for _, g := range v {
				if role(g.name) == altRole {
					for _, t := range texts(g.value) {
						p.addAlternates(t)
					}
				}
			}
		} else {
			p.answer = strings.Join(texts(f.value), "\n")
		}
		l.add(p)
	}
	return true
}

// answerIn returns the answer an object holds that has no question of its own.
func answerIn(o object) string {
	for _, f := range o {
		if r := role(f.name); r == asksRole || r == titleRole {
			return ""
		}
	}
	for _, f := range o {
		if r := role(f.name); r == answersRole || r == bodyRole {
			return strings.Join(texts(f.value), "\n")
		}
	}
	return ""
}

// row reads an object as one pair.
func (l *pairList) row(o object) {
	l.number++
	p := pair{line: l.number, group: l.group}
	names := make([]string, len(o))
	for i, f := range o {
		names[i] = f.name
	}
	roles := rolesOf(names, nil)
	for i, f := range o {
		if draft, ok := f.value.(bool); ok && draft && strings.EqualFold(f.name, "draft") {
			l.report.leave(strings.Join(texts(valueOf(o, roles, asksRole)), " "), "a draft")
			return
		}
		if unpublished(o, f) {
			l.report.leave(strings.Join(texts(valueOf(o, roles, asksRole)), " "), "a draft")
			return
		}
		if roles[i] == "" || roles[i] == bodyRole {
			l.unuse(f.name)
		}
	}
	for _, text := range texts(valueOf(o, roles, asksRole)) {
		p.put(asksRole, text) // first, whatever the order of the fields
	}
	for i, f := range o {
		if roles[i] == asksRole && role(f.name) == asksRole && len(o) > 0 && sameValue(f.value, valueOf(o, roles, asksRole)) {
			continue
		}
		if roles[i] == answersRole {
			p.put(answersRole, strings.Join(texts(f.value), "\n"))
			continue
		}
		if _, forms := f.value.(object); forms {
			continue // what an answer looks like elsewhere
		}
		for _, text := range texts(f.value) {
			p.put(roles[i], text)
		}
	}
	if body := valueOf(o, roles, answersRole); p.answer == "" && p.question != "" && bodiless(o, roles) && body == nil {
		l.report.leave(p.question, "has no text")
		return
	}
	l.pairs = append(l.pairs, p)
}

// bodiless reports whether an article of a help centre has a body that says
// nothing yet.
func bodiless(o object, roles []string) bool {
	for i, f := range o {
		if roles[i] == answersRole && role(f.name) == bodyRole {
			return true
		}
	}
	return false
}

// unpublished reports whether a field says that its object is not shown to
// readers. Freshdesk says so by the number 1.
func unpublished(o object, f field) bool {
	if f.name != "status" && f.name != "state" {
		return false
	}
	switch value := strings.ToLower(fmt.Sprint(f.value)); value {
	case "draft", "unpublished", "archived", "trash":
		return true
	case "1":
		return slices.ContainsFunc(o, func(other field) bool {
			return other.name == "desc_un_html" || other.name == "description_text" || other.name == "folder_id"
		})
	}
	return false
}

func sameValue(a, b any) bool { return strings.Join(texts(a), "\n") == strings.Join(texts(b), "\n") }

// valueOf returns the first value with a role; the field of that very name comes
// first.
func valueOf(o object, roles []string, role string) any {
	for i, f := range o {
		if roles[i] == role && strings.EqualFold(f.name, role) {
			return f.value
		}
	}
	for i, f := range o {
		if roles[i] == role {
			return f.value
		}
	}
	return nil
}

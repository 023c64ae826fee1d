package faq

import (
	"fmt"
	"slices"
	"strings"

	"pamphlet/internal/source/prose"
)

// row reads an object as one pair.
func (l *pairList) row(o object) {
	l.number++
	p := Pair{line: l.number, group: l.group}
	names := make([]string, len(o))
	for i, f := range o {
		names[i] = f.name
	}
	roles := RolesOf(names, nil)
	for i, f := range o {
		if draft, ok := f.value.(bool); ok && draft && strings.EqualFold(f.name, "draft") {
			l.report.Leave(strings.Join(texts(valueOf(o, roles, asksRole)), " "), "a draft")
			return
		}
		if unpublished(o, f) {
			l.report.Leave(strings.Join(texts(valueOf(o, roles, asksRole)), " "), "a draft")
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
	if page := texts(o.named("html_url")); len(page) > 0 {
		p.source = page[0] // and not the address that programs use
	}
	if p.title == p.question {
		p.title = "" // it is said twice, and is no title of the list
	}
	if body := valueOf(o, roles, answersRole); p.answer == "" && p.question != "" && bodiless(o, roles) && body == nil {
		l.report.Leave(p.question, "has no text")
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
			if !strings.Contains(prose.Clean(f.name), " ") && !strings.HasSuffix(f.name, "?") {
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
		p := Pair{question: f.name}
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

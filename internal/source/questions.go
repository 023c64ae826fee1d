package source

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// A pair is one row of a list of questions and answers.
type pair struct {
	line       int // in the file, from 1; for JSON the number of the object
	id         string
	question   string
	alternates []string
	answer     string
	source     string
	title      string
}

// readQuestions reads a list of questions and answers as one article: each
// question is a heading, its other wordings and its source stand below it.
func readQuestions(name, text string, report *Report) (draft, error) {
	var pairs []pair
	var err error
	if report.Format == jsonList {
		pairs, err = jsonPairs(text, report)
	} else {
		pairs, err = tablePairs(text, report)
	}
	if err != nil {
		return draft{}, err
	}
	d := draft{list: true}
	ids := map[string]int{}
	for _, p := range pairs {
		if err := p.check(ids); err != nil {
			return draft{}, err
		}
		d.title = firstOf(d.title, p.title)
		d.blocks = append(d.blocks, p.blocks(report)...)
	}
	d.source = sharedSource(pairs)
	return d, nil
}

// check refuses a row that cannot answer, and an id that was there before.
func (p pair) check(ids map[string]int) error {
	remedy := "give every row a question and an answer"
	switch {
	case clean(p.question) == "":
		return refusal(ErrRow, fmt.Sprintf("row %d has no question", p.line), remedy)
	case clean(p.answer) == "":
		return refusal(ErrRow, fmt.Sprintf("row %d has no answer", p.line), remedy)
	}
	if before, again := ids[p.id]; again && p.id != "" {
		return refusal(ErrDuplicate, fmt.Sprintf("rows %d and %d", before, p.line), "give every row its own id")
	}
	ids[p.id] = p.line
	return nil
}

// htmlSign matches an answer that was written as HTML.
var htmlSign = regexp.MustCompile(`(?i)</(?:p|li|ul|ol|a|b|strong|div|em)>|<br ?/?>`)

// blocks writes the pair as a part of an article.
func (p pair) blocks(report *Report) []block {
	blocks := []block{{kind: heading, level: 2, text: p.question}}
	for _, a := range p.alternates {
		blocks = append(blocks, block{kind: question, text: a})
	}
	if isLink(p.source) {
		blocks = append(blocks, block{kind: link, text: p.source})
	} else if p.source != "" {
		report.note("Row %d: its source is no web address and was left out.", p.line)
	}
	if htmlSign.MatchString(p.answer) {
		if answer, err := fragmentBlocks(p.answer, report); err == nil && len(answer) > 0 {
			return append(blocks, belowQuestion(answer)...)
		}
	}
	for _, s := range stanzasOf(p.answer) {
		blocks = append(blocks, s.blocks()...)
	}
	return blocks
}

// belowQuestion keeps the headings of an answer below its question.
func belowQuestion(answer []block) []block {
	for i := range answer {
		if answer[i].kind == heading {
			answer[i].level = max(answer[i].level, 3)
		}
	}
	return answer
}

// sharedSource returns the address all pairs name, or "".
func sharedSource(pairs []pair) string {
	shared := ""
	for i, p := range pairs {
		if i == 0 {
			shared = p.source
		}
		if p.source != shared || !isLink(p.source) {
			return ""
		}
	}
	return shared
}

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

// tablePairs reads CSV or TSV with a first row that names the columns.
func tablePairs(text string, report *Report) ([]pair, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimLeft(text, "\n")))
	r.FieldsPerRecord = -1
	r.Comma = delimiter(text, report.Format)
	names, err := r.Read()
	if err != nil {
		return nil, brokenRow(err)
	}
	if !namesColumns(names) {
		return nil, refusal(ErrRow, "its first row does not name the columns", `begin it with a row that says "question" and "answer"`)
	}
	for _, n := range names {
		if role(n) == "" && clean(n) != "" {
			report.note("The column %q is not used.", excerpt(clean(n)))
		}
	}
	var pairs []pair
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return pairs, nil
		}
		if err != nil {
			return nil, brokenRow(err)
		}
		if strings.TrimSpace(strings.Join(cells, "")) == "" {
			continue
		}
		line, _ := r.FieldPos(0)
		p := pair{line: line}
		if len(cells) > len(names) {
			return nil, refusal(ErrRow, fmt.Sprintf("line %d has %d cells for %d columns", line, len(cells), len(names)),
				"put double quotes around a cell that holds a comma")
		}
		for i, c := range cells {
			p.put(names[i], c)
		}
		pairs = append(pairs, p)
	}
}

// delimiter tells commas from the semicolons and tabs that some programs write
// into a CSV file, by its first line.
func delimiter(text, format string) rune {
	header, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	switch {
	case format == tabList, strings.Count(header, "\t") > strings.Count(header, ","):
		return '\t'
	case strings.Count(header, ";") > strings.Count(header, ","):
		return ';'
	}
	return ','
}

func namesColumns(names []string) bool {
	var question, answer bool
	for _, n := range names {
		question = question || role(n) == "question"
		answer = answer || role(n) == "answer"
	}
	return question && answer
}

// brokenRow says where a quote is wrong.
func brokenRow(err error) error {
	var broken *csv.ParseError
	if errors.As(err, &broken) {
		return refusal(ErrRow, fmt.Sprintf("line %d: a double quote is missing or stands alone", broken.StartLine),
			`write a quote within a cell twice ("") and close every cell`)
	}
	return errEmpty()
}

// jsonPairs reads a list of objects, one object that holds such a list, or one
// object a line.
func jsonPairs(text string, report *Report) ([]pair, error) {
	var pairs []pair
	decoder := json.NewDecoder(strings.NewReader(text))
	unused := map[string]bool{}
	for number := 1; ; {
		var value any
		if err := decoder.Decode(&value); errors.Is(err, io.EOF) {
			return pairs, nil
		} else if err != nil {
			return nil, brokenJSON(text, err)
		}
		objects, ok := objectsOf(value)
		if !ok {
			return nil, refusal(ErrRow, "it is no list of objects", "write one object with question and answer a line")
		}
		for _, o := range objects {
			pairs = append(pairs, jsonPair(o, number, unused, report))
			number++
		}
	}
}

// brokenJSON says on which line JSON stops to be JSON.
func brokenJSON(text string, err error) error {
	at := len(text)
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = min(int(syntax.Offset), at)
	}
	line := strings.Count(strings.TrimRight(text[:at], "\n"), "\n") + 1
	return refusal(ErrDamaged, fmt.Sprintf("its JSON breaks off at line %d", line), "write one object with question and answer a line")
}

// objectsOf returns the objects a JSON value lists.
func objectsOf(value any) ([]map[string]any, bool) {
	switch v := value.(type) {
	case map[string]any:
		if _, ok := v["question"]; !ok {
			for _, inner := range v {
				if list, isList := inner.([]any); isList && len(v) <= 4 {
					return objectsOf(list)
				}
			}
		}
		return []map[string]any{v}, true
	case []any:
		var objects []map[string]any
		for _, e := range v {
			o, ok := e.(map[string]any)
			if !ok {
				return nil, false
			}
			objects = append(objects, o)
		}
		return objects, true
	}
	return nil, false
}

func jsonPair(object map[string]any, number int, unused map[string]bool, report *Report) pair {
	p := pair{line: number}
	// The main question first, whatever the order of the fields.
	for _, name := range sortedNames(object) {
		if role(name) == "" && !unused[name] {
			unused[name] = true
			report.note("The field %q is not used.", excerpt(clean(name)))
		}
		switch v := object[name].(type) {
		case string:
			p.put(name, v)
		case []any:
			for _, e := range v {
				if text, ok := e.(string); ok {
					p.put(name, text)
				}
			}
		case float64:
			p.put(name, fmt.Sprint(v))
		}
	}
	return p
}

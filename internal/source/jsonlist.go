package source

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// jsonPairs reads a list of objects, one object that holds such a list, or one
// object a line.
func jsonPairs(text string, report *Report) ([]pair, error) {
	var pairs []pair
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // 1000000 is not 1e+06
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
			for _, name := range slices.Sorted(maps.Keys(v)) {
				list, isList := v[name].([]any)
				if objects, ok := objectsOf(list); isList && ok && len(objects) > 0 && len(v) <= 4 {
					return objects, true
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
		case json.Number:
			p.put(name, v.String())
		}
	}
	return p
}

// sortedNames returns the names of an object's fields, "question" first.
func sortedNames(object map[string]any) []string {
	names := slices.Sorted(maps.Keys(object))
	slices.SortStableFunc(names, func(a, b string) int { return rank(a) - rank(b) })
	return names
}

func rank(name string) int {
	if strings.EqualFold(name, "question") {
		return 0
	}
	return 1
}

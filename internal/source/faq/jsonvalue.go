package faq

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/goccy/go-yaml"

	"pamphlet/internal/source/draft"
)

// A field is a named value of an object; an object keeps the order of its
// fields, as its author wrote them.
type field struct {
	name  string
	value any // string, json.Number, bool, nil, []any or object
}

type object []field

func fromYAML(value any, depth int) any {
	if depth > maxDepth {
		return nil
	}
	switch v := value.(type) {
	case yaml.MapSlice:
		o := make(object, 0, len(v))
		for _, item := range v {
			o = append(o, field{fmt.Sprint(item.Key), fromYAML(item.Value, depth+1)})
		}
		return o
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = fromYAML(e, depth+1)
		}
		return list
	case string, bool, nil:
		return v
	}
	return fmt.Sprint(value)
}

// maxDepth is how deep the parts of JSON and YAML may be nested.
const maxDepth = 100

var errDeep = errors.New("nested too deeply")

// ordered reads the next value with its fields in their order.
func ordered(d *json.Decoder) (any, error) { return orderedAt(d, 0) }

func orderedAt(d *json.Decoder, depth int) (any, error) {
	token, err := d.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxDepth {
		return nil, errDeep
	}
	mark, opens := token.(json.Delim)
	if !opens {
		return token, nil
	}
	var list []any
	o := object{}
	for d.More() {
		name := ""
		if mark == '{' {
			token, err := d.Token()
			if err != nil {
				return nil, unexpected(err)
			}
			name, _ = token.(string)
		}
		value, err := orderedAt(d, depth+1)
		if err != nil {
			return nil, unexpected(err)
		}
		list = append(list, value)
		o = append(o, field{name, value})
	}
	if _, err := d.Token(); err != nil {
		return nil, unexpected(err)
	}
	if mark == '{' {
		return o, nil
	}
	return list, nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// brokenJSON says on which line JSON stops to be JSON.
func brokenJSON(text string, d *json.Decoder, err error) error {
	if errors.Is(err, errDeep) {
		return draft.Refusal(draft.ErrNesting, "", "write one object with question and answer a line")
	}
	at := min(int(d.InputOffset()), len(text))
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		at = min(max(int(syntax.Offset), at), len(text))
	}
	line := strings.Count(strings.TrimRight(text[:at], "\n"), "\n") + 1
	return draft.Refusal(draft.ErrDamaged, fmt.Sprintf("its JSON breaks off at line %d", line), "write one object with question and answer a line")
}

// texts returns the words of a value: itself, or those of a list, or of an
// object with a text, as FAQPage data has.
func texts(value any) []string {
	switch v := value.(type) {
	case string:
		if strings.TrimSpace(v) != "" {
			return []string{v}
		}
	case json.Number:
		return []string{v.String()}
	case object: // one text in several forms
		for _, name := range []string{"html", "markdown", "text", "value", "content", "body"} {
			if t, ok := v.named(name).(string); ok && strings.TrimSpace(t) != "" {
				return []string{t}
			}
		}
	case []any:
		var all []string
		for _, e := range v {
			all = append(all, texts(e)...)
		}
		return all
	}
	return nil
}

// named returns the value of a field of o, or nil.
func (o object) named(name string) any {
	for _, f := range o {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

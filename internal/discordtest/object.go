package discordtest

import (
	"encoding/json"
	"sort"
	"unicode/utf16"
)

// object is a JSON object.
type object = map[string]any

// decoded is value as a client would read it: objects, lists, float64.
func decoded(raw []byte) (any, error) {
	var value any
	err := json.Unmarshal(raw, &value)
	return value, err
}

// encoded writes a value the double made itself.
func encoded(value any) []byte {
	raw, err := json.Marshal(value)
	if err != nil {
		panic("discordtest: " + err.Error()) // Unreachable: objects hold only JSON values.
	}
	return raw
}

// clone copies a JSON value, so that a snapshot does not change.
func clone(value any) any {
	switch value := value.(type) {
	case object:
		copied := make(object, len(value))
		for k, v := range value {
			copied[k] = clone(v)
		}
		return copied
	case []any:
		copied := make([]any, len(value))
		for i, v := range value {
			copied[i] = clone(v)
		}
		return copied
	}
	return value
}

func text(o object, key string) string {
	s, _ := o[key].(string)
	return s
}

func number(o object, key string) int {
	switch n := o[key].(type) {
	case float64:
		return int(n)
	case int:
		return n
	}
	return 0
}

func list(o object, key string) []any {
	l, _ := o[key].([]any)
	return l
}

func child(o object, key string) object {
	c, _ := o[key].(object)
	return c
}

// objects keeps the objects of a list.
func objects(l []any) []object {
	var kept []object
	for _, element := range l {
		if o, ok := element.(object); ok {
			kept = append(kept, o)
		}
	}
	return kept
}

// units counts UTF-16 units, the stricter reading of Discord's "characters".
func units(s string) int { return len(utf16.Encode([]rune(s))) }

func sortedNames(files map[string][]byte) []string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// sortMessages puts older ones first: IDs of one length grow with time.
func sortMessages(messages []*Message) {
	sort.Slice(messages, func(i, j int) bool { return messages[i].ID < messages[j].ID })
}

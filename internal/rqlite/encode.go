package rqlite

import (
	"database/sql/driver"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// encode writes a statement as rqlite reads it: a list of its text and its
// parameters. A blob is written as x'…'.
func encode(query string, args []driver.Value) ([]byte, error) {
	query, args = textsAsTexts(query, args)
	list := make([]any, 1, len(args)+1)
	list[0] = query
	for i, arg := range args {
		switch v := arg.(type) {
		case nil, int64, float64, string:
			list = append(list, v)
		case bool:
			list = append(list, map[bool]int{true: 1}[v])
		case []byte:
			if v == nil {
				list = append(list, nil)
			} else if len(v) == 0 {
				list = append(list, []int{}) // x'' is no blob to rqlite
			} else {
				list = append(list, "x'"+hex.EncodeToString(v)+"'")
			}
		default:
			return nil, fmt.Errorf("parameter %d: a %T cannot be stored", i+1, arg)
		}
	}
	return json.Marshal(list)
}

var (
	likeBlob    = regexp.MustCompile(`^\s*[xX]'(?:[0-9a-fA-F]{2})*'\s*$`)
	placeholder = regexp.MustCompile(`\?\d*`)
)

// textsAsTexts keeps rqlite from taking a text such as x'41' for a blob: the text
// is sent as one, and SQLite makes a text of it. Statements hold a question mark
// only where a parameter stands.
func textsAsTexts(query string, args []driver.Value) (string, []driver.Value) {
	odd := map[int]bool{}
	for i, arg := range args {
		if s, ok := arg.(string); ok && likeBlob.MatchString(s) {
			odd[i+1] = true
		}
	}
	if len(odd) == 0 {
		return query, args
	}
	args = append([]driver.Value(nil), args...)
	for n := range odd {
		args[n-1] = []byte(args[n-1].(string))
	}
	n := 0
	query = placeholder.ReplaceAllStringFunc(query, func(mark string) string {
		n++
		at := n
		if number := strings.TrimPrefix(mark, "?"); number != "" {
			at, _ = strconv.Atoi(number) // digits, by the expression
		}
		if odd[at] {
			return "cast(" + mark + " as text)"
		}
		return mark
	})
	return query, args
}

// decode makes a value of SQLite's from one of JSON's. Blobs come as lists.
func decode(value any) (driver.Value, error) {
	switch v := value.(type) {
	case json.Number:
		if n, err := v.Int64(); err == nil {
			return n, nil
		}
		return v.Float64()
	case []any:
		blob := make([]byte, len(v))
		for i, one := range v {
			n, ok := one.(json.Number)
			if !ok {
				return nil, fmt.Errorf("byte %d of a blob is a %T", i, one)
			}
			b, err := strconv.ParseUint(n.String(), 10, 8)
			if err != nil {
				return nil, err
			}
			blob[i] = byte(b)
		}
		return blob, nil
	}
	return value, nil
}

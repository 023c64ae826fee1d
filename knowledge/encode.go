package knowledge

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"strings"
	"time"
)

// This file says how values are written into the database.

// hash identifies what a says, and how it is shown.
func (a Article) hash() []byte {
	return digest(a.Title, a.Source, a.Language, date(a.Published), date(a.Review), strings.Join(a.Tags, " "), encodePrecut(a.Precut), a.Text)
}

// passageHash identifies what is searched and shown of p, wherever in its article it
// stands.
func passageHash(p Passage) []byte {
	return digest(p.External, p.Title, encode(p.Heading), encode(p.Questions), p.Source, p.Language, p.Text)
}

func digest(parts ...string) []byte {
	var all []byte
	for _, part := range parts {
		all = binary.AppendUvarint(all, uint64(len(part)))
		all = append(all, part...)
	}
	sum := sha256.Sum256(all)
	return sum[:]
}

// encode writes a list of strings and numbers as JSON, which cannot fail.
func encode[T any](list []T) string {
	if len(list) == 0 {
		return "[]"
	}
	b, _ := json.Marshal(list)
	return string(b)
}

func date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

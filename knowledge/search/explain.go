package search

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"pamphlet/internal/rank"
)

// explain tells which words of the question c holds, and what its score is
// made of.
func explain(u *understanding, c rank.Candidate) Explanation {
	var e Explanation
	for _, t := range u.Terms {
		found, ok := rank.Find(t, c.Text)
		if !ok {
			e.Missing = append(e.Missing, t.Word)
			continue
		}
		f := FoundTerm{Term: t.Word, Via: found.Via}
		for field, name := range [...]string{"title", "heading", "questions", "body"} {
			if found.Fields[field] {
				f.Fields = append(f.Fields, name)
			}
		}
		e.Found = append(e.Found, f)
	}
	for i, name := range rank.Names {
		if w := u.weights.Ranking[i]; w != 0 && c.Vector[i] != 0 {
			e.Features = append(e.Features, Feature{name, c.Vector[i], w})
		}
	}
	slices.SortStableFunc(e.Features, func(a, b Feature) int {
		return cmp.Compare(math.Abs(b.Value*b.Weight), math.Abs(a.Value*a.Weight))
	})
	return e
}

// compare says in a sentence why the second match lost.
func compare(first, second Explanation) string {
	name, most := "", 0.0
	for _, f := range slices.Concat(first.Features, second.Features) {
		if lead := (first.value(f.Name) - second.value(f.Name)) * f.Weight; lead > most {
			name, most = f.Name, lead
		}
	}
	if name == "" {
		return ""
	}
	return fmt.Sprintf("The second match lost most by %s: %.2f against %.2f.", name, second.value(name), first.value(name))
}

// value is that of a named figure, 0 if the score has no such part.
func (e Explanation) value(name string) float64 {
	for _, f := range e.Features {
		if f.Name == name {
			return f.Value
		}
	}
	return 0
}

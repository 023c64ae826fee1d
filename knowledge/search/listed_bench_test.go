package search

import (
	"fmt"
	"strings"
	"testing"
)

// spelled writes a number in letters, so that it is a word.
func spelled(n int) string {
	return strings.Map(func(r rune) rune { return 'a' + r - '0' }, fmt.Sprint(n))
}

// What looking a question up in a long list costs: one that stands there, one
// that does not, and reading the list anew.
func BenchmarkListed(b *testing.B) {
	var l listed
	l.of, l.byKey = map[int64]listing{}, map[string][]int64{}
	for i := range 50_000 {
		key := fmt.Sprintf("how do i get %s with %s", spelled(i), spelled(7*i))
		l.of[int64(i)] = listing{keys: []string{key}}
		l.byKey[key] = []int64{int64(i)}
	}
	l.slipped(listedKey("how do I get there", "en"), written("how do I get there", "en"))
	for name, text := range map[string]string{"listed": "How do I get caba with cabi?", "not": "How do I get a refund with this thing?", "story": "I was at the clinic with my sister. How long does an infusion usually take there?"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				words := written(text, "en")
				l.slipped(singulars(words, "en"), words)
			}
		})
	}
}

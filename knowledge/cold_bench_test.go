package knowledge

import (
	"testing"

	"pamphlet/knowledge/search"
)

// BenchmarkFirstQuestion opens a base and asks one question of it, as the
// command line does.
func BenchmarkFirstQuestion(b *testing.B) {
	path := b.TempDir() + "/k.db"
	base, err := Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	save(b, base, article("g", "ketamine", clinic), article("g", "antidepressants", tablets))
	base.Close()
	for b.Loop() {
		base, err := Open(b.Context(), path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := base.Search(b.Context(), search.Query{Guild: "g", Text: "how long does an infusion take"}); err != nil {
			b.Fatal(err)
		}
		base.Close()
	}
}

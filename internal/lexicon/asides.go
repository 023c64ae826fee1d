package lexicon

import (
	_ "embed"
	"strings"
	"sync"

	"pamphlet/internal/stem"
)

//go:embed asides.txt
var asideList string

// readAsides reads the list, by stem.
var readAsides = sync.OnceValue(func() map[string]bool {
	asides := make(map[string]bool)
	for line := range strings.Lines(asideList) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for word := range strings.FieldsSeq(line) {
			asides[stem.Word(word, "en")] = true
		}
	}
	return asides
})

// Aside reports whether an English stem is of a word that a question seldom
// turns on, though it may be rare: "Thursday", "cousin", "roughly".
func Aside(term string) bool { return readAsides()[term] }

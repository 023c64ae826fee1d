package lexicon

import (
	"strings"
	"unicode"
)

// knows reports whether the folded word is right as it stands.
func (s *Speller) knows(word string) bool {
	return s.has(word) || s.has(possessor(word))
}

func (s *Speller) has(word string) bool {
	return s.inBase(word) || s.English && Known(word)
}

// derived reports whether word is a known one with a common beginning or
// ending, and so may well be right, as "microinfusion" is. Endings whose
// spelling people get wrong, such as -ing, are no proof.
func (s *Speller) derived(word string) bool {
	const root, plural = 5, 6 // letters
	for _, ending := range [...]string{"al", "ness", "ist", "ists", "less", "ism", "like", "ization", "wise"} {
		if rest, ok := strings.CutSuffix(word, ending); ok && len(rest) >= root && s.has(rest) {
			return true
		}
	}
	for _, ending := range [...][2]string{{"s", ""}, {"es", ""}, {"ies", "y"}} {
		rest, ok := strings.CutSuffix(word, ending[0])
		if ok && len(rest) >= plural && !strings.HasSuffix(rest, "y") && s.has(rest+ending[1]) {
			return true
		}
	}
	for _, beginning := range [...]string{
		"anti", "auto", "bi", "co", "counter", "de", "hyper", "hypo", "inter", "intra", "macro", "mega", "micro", "mini", "mono", "multi", "neuro",
		"non", "over", "para", "peri", "poly", "post", "pre", "pro", "psycho", "re", "semi", "sub", "super", "trans", "tri", "ultra", "un", "under",
	} {
		if rest, ok := strings.CutPrefix(word, beginning); ok && len(rest) >= root && s.has(rest) {
			return true
		}
	}
	return false
}

// acronym reports whether word has more than one capital: SSRI, SSRIs, McDonald.
func acronym(word string) bool {
	capitals := 0
	for _, r := range word {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals > 1
}

// possessor returns word without the mark of the possessive.
func possessor(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "'")
}

func lettersOnly(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) && r != '\'' && r != '’' {
			return false
		}
	}
	return true
}

// shouted reports whether a text of several words has capitals only.
func shouted(words []string) bool {
	for _, word := range words {
		if word != strings.ToUpper(word) {
			return false
		}
	}
	return len(words) > 2
}

package lexicon

import (
	_ "embed"
	"math"
	"strconv"
	"strings"

	"pamphlet/internal/stem"
)

// words is made by the command wordtable, from the sources in NOTICE.
//
//go:embed words.tsv
var words table

// health is written by hand: a word, a tab, its kind. Sorted, as a test checks.
//
//go:embed health.tsv
var health table

// Weight returns how much a word tells about a text, from general English
// alone: the inverse document frequency, in nats, that the word would have in
// passages of a hundred words. It adds to, or stands in for, the statistics
// of a base too small to have its own.
//
// It is about 0.1 for "the", 4 for "cost", 5 for "pregnancy", 7 for
// "infusion" and MaxWeight for a word that English does not know. All words
// of one stem weigh the same: "costs" as much as "cost". Case does not matter.
func Weight(word string) float64 {
	return weights[rarity(fold(word))]
}

// StemWeight is Weight for when only the stem is at hand: that of the words with
// this stem, "pregnanc" as "pregnancy", "respons" as "response". Where none is
// known, a stem weighs as the shortest word that begins with it, and MaxWeight
// if it begins none.
func StemWeight(term string) float64 {
	term = fold(term)
	if _, ok := words.find(term); ok && stem.Word(term, "en") == term || number(term) {
		return weights[rarity(term)]
	}
	if word := words.stemming(term); word != "" {
		return weights[rarity(word)]
	}
	if r := rarity(term); r < rarest {
		return weights[r]
	}
	if word := words.shortest(term); word != "" {
		return weights[rarity(word)]
	}
	return MaxWeight
}

// Known reports whether word is in general English or in the health list, in
// any case. Common names are known, numbers are not.
func Known(word string) bool {
	word = fold(word)
	if _, ok := words.find(word); ok {
		return true
	}
	_, ok := health.find(word)
	return ok
}

// Kind says what a word of the health list is: drug, brand, class (of drugs),
// condition, symptom, procedure (all that is done, and by whom), body or chat
// (how people write to each other). It is "" for any other word.
func Kind(word string) string {
	kind, _ := health.find(fold(word))
	return kind
}

// Name reports whether word names a medicine, a condition or what is done about one.
func Name(word string) bool {
	switch Kind(word) {
	case "drug", "brand", "class", "condition", "procedure":
		return true
	}
	return false
}

// Rarity is −10·log₁₀ of a word's share of running text: 16 for "the".
const (
	rarest        = 80 // one word in a hundred million, or none
	healthRarity  = 60 // a health word that the general lists lack
	shortNumber   = 35 // "2", "50": our guess, as is longNumber
	longNumber    = 45 // "2019"
	passageLength = 100
)

// MaxWeight is the weight of an unknown word, in nats.
var MaxWeight = weights[rarest]

// weights holds the weight for each rarity.
var weights = func() (w [rarest + 1]float64) {
	for r := range w {
		share := math.Pow(10, -float64(r)/10)
		w[r] = -math.Log1p(-math.Exp(-passageLength * share))
	}
	return w
}()

// rarity returns the rarity of all words that share the folded word's stem.
func rarity(word string) int {
	if value, ok := words.find(word); ok {
		_, all := parseRarity(value)
		return all
	}
	if _, ok := health.find(word); ok {
		return healthRarity
	}
	if number(word) {
		if len(word) <= 2 {
			return shortNumber
		}
		return longNumber
	}
	return rarest
}

// ownRarity is the rarity of the folded word itself, without its stem's other words.
func ownRarity(word string) int {
	if value, ok := words.find(word); ok {
		own, _ := parseRarity(value)
		return own
	}
	return rarity(word)
}

// parseRarity reads "55", "55/50" or either with a "!": the word's own rarity
// and that of its stem.
func parseRarity(value string) (own, all int) {
	value = strings.TrimSuffix(value, "!")
	first, second, two := strings.Cut(value, "/")
	own, _ = strconv.Atoi(first) // a test reads every line
	if all = own; two {
		all, _ = strconv.Atoi(second)
	}
	return own, all
}

// number reports whether word is digits alone.
func number(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

// fold lowers a word's case and straightens its apostrophe. A word that needs
// neither costs no memory.
func fold(word string) string {
	return strings.ReplaceAll(strings.ToLower(word), "’", "'")
}

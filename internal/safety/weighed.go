package safety

import (
	"fmt"
	"strconv"
	"strings"
)

// A weighing adds up the weights of words, and of pairs of words beside each
// other, for what no pattern foresaw. Each counts once in a window.
type weighing struct {
	rule    int32
	least   int // what the weights must add up to
	weights []int
	numbers map[[2]int32]int32 // of a word, beside none, or a pair: its place in weights
}

// opening stands for what is before the first word of a message, none for what
// is before a word by itself.
const (
	opening = -1
	none    = -2
)

// size is how many weights there are.
func (w *weighing) size() int {
	if w == nil {
		return 0
	}
	return len(w.weights)
}

// parseWeights reads lines of a weight, =, and the words and pairs that have it.
func (v *vocabulary) parseWeights(text string) (*weighing, error) {
	w := &weighing{numbers: map[[2]int32]int32{}}
	for _, line := range lines(text) {
		number, phrases, _ := strings.Cut(line, "=")
		weight, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil {
			return nil, fmt.Errorf("weights %q: a line is a number, = and words", line)
		}
		for phrase := range strings.SplitSeq(phrases, "|") {
			ids := make([]int32, 0, 2)
			for word := range strings.FieldsSeq(phrase) {
				switch word {
				case "^":
					ids = append(ids, opening)
				case "#":
					ids = append(ids, numberID)
				default:
					ids = append(ids, v.id(word))
				}
			}
			if len(ids) == 1 {
				ids = []int32{none, ids[0]}
			}
			if len(ids) != 2 {
				return nil, fmt.Errorf("weights: %q: neither a word nor two", phrase)
			}
			w.numbers[[2]int32(ids)] = int32(len(w.weights))
			w.weights = append(w.weights, weight)
		}
	}
	return w, nil
}

// sum adds up the weights of words, of which the first begins a message if
// first is set, but for those that guards have covered. It marks in met, one for
// each weight, what it has counted.
func (w *weighing) sum(v *vocabulary, words []word, first bool, covered uint64, met []bool) (sum int) {
	clear(met)
	before := int32(none)
	if first {
		before = opening
	}
	for i, word := range words {
		if covered&(1<<i) != 0 {
			before = none
			continue
		}
		id := word.id
		if v.lexemes[id].numeric {
			id = numberID
		}
		for _, key := range [][2]int32{{none, id}, {before, id}} {
			if n, ok := w.numbers[key]; ok && !met[n] {
				met[n] = true
				sum += w.weights[n]
			}
		}
		before = id
	}
	return sum
}

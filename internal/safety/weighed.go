package safety

import (
	"fmt"
	"strconv"
	"strings"
)

// A weighing adds up the weights of words, and of pairs of words beside each
// other, for what no pattern foresaw. Each counts once in a window.
type weighing struct {
	rule  int32
	least int // what the weights must add up to
	words map[int32]int
	pairs map[[2]int32]int // the first is opening where a message starts
}

// opening stands for what is before the first word of a message.
const opening = -1

// parseWeights reads lines of a weight, =, and the words and pairs that have it.
func (v *vocabulary) parseWeights(text string) (*weighing, error) {
	w := &weighing{words: map[int32]int{}, pairs: map[[2]int32]int{}}
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
			switch len(ids) {
			case 1:
				w.words[ids[0]] = weight
			case 2:
				w.pairs[[2]int32(ids)] = weight
			default:
				return nil, fmt.Errorf("weights: %q: neither a word nor two", phrase)
			}
		}
	}
	return w, nil
}

// sum adds up the weights of words, of which the first begins a message if
// first is set.
func (w *weighing) sum(v *vocabulary, words []word, first bool) (sum int) {
	before := int32(0)
	if first {
		before = opening
	}
	seen := make(map[[2]int32]bool, 2*len(words))
	for _, word := range words {
		id := word.id
		if v.lexemes[id].numeric {
			id = numberID
		}
		if one := [2]int32{id, id}; !seen[one] {
			seen[one] = true
			sum += w.words[id]
		}
		if two := [2]int32{before, id}; before != id && !seen[two] {
			seen[two] = true
			sum += w.pairs[two]
		}
		before = id
	}
	return sum
}

package safety

import (
	"fmt"
	"strconv"
	"strings"
)

// A weighing adds up the weights of words and of word classes, for what no
// pattern foresaw. Each counts once in a window.
type weighing struct {
	rule    int32 // raised by what adds up to least
	least   int
	words   map[int32]int // by word id
	classes []weighedClass
}

// weighedClass is a word class with a weight.
type weighedClass struct {
	set
	weight int
}

// parseWeights reads lines of a weight, =, and the words and classes that have it.
func (v *vocabulary) parseWeights(text string) (*weighing, error) {
	w := &weighing{words: map[int32]int{}}
	for _, line := range lines(text) {
		number, words, _ := strings.Cut(line, "=")
		weight, err := strconv.Atoi(strings.TrimSpace(number))
		if err != nil {
			return nil, fmt.Errorf("weights %q: a line is a number, = and words", line)
		}
		for word := range strings.FieldsSeq(words) {
			switch {
			case word == "#":
				w.words[numberID] = weight
			case word[0] == '$':
				class, err := v.set(word, 0)
				if err != nil {
					return nil, err
				}
				w.classes = append(w.classes, weighedClass{class, weight})
			default:
				w.words[v.id(word)] = weight
			}
		}
	}
	return w, nil
}

// wholeWords is up to how many words are weighed together: among more, some weigh
// by chance.
const wholeWords = 30

// most is the sum of all words in win, if they are few, or of the sentence or the rest
// of it after a "but" that weighs most: harmless words around it must not hide danger.
// Words that guards have covered weigh nothing.
func (w *weighing) most(v *vocabulary, win *window, covered uint64) int {
	most, before := 0, uint64(0)
	if len(win.words) <= wholeWords {
		most = w.sum(v, win, win.valid&^covered)
	}
	for i := range win.words {
		if i > 0 && win.clause&(1<<i) != 0 {
			continue // inside a clause
		}
		if rest := win.sentence(i) &^ (1<<i - 1); rest != before {
			most, before = max(most, w.sum(v, win, rest&^covered)), rest
		}
	}
	return most
}

// sum adds up the weights of what stands at places in win.
func (w *weighing) sum(v *vocabulary, win *window, places uint64) (sum int) {
	for i, word := range win.words {
		if places&(1<<i) != 0 && !win.before(i, places) {
			id := word.id
			if v.lexemes[id].numeric {
				id = numberID
			}
			sum += w.words[id]
		}
	}
	for _, c := range w.classes {
		for _, n := range c.slots {
			if win.at[n]&places != 0 {
				sum += c.weight
				break
			}
		}
	}
	return sum
}

// before reports whether word i stands at places in w before i, too.
func (w *window) before(i int, places uint64) bool {
	for k, word := range w.words[:i] {
		if word.id == w.words[i].id && places&(1<<k) != 0 {
			return true
		}
	}
	return false
}
